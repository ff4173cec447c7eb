// Fills one column cell by cell and finds its type on the way. It takes a column for numbers until
// a cell says otherwise, and keeps no text of number cells: if text turns up late, the cells before
// it have to be offered a second time. Not thread-safe.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "glia/data/category_index.h"
#include "glia/data/missing_spellings.h"
#include "glia/data/table.h"
#include "glia/kernels/decimal.h"

namespace glia::data {

// What all columns of a file share; outlives the builders.
struct CellRules {
  std::string source;
  MissingSpellings missing;
  char point = '.';
  bool missing_may_be_numbers = false;  // some spelling may be -999
};

class ColumnBuilder {
 public:
  enum class Wanted { kAny, kNumber, kText };
  static constexpr size_t kPadding = std::max(kernels::kDecimalPadding, CategoryIndex::kPadding);

  ColumnBuilder(std::string name, Wanted wanted, const CellRules& rules);

  // The next cell, from the given line. Errors (kData): no number where only numbers are wanted.
  void add(std::string_view cell, int64_t line);
  // The next cells, each followed by kPadding readable bytes. Stops before the first that add would
  // refuse and says how many came before it.
  size_t add(std::span<const std::string_view> cells, std::span<const int64_t> lines);
  void reserve(size_t rows);

  // The cells 0 .. rows_to_repeat() - 1 must be given to repeat(), in order, before finish(); any
  // that follow are passed over.
  int64_t rows_to_repeat() const { return rows_to_repeat_; }
  void repeat(std::span<const std::string_view> cells);

  // Errors (kData): a number beyond the range of double.
  Column finish();

 private:
  enum class Taken { kNumber, kText, kRefused };

  size_t add_numbers(std::span<const std::string_view> cells, std::span<const int64_t> lines);
  // The cell as a number, NaN if it is missing; kText where it shows that this is no number column.
  Taken take_number(std::string_view cell, int64_t line, double& value);
  void become_text(std::string_view cell, int64_t line);
  void start_text(std::string why);
  int32_t code_of(std::string_view cell);
  void join_repeated();

  const CellRules* rules_;
  Column column_;
  std::unique_ptr<CategoryIndex> index_;  // text only
  bool only_numbers_;
  std::string too_large_;  // the message for the first such cell
  int64_t rows_to_repeat_ = 0;
  std::unique_ptr<CategoryIndex> repeated_index_;
  int64_t repeated_ = 0;
};

}  // namespace glia::data
