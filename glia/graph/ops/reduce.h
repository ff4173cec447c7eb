// Reductions along axes.
#pragma once

#include "glia/graph/graph.h"

namespace glia::graph {

// Sum over `axes` (all of them when empty). The sum of nothing is 0. keep: reduced axes stay as 1.
Value sum(Value x, std::vector<int> axes = {}, bool keep = false);
// Sum divided by the number of elements, which may be known only when the program runs.
Value mean(Value x, const std::vector<int>& axes = {}, bool keep = false);
// Largest element along one axis, NaN if one is NaN; ties share the gradient equally.
Value max(Value x, int axis, bool keep = false);
// Index of the largest along one axis (the first of equals), i64.
Value argmax(Value x, int axis);

}  // namespace glia::graph
