// What rows count, from a column of the table. Pure functions, callable from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "glia/data/table.h"

namespace glia::data {

// The weight of each of these rows, all by one power of two so that the largest is in [1/2, 1]: a
// weighted mean is the same, and no sum is too large for a float.
// Errors: kData, with file:line, for a cell that is missing, no number, or below 0; kUsage for a
// column that is not there.
std::vector<float> weights_of(const Table& table, const std::string& column,
                              std::span<const int64_t> rows);

}  // namespace glia::data
