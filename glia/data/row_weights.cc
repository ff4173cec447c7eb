#include "glia/data/row_weights.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/cell_number.h"
#include "glia/data/message_text.h"

namespace glia::data {
namespace {

// One cell that is no number makes a column of texts: the others still are what they are, and the
// one at fault is to be named.
double number_in(const Column& column, int64_t row) {
  if (column.is_number()) return column.numbers[static_cast<size_t>(row)];
  const std::string cell = column.cell(row);
  for (const char point : {'.', ','}) {
    const CellNumber found = parse_cell_number(cell, point);
    if (found.kind == CellKind::kNumber || found.kind == CellKind::kLongInteger) return found.value;
  }
  return std::nan("");
}

}  // namespace

std::vector<float> weights_of(const Table& table, const std::string& name,
                              std::span<const int64_t> rows) {
  const Column& column = table.column(name);
  std::vector<double> weights;
  double largest = 0;
  for (const int64_t row : rows) {
    const double weight = number_in(column, row);
    if (!(weight >= 0 && std::isfinite(weight))) {
      fail(ErrorKind::kData,
           say("{}: the column {} is a weight: expected a number of 0 or more, found {}",
               table.place(row), text_for_message(name), text_for_message(column.cell(row))));
    }
    weights.push_back(weight);
    largest = std::max(largest, weight);
  }
  int exponent = 0;
  std::frexp(largest, &exponent);
  std::vector<float> scaled;
  scaled.reserve(weights.size());
  for (const double weight : weights)
    scaled.push_back(static_cast<float>(std::ldexp(weight, -exponent)));
  return scaled;
}

}  // namespace glia::data
