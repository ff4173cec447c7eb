#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/cells.h"
#include "glia/data/message_text.h"
#include "glia/data/target.h"

namespace glia::data {
namespace {

constexpr size_t kMostNumberClasses = 20;
constexpr size_t kRowsForEachNumberClass = 10;

struct Facts {
  bool text = false;
  bool whole = true;     // numbers without fractions
  size_t different = 0;  // values
};

Facts facts_of(const Column& column, const std::vector<int64_t>& rows) {
  Facts facts;
  facts.text = column.is_text();
  facts.different = count_distinct(column, rows);
  if (column.is_number())
    for (const int64_t row : rows) {
      const double x = column.numbers[static_cast<size_t>(row)];
      facts.whole = facts.whole && x == std::floor(x);
    }
  return facts;
}

bool looks_like_classes(const Facts& facts, size_t rows) {
  if (facts.text) return true;
  if (!facts.whole) return false;
  return facts.different <= 2 || (facts.different <= kMostNumberClasses &&
                                  rows >= kRowsForEachNumberClass * facts.different);
}

// Classes of one column, numbered as they sort.
std::vector<int32_t> classes_of(const Column& column, const std::vector<int64_t>& rows) {
  const std::vector<std::string> texts = distinct_texts(column, rows);
  const CodeCells codes(column, texts);
  std::vector<int32_t> classes;
  classes.reserve(rows.size());
  for (const int64_t row : rows) classes.push_back(codes.at(row));
  return classes;
}

void check_classes(const Table& table, const std::string& name, const Facts& facts, size_t rows) {
  const std::string target = text_for_message(name);
  if (facts.different < 2)
    fail(ErrorKind::kData,
         say("{}: the target {} has a single class: there is nothing to tell apart; "
             "--target names another column",
             table.origin(), target));
  if (facts.different > 20 && facts.different > rows / 2)
    fail(ErrorKind::kData,
         say("{}: the target {} has {} different values in {} rows: expected classes that "
             "repeat. Is another column the target?",
             table.origin(), target, facts.different, rows));
}

}  // namespace

std::vector<std::string> target_names(const Table& table, std::string_view list) {
  if (table.columns() == 0) fail(ErrorKind::kData, say("{}: there is no column", table.origin()));
  if (list.empty()) return {table.names().back()};
  if (table.find(list)) return {std::string(list)};
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (size_t at = 0; at <= list.size();) {
    const size_t comma = std::min(list.find(',', at), list.size());
    names.emplace_back(list.substr(at, comma - at));
    table.index_of(names.back());
    if (!seen.insert(names.back()).second)
      fail(ErrorKind::kUsage, say("the target {} is named twice", text_for_message(names.back())));
    at = comma + 1;
  }
  return names;
}

TargetSurvey survey_target(const Table& table, const std::vector<std::string>& names, Task task) {
  GLIA_ASSERT(!names.empty());
  TargetSurvey survey;
  survey.names = names;
  std::vector<const Column*> columns;
  columns.reserve(names.size());
  for (const std::string& name : names) columns.push_back(&table.column(name));

  for (int64_t row = 0; row < table.rows(); ++row)
    if (std::none_of(columns.begin(), columns.end(),
                     [&](const Column* column) { return column->is_missing(row); }))
      survey.rows.push_back(row);
  if (survey.rows.empty())
    fail(ErrorKind::kData, say("{}: {} rows, and none of them has a value in the target {}",
                               table.origin(), table.rows(), list_columns(names)));
  const int64_t missing = table.rows() - static_cast<int64_t>(survey.rows.size());
  if (missing > 0)
    survey.warnings.push_back({WarningKind::kTargetMissing, names,
                               say("{} of {} rows have no value in the target {} and are left out",
                                   missing, table.rows(), list_columns(names))});

  std::vector<Facts> facts;
  facts.reserve(names.size());
  for (const Column* column : columns) facts.push_back(facts_of(*column, survey.rows));
  const auto every = [&](auto holds) { return std::all_of(facts.begin(), facts.end(), holds); };
  const size_t rows = survey.rows.size();
  bool classify = task == Task::kClassify;
  if (task == Task::kAuto)
    classify = names.size() == 1
                   ? looks_like_classes(facts[0], rows)
                   : every([](const Facts& f) { return f.different <= 2 && (f.text || f.whole); });

  if (!classify) {
    for (size_t i = 0; i < names.size(); ++i)
      if (facts[i].text)
        fail(ErrorKind::kUsage,
             say("{}: the target {} is text and cannot be predicted as a number{}{}",
                 table.origin(), text_for_message(names[i]),
                 columns[i]->why_text.empty() ? "" : ": it has ", columns[i]->why_text));
    survey.kind = TargetKind::kNumbers;
    for (size_t i = 0; i < names.size(); ++i)
      if (facts[i].different < 2)
        survey.warnings.push_back(
            {WarningKind::kConstantTarget,
             {names[i]},
             say("the target {} is the same number in every row", text_for_message(names[i]))});
    return survey;
  }

  for (size_t i = 0; i < names.size(); ++i) check_classes(table, names[i], facts[i], rows);
  if (names.size() == 1) {
    survey.kind = TargetKind::kClasses;
    survey.classes = classes_of(*columns[0], survey.rows);
    return survey;
  }
  survey.kind = TargetKind::kYesNo;
  for (size_t i = 0; i < names.size(); ++i)
    if (facts[i].different != 2)
      fail(ErrorKind::kUsage,
           say("{}: several targets are predicted as yes or no, but {} has {} different "
               "values, expected 2",
               table.origin(), text_for_message(names[i]), facts[i].different));
  // The class to stratify by is the combination of all answers.
  std::vector<std::vector<int32_t>> answers(rows);
  for (const Column* column : columns) {
    const std::vector<int32_t> one = classes_of(*column, survey.rows);
    for (size_t r = 0; r < rows; ++r) answers[r].push_back(one[r]);
  }
  std::map<std::vector<int32_t>, int32_t> combinations;
  for (const auto& answer : answers) combinations.emplace(answer, 0);
  int32_t next = 0;
  for (auto& [answer, number] : combinations) number = next++;
  for (const auto& answer : answers) survey.classes.push_back(combinations[answer]);
  return survey;
}

}  // namespace glia::data
