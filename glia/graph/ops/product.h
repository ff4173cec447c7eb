// The matrix product.
#pragma once

#include "glia/graph/graph.h"

namespace glia::graph {

// a [m, k] times b [k, n] -> [m, n]. Either may be a transposed view; nothing is copied for it.
Value matmul(Value a, Value b);

}  // namespace glia::graph
