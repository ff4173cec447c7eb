// L-BFGS: Newton's direction from the last few steps and changes of the gradient, without a
// Hessian.
//
// Nocedal 1980; Nocedal and Wright 2006, algorithm 7.4. Plain numbers; the step of training that
// uses it is glia/train/closure_step.h.
#pragma once

#include <span>
#include <vector>

#include "glia/optim/line_search.h"

namespace glia::optim {

struct LbfgsOptions {
  double rate = 1;       // the first length tried; without a line search the length itself
  int iterations = 20;   // in a step
  int evaluations = 25;  // of the objective in a step, after which no iteration begins
  int history = 10;      // pairs kept
  bool line_search = true;
  double flat = 1e-7;   // a gradient whose largest element is at most this ends a step
  double still = 1e-9;  // so does a change of the place or the value below this
};

// What it remembers between steps. A value.
struct LbfgsState {
  struct Pair {
    Vector step, change;  // of the place, of the gradient
  };
  std::vector<Pair> pairs;  // oldest first
  bool begun = false;
  double scale = 1;   // of the first guess of the inverse Hessian
  double length = 0;  // of the last step along `direction`
  Vector direction;
  Vector gradient;  // before the last step
};

// One step: up to `iterations` moves of x. Returns the value at the x it was given; when that is
// not finite, nothing has moved.
double lbfgs_step(Objective objective, std::span<double> x, const LbfgsOptions& options,
                  LbfgsState& state);

}  // namespace glia::optim
