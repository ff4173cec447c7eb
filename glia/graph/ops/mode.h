// What differs between training and prediction.
#pragma once

#include "glia/graph/graph.h"

namespace glia::graph {

// `training` in a program compiled for training, `prediction` in one compiled for prediction; both
// of one shape and type. The graph keeps both, so a model that was read back can be trained on;
// a program computes only the one it needs.
Value by_mode(Value training, Value prediction);

// The entry itself: a program lowers it by mode.
const Op& by_mode_op();

}  // namespace glia::graph
