#include "glia/data/column_builder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/pages.h"
#include "glia/base/say_internal.h"
#include "glia/data/cell_number.h"
#include "glia/data/message_text.h"
#include "glia/kernels/decimal.h"

namespace glia::data {
namespace {

// Before `more` values are appended within the capacity: memory for them comes some pages at a
// time. Not in short columns, of which there may be very many.
template <class T>
void prepare_room(std::vector<T>& values, size_t more) {
  constexpr size_t kStep = (size_t{1} << 18) / sizeof(T);
  constexpr size_t kShort = 4 * kStep;
  const size_t size = values.size();
  if (size < kShort || size / kStep == (size + more) / kStep) return;
  const size_t begin = (size + more) / kStep * kStep;
  if (begin + kStep <= values.capacity()) {
    prepare_pages(values.data() + begin, kStep * sizeof(T));
  }
}

}  // namespace

ColumnBuilder::ColumnBuilder(std::string name, Wanted wanted, const CellRules& rules)
    : rules_(&rules), only_numbers_(wanted == Wanted::kNumber) {
  column_.name = std::move(name);
  if (wanted == Wanted::kText) start_text({});
}

void ColumnBuilder::add(std::string_view cell, int64_t line) {
  if (column_.is_text()) {
    column_.codes.push_back(code_of(cell));
    return;
  }
  double value = 0;
  switch (take_number(cell, line, value)) {
    case Taken::kNumber:
      column_.numbers.push_back(value);
      return;
    case Taken::kText:
      become_text(cell, line);
      column_.codes.push_back(code_of(cell));
      return;
    case Taken::kRefused:
      fail(ErrorKind::kData, say("{}:{}: column {}: expected a number, found {}", rules_->source,
                                 line, text_for_message(column_.name), text_for_message(cell)));
  }
}

size_t ColumnBuilder::add(std::span<const std::string_view> cells, std::span<const int64_t> lines) {
  const size_t added = column_.is_number() ? add_numbers(cells, lines) : 0;
  if (column_.is_number()) return added;
  const size_t before = column_.codes.size();
  prepare_room(column_.codes, cells.size());
  column_.codes.resize(before + cells.size() - added);
  index_->codes(cells.subspan(added), rules_->missing, column_.codes.data() + before);
  return cells.size();
}

// Stops before the first cell that is no number; if that makes the column text, it has become so.
size_t ColumnBuilder::add_numbers(std::span<const std::string_view> cells,
                                  std::span<const int64_t> lines) {
  const size_t before = column_.numbers.size();
  prepare_room(column_.numbers, cells.size());
  column_.numbers.resize(before + cells.size());
  double* const values = column_.numbers.data() + before;
  for (size_t i = 0;; ++i) {
    if (!rules_->missing_may_be_numbers) {
      i += kernels::parse_decimals(cells.subspan(i), rules_->point, values + i);
    }
    if (i == cells.size()) return i;
    const Taken taken = take_number(cells[i], lines[i], values[i]);
    if (taken == Taken::kNumber) continue;
    column_.numbers.resize(before + i);
    if (taken == Taken::kText) become_text(cells[i], lines[i]);
    return i;
  }
}

ColumnBuilder::Taken ColumnBuilder::take_number(std::string_view cell, int64_t line,
                                                double& value) {
  value = std::numeric_limits<double>::quiet_NaN();
  if (rules_->missing.contains(cell)) return Taken::kNumber;
  const CellNumber number = parse_cell_number(cell, rules_->point);
  const bool is_rounded = number.kind == CellKind::kLongInteger && only_numbers_;
  if (number.kind == CellKind::kNumber || (is_rounded && std::isfinite(number.value))) {
    value = number.value;
    return Taken::kNumber;
  }
  const bool is_too_large = number.kind == CellKind::kTooLarge || is_rounded;
  if (!is_too_large) return only_numbers_ ? Taken::kRefused : Taken::kText;
  // No error yet: if the column turns out to be text, the cell is as good as any other.
  if (too_large_.empty()) {
    too_large_ = fmt::format(
        "{}:{}: column {}: expected a finite number, at most about 1.8e308, "
        "found {}",
        rules_->source, line, text_for_message(column_.name), text_for_message(cell));
  }
  return Taken::kNumber;
}

void ColumnBuilder::become_text(std::string_view cell, int64_t line) {
  const bool is_long = parse_cell_number(cell, rules_->point).kind == CellKind::kLongInteger;
  const char* const reason = is_long ? ", a whole number too long to keep exactly" : "";
  start_text(fmt::format("{} at line {}{}", text_for_message(cell), line, reason));
}

void ColumnBuilder::start_text(std::string why) {
  column_.type = ColumnType::kText;
  column_.why_text = std::move(why);
  index_ = std::make_unique<CategoryIndex>();
  column_.codes.reserve(column_.numbers.capacity());
  column_.codes.assign(column_.numbers.size(), -1);
  // Missing cells need no second look.
  const bool has_numbers = std::any_of(column_.numbers.begin(), column_.numbers.end(),
                                       [](double number) { return !std::isnan(number); });
  if (has_numbers || !too_large_.empty()) {
    rows_to_repeat_ = static_cast<int64_t>(column_.numbers.size());
  }
  column_.numbers = {};
}

int32_t ColumnBuilder::code_of(std::string_view cell) {
  return rules_->missing.contains(cell) ? -1 : index_->code(cell);
}

void ColumnBuilder::reserve(size_t rows) {
  if (column_.is_number()) {
    column_.numbers.reserve(rows);
  } else {
    column_.codes.reserve(rows);
  }
}

void ColumnBuilder::repeat(std::span<const std::string_view> cells) {
  if (!repeated_index_) repeated_index_ = std::make_unique<CategoryIndex>();
  const auto left = static_cast<size_t>(rows_to_repeat_ - repeated_);
  for (const std::string_view cell : cells.first(std::min(left, cells.size()))) {
    column_.codes[static_cast<size_t>(repeated_++)] =
        rules_->missing.contains(cell) ? -1 : repeated_index_->code(cell);
  }
}

// The repeated cells come first in the file, so their texts take the first codes.
void ColumnBuilder::join_repeated() {
  GLIA_ASSERT(repeated_ == rows_to_repeat_);
  std::vector<int32_t> new_code;
  for (const std::string_view text : index_->texts())
    new_code.push_back(repeated_index_->code(text));
  for (size_t row = static_cast<size_t>(repeated_); row < column_.codes.size(); ++row) {
    int32_t& code = column_.codes[row];
    if (code >= 0) code = new_code[static_cast<size_t>(code)];
  }
  index_ = std::move(repeated_index_);
}

Column ColumnBuilder::finish() {
  if (column_.is_number()) {
    if (!too_large_.empty()) fail(ErrorKind::kData, too_large_);
  } else {
    if (rows_to_repeat_ > 0) join_repeated();
    column_.categories = index_->take();
  }
  return std::move(column_);
}

}  // namespace glia::data
