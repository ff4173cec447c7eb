// Other views of the same elements. None of these computes or, in a plan, copies anything.
#pragma once

#include "glia/graph/graph.h"

namespace glia::graph {

// The same elements in row-major order under another shape. Symbols must lead in the same order
// in both shapes, and the products of the numbers must be equal.
Value reshape(Value x, Shape shape);
// axes[i] is the input axis that becomes axis i; without axes, all are reversed.
Value transpose(Value x, std::vector<int64_t> axes = {});
const Op& transpose_op();
// Repeats by the NumPy rules: missing leading axes and axes of size 1 grow to those of `shape`.
Value broadcast_to(Value x, Shape shape);
// Elements begin..end-1 along an axis whose size is a number.
Value slice(Value x, int axis, int64_t begin, int64_t end);
// The value itself; its derivative is zero.
Value stop_gradient(Value x);

// Sums over the axes that broadcast_to(shape -> x.shape()) repeats: the transpose of a broadcast.
Value sum_to(Value x, const Shape& shape);

}  // namespace glia::graph
