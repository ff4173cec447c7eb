#include "glia/data/fill.h"

#include <algorithm>
#include <cmath>

#include "glia/data/json_object_internal.h"
#include "glia/data/step_columns_internal.h"

namespace glia::data {
namespace {

std::vector<double> present(const std::vector<double>& numbers) {
  std::vector<double> result;
  std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(result),
               [](double x) { return !std::isnan(x); });
  return result;
}

// The mean, shifted by the first value so that a column of equal values has exactly that mean.
double mean(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double x : values) sum += x - values.front();
  return values.front() + sum / static_cast<double>(values.size());
}

// The middle value, or the mean of the two middle ones.
double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  const double below = *std::max_element(values.begin(), middle);
  return below + (*middle - below) / 2.0;
}

}  // namespace

StepPtr NoteMissing::fit(const Layout& before, const Frame& training) {
  std::vector<size_t> columns;
  for (size_t c = 0; c < before.size(); ++c) {
    const std::vector<double>& numbers = training.columns[c].numbers;
    if (!before[c].text &&
        std::any_of(numbers.begin(), numbers.end(), [](double x) { return std::isnan(x); }))
      columns.push_back(c);
  }
  return std::make_shared<NoteMissing>(before, std::move(columns));
}

NoteMissing::NoteMissing(const Layout& before, std::vector<size_t> columns)
    : columns_(std::move(columns)), after_(before) {
  for (const size_t c : columns_)
    after_.push_back({before[c].name + " is missing", false, true, {}});
}

void NoteMissing::apply(Frame& frame) const {
  for (const size_t c : columns_) {
    FrameColumn note;
    note.numbers.reserve(static_cast<size_t>(frame.rows));
    for (const double x : frame.columns[c].numbers) note.numbers.push_back(std::isnan(x) ? 1 : 0);
    frame.columns.push_back(std::move(note));
  }
}

std::string NoteMissing::to_json() const {
  Json columns = Json::array();
  for (const size_t c : columns_) columns.push_back(json_object({{"name", after_[c].name}}));
  return dump_json(json_object({{"kind", kind()}, {"columns", std::move(columns)}}));
}

StepPtr NoteMissing::read(std::string_view text, const Layout& before) {
  const Json json = JsonReader::parse(text, "note_missing");
  std::vector<size_t> columns;
  for (const auto& [entry, column] : step_columns({json, "note_missing"}, before, false))
    columns.push_back(column);
  return std::make_shared<NoteMissing>(before, std::move(columns));
}

StepPtr FillNumbers::fit(const Layout& before, const Frame& training, NumberFill rule) {
  std::vector<Fill> fills;
  for (size_t c = 0; c < before.size(); ++c) {
    if (before[c].text) continue;
    std::vector<double> values = present(training.columns[c].numbers);
    double value = 0.0;
    if (!values.empty()) value = rule == NumberFill::kMean ? mean(values) : median(values);
    if (!std::isfinite(value)) value = median(std::move(values));  // the sum overflowed
    fills.push_back({c, value});
  }
  return std::make_shared<FillNumbers>(before, std::move(fills));
}

FillNumbers::FillNumbers(const Layout& before, std::vector<Fill> fills)
    : fills_(std::move(fills)), after_(before) {
  for (const Fill& fill : fills_) after_[fill.column].filled = true;
}

void FillNumbers::apply(Frame& frame) const {
  for (const Fill& fill : fills_)
    for (double& x : frame.columns[fill.column].numbers)
      if (std::isnan(x)) x = fill.value;
}

std::string FillNumbers::to_json() const {
  Json columns = Json::array();
  for (const Fill& fill : fills_)
    columns.push_back(json_object({{"name", after_[fill.column].name}, {"value", fill.value}}));
  return dump_json(json_object({{"kind", kind()}, {"columns", std::move(columns)}}));
}

StepPtr FillNumbers::read(std::string_view text, const Layout& before) {
  const Json json = JsonReader::parse(text, "fill_numbers");
  std::vector<Fill> fills;
  for (const auto& [entry, column] : step_columns({json, "fill_numbers"}, before, false))
    fills.push_back({column, entry.member("value").finite()});
  return std::make_shared<FillNumbers>(before, std::move(fills));
}

StepPtr FillTexts::fit(const Layout& before, const Frame& training, TextFill rule) {
  std::vector<Fill> fills;
  for (size_t c = 0; c < before.size(); ++c) {
    if (!before[c].text) continue;
    const int32_t own = static_cast<int32_t>(before[c].categories.size());
    std::vector<int64_t> counts(before[c].categories.size());
    bool missing = false;
    for (const int32_t code : training.columns[c].codes) {
      if (code >= 0) ++counts[static_cast<size_t>(code)];
      missing = missing || code == kMissingCode;
    }
    if (rule == TextFill::kOwnCategory) {
      if (missing) fills.push_back({c, own});
    } else if (!counts.empty()) {
      const auto most = std::max_element(counts.begin(), counts.end());
      fills.push_back({c, static_cast<int32_t>(most - counts.begin())});
    }
  }
  return std::make_shared<FillTexts>(before, std::move(fills));
}

FillTexts::FillTexts(const Layout& before, std::vector<Fill> fills)
    : fills_(std::move(fills)), after_(before) {
  for (const Fill& fill : fills_) {
    std::vector<std::string>& categories = after_[fill.column].categories;
    if (fill.code == static_cast<int32_t>(categories.size())) categories.emplace_back("(missing)");
  }
}

void FillTexts::apply(Frame& frame) const {
  for (const Fill& fill : fills_)
    for (int32_t& code : frame.columns[fill.column].codes)
      if (code == kMissingCode) code = fill.code;
}

std::string FillTexts::to_json() const {
  Json columns = Json::array();
  for (const Fill& fill : fills_)
    columns.push_back(json_object({{"name", after_[fill.column].name}, {"category", fill.code}}));
  return dump_json(json_object({{"kind", kind()}, {"columns", std::move(columns)}}));
}

StepPtr FillTexts::read(std::string_view text, const Layout& before) {
  const Json json = JsonReader::parse(text, "fill_texts");
  std::vector<Fill> fills;
  for (const auto& [entry, column] : step_columns({json, "fill_texts"}, before, true)) {
    const int64_t most = static_cast<int64_t>(before[column].categories.size());
    const int64_t category = entry.member("category").integer(0, most);
    fills.push_back({column, static_cast<int32_t>(category)});
  }
  return std::make_shared<FillTexts>(before, std::move(fills));
}

}  // namespace glia::data
