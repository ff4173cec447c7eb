#include "glia/data/column_builder.h"

#include <limits>
#include <utility>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/data/cell_number.h"
#include "glia/data/message_text.h"

namespace glia::data {

ColumnBuilder::ColumnBuilder(std::string name, Wanted wanted, const CellRules& rules)
    : rules_(&rules), only_numbers_(wanted == Wanted::kNumber) {
  column_.name = std::move(name);
  if (wanted == Wanted::kText) become_text({});
}

void ColumnBuilder::add(std::string_view cell, int64_t line) {
  if (column_.is_number()) {
    add_number(cell, line);
  } else {
    column_.codes.push_back(code_of(cell));
  }
}

void ColumnBuilder::add_number(std::string_view cell, int64_t line) {
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  if (rules_->missing_may_be_numbers && rules_->missing.contains(cell)) {
    column_.numbers.push_back(kMissing);
    return;
  }
  const CellNumber number = parse_cell_number(cell, rules_->point);
  if (number.kind == CellKind::kNumber ||
      (number.kind == CellKind::kLongInteger && only_numbers_)) {
    column_.numbers.push_back(number.value);
    has_numbers_ = true;
    return;
  }
  if (rules_->missing.contains(cell)) {
    column_.numbers.push_back(kMissing);
    return;
  }
  if (number.kind == CellKind::kTooLarge) {
    // No error yet: if the column turns out to be text, the cell is as good as any other.
    if (too_large_.empty()) {
      too_large_ = fmt::format(
          "{}:{}: column {}: expected a finite number, at most about 1.8e308, "
          "found {}",
          rules_->source, line, text_for_message(column_.name), text_for_message(cell));
    }
    column_.numbers.push_back(kMissing);
    has_numbers_ = true;
    return;
  }
  if (only_numbers_) {
    fail(ErrorKind::kData,
         fmt::format("{}:{}: column {}: expected a number, found {}", rules_->source, line,
                     text_for_message(column_.name), text_for_message(cell)));
  }
  const char* const reason =
      number.kind == CellKind::kLongInteger ? ", a whole number too long to keep exactly" : "";
  become_text(fmt::format("{} at line {}{}", text_for_message(cell), line, reason));
  column_.codes.push_back(code_of(cell));
}

void ColumnBuilder::become_text(std::string why) {
  column_.type = ColumnType::kText;
  column_.why_text = std::move(why);
  index_ = std::make_unique<CategoryIndex>();
  column_.codes.reserve(column_.numbers.capacity());
  column_.codes.assign(column_.numbers.size(), -1);
  // Missing cells need no second look.
  if (has_numbers_) rows_to_repeat_ = static_cast<int64_t>(column_.numbers.size());
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

void ColumnBuilder::repeat(std::string_view cell) {
  if (!repeated_index_) repeated_index_ = std::make_unique<CategoryIndex>();
  const bool missing = rules_->missing.contains(cell);
  column_.codes[static_cast<size_t>(repeated_++)] = missing ? -1 : repeated_index_->code(cell);
}

// The repeated cells come first in the file, so their texts take the first codes.
void ColumnBuilder::join_repeated() {
  GLIA_ASSERT(repeated_ == rows_to_repeat_);
  std::vector<int32_t> new_code;
  for (const std::string& text : index_->texts()) new_code.push_back(repeated_index_->code(text));
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
