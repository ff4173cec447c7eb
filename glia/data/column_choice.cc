#include "glia/data/column_choice.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/calendar.h"
#include "glia/data/cells.h"
#include "glia/data/message_text.h"

namespace glia::data {
namespace {

constexpr int64_t kLeastRowsOfIdentifier = 20;
constexpr int64_t kLeastTextsOfIdentifier = 10;

// id, ID, row_id, PassengerId, index, uuid; not "acid" or "humid".
bool is_named_like_identifier(std::string_view name) {
  const auto ends = [&](std::string_view tail) { return name.ends_with(tail); };
  for (const std::string_view whole : {"id", "Id", "ID", "index", "Index", "INDEX", "uuid", "UUID"})
    if (name == whole) return true;
  for (const std::string_view tail : {"_id", "_ID", "_Id", "-id", " id", " ID", "_uuid", "编号"})
    if (ends(tail)) return true;
  // A capital after a small letter begins a word.
  const size_t n = name.size();
  return n > 2 && (ends("Id") || ends("ID")) && name[n - 3] >= 'a' && name[n - 3] <= 'z';
}

// Sentences: blanks between several words, or as long as some words where a script has no blanks.
bool is_free_text(const Column& column) {
  constexpr size_t kLooked = 200;
  constexpr size_t kLeastBlanks = 3;
  constexpr size_t kLeastBytes = 36;  // 12 Chinese characters
  const size_t texts = std::min(column.categories.size(), kLooked);
  size_t sentences = 0;
  for (size_t i = 0; i < texts; ++i) {
    const std::string_view text = column.categories[i];
    const auto blanks = static_cast<size_t>(std::count(text.begin(), text.end(), ' '));
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
    if (blanks >= kLeastBlanks || (!ascii && text.size() >= kLeastBytes)) ++sentences;
  }
  return sentences * 2 > texts;
}

// What the training rows have in one column.
struct Survey {
  int64_t present = 0;
  int64_t missing = 0;
  int64_t different = 0;
  bool numbers_rows = false;  // cell = row + 0 everywhere, or row + 1 everywhere
  bool whole = false;
};

Survey survey_of(const Column& column, const std::vector<int64_t>& rows) {
  Survey survey;
  survey.different = static_cast<int64_t>(count_distinct(column, rows));
  for (const int64_t row : rows) ++(column.is_missing(row) ? survey.missing : survey.present);
  if (!column.is_number() || survey.present == 0) return survey;
  survey.whole = true;
  survey.numbers_rows = survey.missing == 0;
  const double base =
      column.numbers[static_cast<size_t>(rows.front())] - static_cast<double>(rows.front());
  if (base != 0.0 && base != 1.0) survey.numbers_rows = false;
  for (const int64_t row : rows) {
    const double x = column.numbers[static_cast<size_t>(row)];
    if (std::isnan(x)) continue;
    survey.whole = survey.whole && x == std::floor(x);
    survey.numbers_rows = survey.numbers_rows && x == static_cast<double>(row) + base;
  }
  return survey;
}

// "2024-01-05": how a date was understood.
std::string day_of(const std::string& text, DateOrder order) {
  constexpr double kDay = 86400;
  const double seconds = parse_date(text, order).value_or(0);
  const CivilDate date = civil_from_days(static_cast<int64_t>(std::floor(seconds / kDay)));
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

// What is said of dates that can be read in more orders than one.
Message order_note(const std::string& name, const DateFinding& dates) {
  const std::string example = text_for_message(dates.example);
  if (has_short_year(dates.order)) {
    return say(
        "{}: dates such as {} are read as {}; if that is wrong, say so with --date-order "
        "dmy, mdy or ymd",
        name, example, day_of(dates.example, dates.order));
  }
  return say(
      "{}: dates such as {} are read with the day first; if the month comes first, say so "
      "with --date-order mdy",
      name, example);
}

class Chooser {
 public:
  Chooser(const ColumnRules& rules, bool alone) : rules_(rules), alone_(alone) {}

  // True if the column is to be used. `dates`: what it is, if it is dates.
  bool take(const Column& column, const Survey& survey, const std::optional<DateFinding>& dates) {
    if (survey.present == 0) {
      no_values_.push_back(column.name);
      return false;
    }
    const auto& keep = rules_.keep;
    if (std::find(keep.begin(), keep.end(), column.name) == keep.end() &&
        leave_out(column, survey, dates.has_value()))
      return false;
    if (dates) note_dates(column, *dates, survey.present);
    if (survey.missing > 0) {
      missing_.push_back(column.name);
      missing_cells_ += survey.missing;
    }
    return true;
  }

  std::vector<DataWarning> warnings(int64_t rows) && {
    std::vector<DataWarning> result = std::move(dates_);
    const auto add = [&](WarningKind kind, std::vector<std::string>& columns, const Message& what) {
      if (!columns.empty())
        result.push_back({kind, columns, say("{}: {}", what, list_columns(columns))});
    };
    add(WarningKind::kNoValues, no_values_, say("left out, no value in the training rows"));
    add(WarningKind::kConstant, constant_,
        say("left out, one and the same value in every training row"));
    add(WarningKind::kManyTexts, many_texts_,
        say("left out, more than {} different texts (--use takes them in)", rules_.most_texts));
    add(WarningKind::kFreeText, free_texts_, say("left out, free text (--use takes it in)"));
    add(WarningKind::kIdentifier, identifiers_,
        say("left out, looks like a name or number of the row (--use takes it in)"));
    add(WarningKind::kMissingValues, missing_,
        say("{} cells of {} training rows are missing and will be filled", missing_cells_, rows));
    return result;
  }

 private:
  void note_dates(const Column& column, const DateFinding& dates, int64_t present) {
    const std::string name = text_for_message(column.name);
    if (dates.ambiguous)
      dates_.push_back({WarningKind::kDates, {column.name}, order_note(name, dates)});
    if (!dates.far_example.empty())
      dates_.push_back(
          {WarningKind::kDates,
           {column.name},
           say("{}: years of two digits are taken to be 1969 to 2068, {} to be {}; if "
               "that is wrong, write them with four",
               name, text_for_message(dates.far_example), day_of(dates.far_example, dates.order))});
    if (dates.unreadable > 0)
      dates_.push_back({WarningKind::kDates,
                        {column.name},
                        say("{}: {} of {} cells are no dates, taken as missing ({})", name,
                            dates.unreadable, present, list_columns(dates.unreadable_examples))});
  }

  bool leave_out(const Column& column, const Survey& survey, bool dates) {
    const bool shows = survey.missing > 0 &&
                       (column.is_text() ? rules_.missing_texts_show : rules_.missing_numbers_show);
    if (survey.different <= 1 && !shows) return note(constant_, column);
    if (dates) return false;
    const bool own = survey.different == survey.present;
    if (column.is_text()) {
      const bool each_its_own = own && survey.different >= kLeastTextsOfIdentifier;
      if (!each_its_own && survey.different <= rules_.most_texts) return false;
      if (is_free_text(column)) return note(free_texts_, column);
      return note(each_its_own ? identifiers_ : many_texts_, column);
    }
    if (alone_ || survey.present < kLeastRowsOfIdentifier || !own || !survey.whole) return false;
    if (survey.numbers_rows || is_named_like_identifier(column.name))
      return note(identifiers_, column);
    return false;
  }

  static bool note(std::vector<std::string>& list, const Column& column) {
    list.push_back(column.name);
    return true;
  }

  const ColumnRules& rules_;
  bool alone_;
  std::vector<std::string> no_values_, constant_, many_texts_, free_texts_, identifiers_, missing_;
  int64_t missing_cells_ = 0;
  std::vector<DataWarning> dates_;
};

}  // namespace

ColumnChoice choose_columns(const Table& table, std::span<const int64_t> training_rows,
                            const std::vector<int64_t>& candidates, const ColumnRules& rules) {
  const std::vector<int64_t> rows(training_rows.begin(), training_rows.end());
  ColumnChoice choice;
  Chooser chooser(rules, candidates.size() == 1);
  for (const int64_t index : candidates) {
    const Column& column = table.column(index);
    const std::optional<DateFinding> dates = find_dates(column, rows, rules.date_order);
    if (!chooser.take(column, survey_of(column, rows), dates)) continue;
    choice.used.push_back(index);
    if (dates) choice.dates[index] = dates->order;
  }
  choice.warnings = std::move(chooser).warnings(static_cast<int64_t>(rows.size()));
  return choice;
}

}  // namespace glia::data
