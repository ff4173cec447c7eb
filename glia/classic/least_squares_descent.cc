#include "glia/classic/least_squares_descent.h"

#include <algorithm>
#include <cmath>

#include "glia/classic/normal_equations_internal.h"

namespace glia::classic {
namespace {

// At least the largest eigenvalue of the symmetric `gram` [n, n]: the smaller of its row-sum and
// its Frobenius norm.
double norm_of(const std::vector<double>& gram, size_t n) {
  double rows = 0, squares = 0;
  for (size_t i = 0; i < n; ++i) {
    double row = 0;
    for (size_t j = 0; j < n; ++j) {
      row += std::abs(gram[i * n + j]);
      squares += gram[i * n + j] * gram[i * n + j];
    }
    rows = std::max(rows, row);
  }
  return std::min(rows, std::sqrt(squares));
}

}  // namespace

template <class T>
Descent descend_least_squares(kernels::Matrix<const T> x, std::span<const double> targets,
                              int64_t outputs, const DescentOptions& options, ThreadPool& pool) {
  if (!(options.rate >= 0.0) || !std::isfinite(options.rate) || options.steps < 1) {
    fail(ErrorKind::kUsage,
         fmt::format("least squares by gradient: a rate of {} and {} steps; expected 0 or more, "
                     "and at least 1 step",
                     options.rate, options.steps));
  }
  const NormalEquations<T> normal("least squares by gradient", x, targets, outputs, pool);
  const size_t width = static_cast<size_t>(x.cols), answers = static_cast<size_t>(outputs);
  const double rows = static_cast<double>(x.rows);
  const double norm = norm_of(normal.gram, width) / rows;
  Descent descent;
  descent.rate = options.rate > 0.0 ? options.rate : norm > 0.0 ? 1.0 / norm : 1.0;
  std::vector<double> weights(width * answers), gradient(width * answers);
  while (descent.steps < options.steps) {
    double largest = 0;
    for (size_t c = 0; c < width; ++c) {
      for (size_t o = 0; o < answers; ++o) {
        double sum = -normal.right[c * answers + o];
        for (size_t j = 0; j < width; ++j)
          sum += normal.gram[c * width + j] * weights[j * answers + o];
        gradient[c * answers + o] = sum / rows;
        largest = std::max(largest, std::abs(sum / rows));
      }
    }
    descent.converged = largest <= options.tolerance;
    if (descent.converged) break;
    ++descent.steps;
    for (size_t i = 0; i < weights.size(); ++i) weights[i] -= descent.rate * gradient[i];
  }
  for (const double weight : weights) {
    if (!std::isfinite(weight)) {
      fail(ErrorKind::kDiverged,
           fmt::format("least squares by gradient: the weights are not finite after {} steps at a "
                       "rate of {}; one of {} would descend",
                       descent.steps, descent.rate, norm > 0.0 ? 1.0 / norm : 1.0));
    }
  }
  descent.linear = normal.in_units_of_x(std::move(weights));
  return descent;
}

template Descent descend_least_squares(kernels::Matrix<const float>, std::span<const double>,
                                       int64_t, const DescentOptions&, ThreadPool&);
template Descent descend_least_squares(kernels::Matrix<const double>, std::span<const double>,
                                       int64_t, const DescentOptions&, ThreadPool&);

}  // namespace glia::classic
