// Values joined, and padded with zeros.
#pragma once

#include <vector>

#include "glia/graph/graph.h"

namespace glia::graph {

// `before` and `after` zeros along an axis.
Value pad(Value x, int axis, int64_t before, int64_t after);
// Joins values along an axis; the other dimensions are equal.
Value concat(const std::vector<Value>& parts, int axis);

}  // namespace glia::graph
