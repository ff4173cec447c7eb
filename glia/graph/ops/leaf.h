// Leaves: values that a program fills before any kernel runs.
#pragma once

#include "glia/graph/graph.h"

namespace glia::graph {

const Op& input_op();
const Op& variable_op();
const Op& constant_op();
const Op& size_op();

// The number of elements along `axis`, as an i64 scalar; known when a program runs. Divide by this,
// never by a number read from the shape: a symbol has none.
Value size(Value value, int axis);
// The i64 size of a dimension, e.g. size(graph, batch()).
Value size(Graph& graph, const Dim& dim);

}  // namespace glia::graph
