// Logistic regression with an L2 penalty: the baseline that a network on classes has to beat.
//
// Two classes: one logit. More: a softmax over one logit each. The penalty keeps separable data
// finite; the intercept carries none. Same objective as scikit-learn's LogisticRegression, so the
// same coefficients once converged. Pure functions; same bits for any number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "glia/classic/feature_rows.h"
#include "glia/classic/linear_model.h"

namespace glia::classic {

struct LogisticOptions {
  double c = 1.0;  // Inverse penalty, scikit-learn's C: loss summed over rows + |w|^2 / (2 C).

  // Stops when no entry of the gradient, divided by the rows, is larger. With float features the
  // gradient itself is good to about 1e-6, which is then used if it is larger.
  double tolerance = 1e-9;
  int64_t max_iterations = 2000;

  // Multiply-adds to spend, about; allows fewer iterations (never under 20) on large data, so that
  // 55,000 images of 784 pixels in 10 classes take seconds. Counted, not timed: same bits always.
  double work = 5e10;

  // What each row counts, as scikit-learn's sample_weight; none: 1 each.
  std::span<const double> weights = {};
};

struct Logistic {
  int32_t classes = 0;
  LinearModel linear;  // Two classes: one output, the logit of class 1. More: one per class.
                       // A class without training rows has the intercept -infinity.
  int64_t iterations = 0;
  bool converged = false;  // False: stopped by max_iterations or work.

  // [rows, classes]; each row sums to 1.
  template <class T>
  std::vector<double> probabilities(kernels::Matrix<const T> x, ThreadPool& pool) const;
  template <class T>
  std::vector<double> probabilities(const FeatureRows<T>& x, ThreadPool& pool) const;
};

// x: [rows, features], float or double, finite, unit column stride, best standardised.
// labels: 0..classes-1, one per row. Throws Error(kUsage) for anything else.
template <class T>
Logistic fit_logistic(const FeatureRows<T>& x, std::span<const int32_t> labels, int32_t classes,
                      const LogisticOptions& options, ThreadPool& pool);
template <class T>
Logistic fit_logistic(kernels::Matrix<const T> x, std::span<const int32_t> labels, int32_t classes,
                      const LogisticOptions& options, ThreadPool& pool);

}  // namespace glia::classic
