// Random values as pure functions of (seed, stream, step, element): nothing is drawn in order, so
// forward, backward and tangent see the same numbers.
#pragma once

#include "glia/graph/graph.h"

namespace glia::graph {

// Scalar inputs every random op reads. A program sets them before each step.
struct Randomness {
  Value seed;  // i64 []
  Value step;  // i64 []
};

// The graph's inputs named "seed" and "step", declared on first use.
Randomness randomness(Graph& graph);

// While training: x / (1 - rate) where u >= rate, else 0, with u uniform in [0, 1); rate a real
// scalar in [0, 1). For prediction: x itself. `stream` names the mask: use the layer's path. There
// is no derivative by the rate: grad and jvp refuse it.
Value dropout(Value x, Value rate, std::string_view stream);

// Standard normal numbers shaped like `like`, whose values do not matter; others at each step. In
// every mode: see by_mode. `stream` names them: use the layer's path.
Value standard_normal(Value like, std::string_view stream);

// The entry itself: a program lowers it by mode.
const Op& dropout_op();

}  // namespace glia::graph
