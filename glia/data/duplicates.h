// Rows that are equal in every column. Pure function, safe from any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "glia/data/table.h"

namespace glia::data {

// The first of each set of equal rows, ascending. Missing cells are equal to each other.
std::vector<int64_t> distinct_rows(const Table& table);

}  // namespace glia::data
