// Least squares by gradient descent: the way a network would go, to a minimum that is known.
//
// For seeing how a descent behaves and for checking the closed form; slow where columns are nearly
// dependent. Pure function; same bits for any number of threads.
#pragma once

#include <cstdint>
#include <span>

#include "glia/classic/linear_model.h"

namespace glia::classic {

struct DescentOptions {
  // Step along the gradient; 0: one that always descends. Above twice that it may diverge.
  double rate = 0;
  int64_t steps = 100'000;   // at most; at least 1
  double tolerance = 1e-12;  // stops when no entry of the gradient is larger
};

struct Descent {
  LinearModel linear;
  double rate = 0;
  int64_t steps = 0;
  bool converged = false;
};

// With the columns z of x at mean 0 and spread 1 and the targets y at mean 0, from u = 0:
//   u -= rate * gradient,  gradient = Z'(Z u - y) / n,  of |Z u - y|^2 / 2n.
// The rate of 0 stands for 1 / |Z'Z / n| in a norm that is no less than the largest eigenvalue, so
// every step descends. Source: Cauchy 1847; Nesterov 2004, Introductory Lectures, 1.2.3.
//
// x: [rows, features], float or double, finite, unit column stride. targets: [rows, outputs].
// Throws Error(kUsage) without rows, for unequal rows, a number that is not finite, no steps or a
// negative rate; Error(kDiverged) when the rate is so large that the weights are not finite.
template <class T>
Descent descend_least_squares(kernels::Matrix<const T> x, std::span<const double> targets,
                              int64_t outputs, const DescentOptions& options, ThreadPool& pool);

}  // namespace glia::classic
