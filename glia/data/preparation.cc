#include "glia/data/preparation.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "glia/base/checked.h"
#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/column_choice.h"
#include "glia/data/date_parts.h"
#include "glia/data/json_object_internal.h"
#include "glia/data/leak.h"
#include "glia/data/message_text.h"
#include "glia/data/one_hot.h"

namespace glia::data {
namespace {

constexpr size_t kMostSteps = 16;
constexpr size_t kMostLeakRows = 50000;
constexpr int64_t kMostFeatures = int64_t{1} << 20;

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A value far beyond the training rows, scaled, may leave the range of T.
template <class T>
T finite_as(double value) {
  constexpr double kMost = std::numeric_limits<T>::max();
  return static_cast<T>(std::clamp(value, -kMost, kMost));
}

// A column alone is the whole data, and no other can be given away.
std::vector<DataWarning> leaks(const Table& table, std::span<const int64_t> rows,
                               const std::vector<int64_t>& used, const TargetEncoding& target) {
  std::vector<DataWarning> warnings;
  if (used.size() < 2) return warnings;
  // A leak shows in a part of the rows as well as in a million.
  const size_t stride = rows.size() / kMostLeakRows + 1;
  std::vector<int64_t> some;
  for (size_t r = 0; r < rows.size(); r += stride) some.push_back(rows[r]);
  rows = some;
  const EncodedTarget<double> encoded = target.encode<double>(table, rows);
  const std::vector<std::string> names = target.names();
  for (size_t t = 0; t < names.size(); ++t) {
    std::vector<int32_t> classes = encoded.classes;
    std::vector<double> numbers;
    for (size_t r = 0; r < rows.size() && target.kind() != TargetKind::kClasses; ++r) {
      const double value = encoded.values[r * names.size() + t];
      numbers.push_back(value);
      classes.push_back(value == 0.0 ? 0 : value == 1.0 ? 1 : -1);
    }
    for (const int64_t index : used) {
      const Column& column = table.column(index);
      const bool found = target.kind() == TargetKind::kNumbers
                             ? gives_number_away(column, rows, numbers)
                             : gives_class_away(column, rows, classes);
      if (found)
        warnings.push_back(
            {WarningKind::kGivesTargetAway,
             {column.name},
             say("{} alone gives the target {} away: if it is not known at the time of "
                 "prediction, leave it out",
                 text_for_message(column.name), text_for_message(names[t]))});
    }
  }
  return warnings;
}

}  // namespace

Preparation Preparation::fit(const Table& table, std::span<const int64_t> training_rows,
                             const TargetEncoding& target, const PreparationOptions& options) {
  for (const std::string& name : options.keep) table.index_of(name);
  for (const std::string& name : options.drop) {
    table.index_of(name);
    if (contains(target.names(), name))
      fail(ErrorKind::kUsage,
           say("the column {} is the target and dropped", text_for_message(name)));
  }
  std::vector<int64_t> candidates;
  for (int64_t c = 0; c < table.columns(); ++c) {
    const std::string& name = table.column(c).name;
    if (!contains(target.names(), name) && !contains(options.drop, name)) candidates.push_back(c);
  }
  ColumnRules rules;
  rules.keep = options.keep;
  rules.most_texts = options.most_texts;
  rules.date_order = options.date_order;
  rules.missing_numbers_show = options.note_missing;
  rules.missing_texts_show = options.texts == TextFill::kOwnCategory;
  ColumnChoice choice = choose_columns(table, training_rows, candidates, rules);
  if (choice.used.empty()) {
    Message why;
    for (const DataWarning& warning : choice.warnings) why = say("{}; {}", why, warning.message);
    fail(ErrorKind::kData, say("{}: no column is left to learn from{}", table.origin(), why));
  }
  std::vector<int64_t> ignored;
  for (int64_t c = 0; c < table.columns(); ++c)
    if (!std::binary_search(choice.used.begin(), choice.used.end(), c)) ignored.push_back(c);

  Preparation preparation;
  preparation.inputs_ = TableInputs::fit(table, training_rows, choice.used, ignored, choice.dates);
  preparation.warnings_ = std::move(choice.warnings);
  for (DataWarning& leak : leaks(table, training_rows, choice.used, target))
    preparation.warnings_.push_back(std::move(leak));

  Frame frame = TableReader(preparation.inputs_, table).read(training_rows);
  const Layout* layout = &preparation.inputs_.layout();
  const auto add = [&](StepPtr step) {
    step->apply(frame);
    layout = &step->layout();
    preparation.steps_.push_back(std::move(step));
  };
  if (options.note_missing) add(NoteMissing::fit(*layout, frame));
  if (!choice.dates.empty()) add(DateParts::fit(*layout, frame));
  add(FillNumbers::fit(*layout, frame, options.numbers));
  add(FillTexts::fit(*layout, frame, options.texts));
  if (options.scaling != Scaling::kNone) add(ScaleNumbers::fit(*layout, frame, options.scaling));
  add(OneHot::fit(*layout));
  preparation.finish();
  return preparation;
}

void Preparation::finish() {
  const Layout& layout = steps_.empty() ? inputs_.layout() : steps_.back()->layout();
  for (const LayoutColumn& column : layout) {
    if (column.text)
      fail(ErrorKind::kModel, say("preparation.steps: no step turns the text column {} "
                                  "into numbers",
                                  text_for_message(column.name)));
    if (column.date)
      fail(ErrorKind::kModel,
           say("preparation.steps: no step turns the dates of the column {} into "
               "numbers of a calendar",
               text_for_message(column.name)));
    if (!column.flag && !column.filled)
      fail(ErrorKind::kModel, say("preparation.steps: no step fills the missing numbers of "
                                  "the column {}",
                                  text_for_message(column.name)));
    names_.push_back(column.name);
  }
  if (names_.empty() || width() > kMostFeatures)
    fail(ErrorKind::kModel,
         say("preparation: {} features, expected 1 to {}", names_.size(), kMostFeatures));
}

template <class T>
Prepared<T> Preparation::apply(const Table& table, std::span<const int64_t> rows,
                               PreparationReport* report) const {
  // Enough rows to pay for a step's call, few enough to stay in the cache.
  constexpr size_t kBlock = 512;
  Prepared<T> prepared;
  prepared.rows = static_cast<int64_t>(rows.size());
  prepared.width = width();
  const size_t features = names_.size();
  const auto size = checked_mul(rows.size(), features);
  if (!size || *size > prepared.values.max_size())
    fail(ErrorKind::kFailed,
         say("{} rows of {} features do not fit into memory", rows.size(), features));
  prepared.values.resize(*size);
  TableReader reader(inputs_, table);
  for (size_t first = 0; first < rows.size(); first += kBlock) {
    const size_t count = std::min(kBlock, rows.size() - first);
    Frame frame = reader.read(rows.subspan(first, count));
    for (const StepPtr& step : steps_) step->apply(frame);
    T* out = prepared.values.data() + first * features;
    for (size_t r = 0; r < count; ++r)
      for (size_t f = 0; f < features; ++f) *out++ = finite_as<T>(frame.columns[f].numbers[r]);
  }
  if (report != nullptr) *report = reader.report();
  return prepared;
}

template Prepared<float> Preparation::apply(const Table&, std::span<const int64_t>,
                                            PreparationReport*) const;
template Prepared<double> Preparation::apply(const Table&, std::span<const int64_t>,
                                             PreparationReport*) const;

std::string Preparation::to_json() const {
  Json steps = Json::array();
  for (const StepPtr& step : steps_) steps.push_back(Json::parse(step->to_json()));
  return dump_json(json_object({{"inputs", Json::parse(inputs_.to_json())},
                                {"steps", std::move(steps)},
                                {"features", names_}}));
}

Preparation Preparation::from_json(std::string_view text) {
  const Json json = JsonReader::parse(text, "preparation");
  const JsonReader reader(json, "preparation");
  Preparation preparation;
  preparation.inputs_ = TableInputs::from_json(dump_json(reader.member("inputs").json()));
  const Layout* layout = &preparation.inputs_.layout();
  for (const JsonReader& step : reader.member("steps").elements(kMostSteps)) {
    preparation.steps_.push_back(read_step(dump_json(step.json()), *layout));
    layout = &preparation.steps_.back()->layout();
  }
  preparation.finish();
  const JsonReader features = reader.member("features");
  if (features.texts() != preparation.names_) features.wrong("the names that the steps give");
  return preparation;
}

}  // namespace glia::data
