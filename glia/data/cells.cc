#include "glia/data/cells.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "glia/base/parse_number.h"
#include "glia/data/csv_writer.h"

namespace glia::data {
namespace {

std::optional<double> finite_number(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return std::nullopt;
  text = text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
  const std::optional<double> number = parse_double(text);
  return number && std::isfinite(*number) ? number : std::nullopt;
}

std::vector<double> distinct_numbers(const Column& column, const std::vector<int64_t>& rows) {
  std::vector<double> numbers;
  numbers.reserve(rows.size());
  for (const int64_t row : rows) {
    const double number = column.numbers[static_cast<size_t>(row)];
    if (!std::isnan(number)) numbers.push_back(number == 0.0 ? 0.0 : number);  // -0 is 0
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::vector<bool> used_categories(const Column& column, const std::vector<int64_t>& rows) {
  std::vector<bool> used(column.categories.size());
  for (const int64_t row : rows) {
    const int32_t code = column.codes[static_cast<size_t>(row)];
    if (code >= 0) used[static_cast<size_t>(code)] = true;
  }
  return used;
}

}  // namespace

NumberCells::NumberCells(const Column& column) : column_(&column) {
  for (const std::string_view text : column.categories)
    of_category_.push_back(finite_number(text).value_or(std::numeric_limits<double>::quiet_NaN()));
}

double NumberCells::at(int64_t row) const {
  const size_t r = static_cast<size_t>(row);
  if (column_->is_number()) return column_->numbers[r];
  const int32_t code = column_->codes[r];
  return code < 0 ? std::numeric_limits<double>::quiet_NaN()
                  : of_category_[static_cast<size_t>(code)];
}

DateCells::DateCells(const Column& column, DateOrder order) : column_(&column) {
  for (const std::string_view text : column.categories)
    of_category_.push_back(
        parse_date(text, order).value_or(std::numeric_limits<double>::quiet_NaN()));
}

double DateCells::at(int64_t row) const {
  const int32_t code = column_->is_text() ? column_->codes[static_cast<size_t>(row)] : -1;
  return code < 0 ? std::numeric_limits<double>::quiet_NaN()
                  : of_category_[static_cast<size_t>(code)];
}

CodeCells::CodeCells(const Column& column, const std::vector<std::string>& texts)
    : column_(&column) {
  if (column.is_number()) {
    for (size_t i = 0; i < texts.size(); ++i)
      if (const std::optional<double> number = finite_number(texts[i]))
        of_number_.emplace(*number, static_cast<int32_t>(i));
    return;
  }
  std::unordered_map<std::string_view, int32_t> known;
  for (size_t i = 0; i < texts.size(); ++i) known.emplace(texts[i], static_cast<int32_t>(i));
  for (const std::string_view category : column.categories) {
    const auto found = known.find(category);
    of_category_.push_back(found == known.end() ? kUnseenCode : found->second);
  }
}

int32_t CodeCells::at(int64_t row) const {
  const size_t r = static_cast<size_t>(row);
  if (column_->is_number()) {
    const double number = column_->numbers[r];
    if (std::isnan(number)) return kMissingCode;
    const auto found = of_number_.find(number);
    return found == of_number_.end() ? kUnseenCode : found->second;
  }
  const int32_t code = column_->codes[r];
  return code < 0 ? kMissingCode : of_category_[static_cast<size_t>(code)];
}

std::vector<std::string> distinct_texts(const Column& column, const std::vector<int64_t>& rows) {
  std::vector<std::string> texts;
  if (column.is_number()) {
    for (const double number : distinct_numbers(column, rows)) texts.push_back(number_text(number));
    return texts;
  }
  const std::vector<bool> used = used_categories(column, rows);
  std::vector<std::pair<double, std::string>> keyed;
  bool numbers = true;
  for (size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    const std::optional<double> number = finite_number(column.categories[i]);
    numbers = numbers && number.has_value();
    keyed.emplace_back(number.value_or(0.0), column.categories[i]);
  }
  std::sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
    return numbers && a.first != b.first ? a.first < b.first : a.second < b.second;
  });
  for (auto& [number, text] : keyed) texts.push_back(std::move(text));
  return texts;
}

size_t count_distinct(const Column& column, const std::vector<int64_t>& rows) {
  if (column.is_number()) return distinct_numbers(column, rows).size();
  const std::vector<bool> used = used_categories(column, rows);
  return static_cast<size_t>(std::count(used.begin(), used.end(), true));
}

}  // namespace glia::data
