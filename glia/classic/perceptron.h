// The perceptron rule of 1958: the first machine that learnt from its mistakes, kept by its best.
//
// It finds a plane between two kinds of rows if there is one, and says so; if there is none it
// would wander for ever, so the weights with the fewest mistakes are kept (the pocket). Its score
// is no probability. Pure function of rows in their order.
#pragma once

#include <cstdint>
#include <span>

#include "glia/classic/linear_model.h"

namespace glia::classic {

struct PerceptronOptions {
  int64_t passes = 1000;  // over the rows, at most; at least 1
};

struct Perceptron {
  LinearModel linear;    // One output; a row is of class 1 where it is above 0.
  int64_t passes = 0;    // Made, the last one without a mistake if separated.
  int64_t mistakes = 0;  // Rows that the weights kept get wrong.
  bool separated = false;
};

// For each row in order, with y = 1 or -1 and s = w x + b: where y s <= 0, w += y x and b += y.
// Stops after a pass without a change. Sources: Rosenblatt 1958, The Perceptron; the pocket:
// Gallant 1990, Perceptron-based learning algorithms (here compared after each pass).
//
// x: [rows, features], float or double, finite, unit column stride; computed in double.
// labels: 0 or 1, one per row. Throws Error(kUsage) for anything else, or no passes.
template <class T>
Perceptron fit_perceptron(kernels::Matrix<const T> x, std::span<const int32_t> labels,
                          const PerceptronOptions& options = {});

}  // namespace glia::classic
