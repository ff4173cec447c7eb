// Minimising along a direction, for methods that evaluate the loss several times in a step.
//
// Plain numbers in double; knows no graph. Pure functions of what the objective returns.
#pragma once

#include <span>
#include <vector>

#include "glia/base/function_ref.h"

namespace glia::optim {

using Vector = std::vector<double>;

// The value at x; writes the gradient there, of the same length. A value that is not finite is
// taken for an infinitely high one.
using Objective = FunctionRef<double(std::span<const double> x, std::span<double> gradient)>;

// In the order of k: the same sum everywhere.
double dot(std::span<const double> a, std::span<const double> b);
double largest(std::span<const double> a);  // |a|, 0 for none

// A point t along a direction d.
struct LinePoint {
  double t = 0;
  double value = 0;
  double slope = 0;  // gradient . d
  Vector gradient;
};

struct LineSearchOptions {
  double decrease = 1e-4;  // c1: value <= value(0) + c1 t slope(0)
  double curvature = 0.9;  // c2: |slope| <= c2 |slope(0)|
  double shortest = 1e-9;  // the bracket, times the largest element of d, that is not cut further
  int evaluations = 25;    // at most, after the first
};

struct LineSearchResult {
  LinePoint point;
  int evaluations = 0;
};

// A point that satisfies the strong Wolfe conditions, or the lowest found: a bracket is widened,
// then cut at the minimum of the cubic through its ends. Nocedal and Wright 2006, algorithms 3.5
// and 3.6. `start` is the point t = 0 at x, with a slope below 0; `first` above 0 is tried first.
LineSearchResult strong_wolfe(Objective objective, std::span<const double> x,
                              std::span<const double> d, const LinePoint& start, double first,
                              const LineSearchOptions& options = {});

}  // namespace glia::optim
