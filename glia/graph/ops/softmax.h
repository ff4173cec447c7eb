// Softmax and its logarithm along the last axis.
#pragma once

#include "glia/graph/graph.h"

namespace glia::graph {

Value softmax(Value logits);
// log(softmax(x)) without the overflow or the log of 0 of doing it in two steps.
Value log_softmax(Value logits);

}  // namespace glia::graph
