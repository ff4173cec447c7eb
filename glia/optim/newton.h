// Newton's method with a damped Hessian and a line search. Nocedal and Wright 2006, algorithm 3.2.
//
// Plain numbers; the step of training that uses it is glia/train/closure_step.h.
#pragma once

#include <span>

#include "glia/optim/line_search.h"

namespace glia::optim {

struct NewtonOptions {
  double rate = 1;     // the first length tried
  double damping = 0;  // added to the diagonal of the Hessian from the start (Levenberg 1944)
};

// Writes the second derivatives at x into `hessian` [n, n], of which the lower half is read.
using Hessian = FunctionRef<void(std::span<const double> x, std::span<double> hessian)>;

// One step: x moves along -(H + shift I)^-1 gradient, with the shift that makes the matrix positive
// definite (algorithm 3.3 there), to where the strong Wolfe conditions hold. Returns the value at
// the x it was given; when that is not finite, nothing has moved. Costs n^3 / 3 multiplications.
double newton_step(Objective objective, Hessian hessian, std::span<double> x,
                   const NewtonOptions& options);

// Cholesky's factor L of `matrix` + shift I, in its lower half; false when that is not positive
// definite.
bool cholesky(std::span<double> matrix, size_t n, double shift);

}  // namespace glia::optim
