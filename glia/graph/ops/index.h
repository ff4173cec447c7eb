// Values picked, placed and converted: rows by index, one-hot, casts.
#pragma once

#include "glia/graph/graph.h"

namespace glia::graph {

// Rows of `table` [n, rest] at `index` (i64 [k, ...]) -> [k, ..., rest]. An index outside 0..n-1
// gives a row of NaN.
Value gather(Value table, Value index);
// Zeros of `shape` [n, rest] with the rows of `updates` [k, ..., rest] added at `index`
// (i64 [k, ...]), in order; indices outside are left out.
Value scatter_add(Value updates, Value index, Shape shape);
// i64 [...] -> real [..., classes]: 1 at the index, 0 elsewhere; all 0 for an index outside.
Value one_hot(Value index, int64_t classes);
// Another element type. real -> integer truncates towards zero and has derivative zero.
Value cast(Value x, Type type);
// The entry of cast: a program folds casts of bool values into chains.
const Op& cast_op();

}  // namespace glia::graph
