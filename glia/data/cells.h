// A column read as numbers or as known texts, whatever its own type is: a file may store 1 where
// the model knows '1', or 'unknown' among numbers. Views; they must not outlive the column.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "glia/data/step.h"
#include "glia/data/table.h"

namespace glia::data {

class NumberCells {
 public:
  explicit NumberCells(const Column& column);
  // NaN when the cell is missing, or holds a text that is no finite number.
  double at(int64_t row) const;

 private:
  const Column* column_;
  std::vector<double> of_category_;
};

// Moments, from texts of one order; NaN where the cell is missing or no date.
class DateCells {
 public:
  DateCells(const Column& column, DateOrder order);
  double at(int64_t row) const;

 private:
  const Column* column_;
  std::vector<double> of_category_;
};

class CodeCells {
 public:
  // `texts` are distinct.
  CodeCells(const Column& column, const std::vector<std::string>& texts);
  // An index into texts, kMissingCode, or kUnseenCode.
  int32_t at(int64_t row) const;

 private:
  const Column* column_;
  std::vector<int32_t> of_category_;
  std::unordered_map<double, int32_t> of_number_;
};

// The distinct values of these rows as texts; missing cells do not count. Sorted: by value if all
// are numbers, else byte by byte.
std::vector<std::string> distinct_texts(const Column& column, const std::vector<int64_t>& rows);
// How many that would be.
size_t count_distinct(const Column& column, const std::vector<int64_t>& rows);

}  // namespace glia::data
