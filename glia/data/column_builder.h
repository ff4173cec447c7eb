// Fills one column cell by cell and finds its type on the way. It takes a column for numbers until
// a cell says otherwise, and keeps no text of number cells: if text turns up late, the cells before
// it have to be offered a second time. Not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "glia/data/category_index.h"
#include "glia/data/missing_spellings.h"
#include "glia/data/table.h"

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

  ColumnBuilder(std::string name, Wanted wanted, const CellRules& rules);

  // The next cell, from the given line. Errors (kData): no number where only numbers are wanted.
  void add(std::string_view cell, int64_t line);
  void reserve(size_t rows);

  // The cells 0 .. rows_to_repeat() - 1 must be given to repeat(), in order, before finish().
  int64_t rows_to_repeat() const { return rows_to_repeat_; }
  void repeat(std::string_view cell);

  // Errors (kData): a number beyond the range of double.
  Column finish();

 private:
  void add_number(std::string_view cell, int64_t line);
  void become_text(std::string why);
  int32_t code_of(std::string_view cell);
  void join_repeated();

  const CellRules* rules_;
  Column column_;
  std::unique_ptr<CategoryIndex> index_;  // text only
  bool only_numbers_;
  bool has_numbers_ = false;
  std::string too_large_;  // the message for the first such cell
  int64_t rows_to_repeat_ = 0;
  std::unique_ptr<CategoryIndex> repeated_index_;
  int64_t repeated_ = 0;
};

}  // namespace glia::data
