// What an update is held to, beside its rule: gradients clipped element by element before it,
// weights kept within a norm after it. Clipping to a global norm stands with the optimizer.
#pragma once

#include <vector>

#include "glia/graph/graph.h"

namespace glia::optim {

using graph::Value;

struct Constraints {
  // Above 0: each element of a gradient is moved into [-clip_value, clip_value], before its norm is
  // clipped.
  double clip_value = 0;
  // Above 0: after the update the incoming weights of each unit (a column of a matrix [inputs,
  // units]) have this Euclidean norm at most; longer ones are scaled down to it. Biases are free.
  // Srebro and Shraibman 2005; Hinton et al. 2012.
  double max_norm = 0;
};

// The gradient within [-limit, limit]. limit: above 0.
Value clipped_by_value(Value gradient, double limit);

// A matrix with no column longer than `limit`, above 0; anything else as it is.
Value within_norm(Value weight, double limit);

}  // namespace glia::optim
