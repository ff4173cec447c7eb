#include "glia/optim/newton.h"

#include <algorithm>
#include <cmath>

namespace glia::optim {
namespace {

// The solution of L L' d = -gradient.
Vector solve(std::span<const double> factor, const Vector& gradient) {
  const size_t n = gradient.size();
  Vector d(n);
  for (size_t i = 0; i < n; ++i) {
    double rest = -gradient[i];
    for (size_t k = 0; k < i; ++k) rest -= factor[i * n + k] * d[k];
    d[i] = rest / factor[i * n + i];
  }
  for (size_t i = n; i-- > 0;) {
    double rest = d[i];
    for (size_t k = i + 1; k < n; ++k) rest -= factor[k * n + i] * d[k];
    d[i] = rest / factor[i * n + i];
  }
  return d;
}

// The factor of the matrix with the least shift of a growing row that makes it positive definite.
Vector factorize(const Vector& matrix, size_t n, double damping) {
  double least = matrix[0], most = 0;
  for (size_t i = 0; i < n; ++i) {
    least = std::min(least, matrix[i * n + i]);
    most = std::max(most, std::abs(matrix[i * n + i]));
  }
  const double small = 1e-3 * std::max(most, 1e-6);
  double shift = std::max(damping, least > 0 ? 0 : small - least);
  Vector factor;
  for (;;) {
    factor = matrix;
    // A matrix of numbers that are not finite never becomes positive definite.
    if (cholesky(factor, n, shift) || !std::isfinite(shift)) return factor;
    shift = std::max(2 * shift, small);
  }
}

}  // namespace

bool cholesky(std::span<double> matrix, size_t n, double shift) {
  for (size_t i = 0; i < n; ++i) {
    double* const row = matrix.data() + i * n;
    for (size_t j = 0; j <= i; ++j) {
      const double* const other = matrix.data() + j * n;
      double rest = row[j] + (i == j ? shift : 0);
      for (size_t k = 0; k < j; ++k) rest -= row[k] * other[k];
      if (i != j) {
        row[j] = rest / other[j];
        continue;
      }
      if (!(rest > 0) || !std::isfinite(rest)) return false;
      row[i] = std::sqrt(rest);
    }
  }
  return true;
}

double newton_step(Objective objective, Hessian hessian, std::span<double> x,
                   const NewtonOptions& options) {
  const size_t n = x.size();
  LinePoint here{.t = 0, .value = 0, .slope = 0, .gradient = Vector(n)};
  here.value = objective(x, here.gradient);
  if (!std::isfinite(here.value) || largest(here.gradient) == 0) return here.value;
  Vector matrix(n * n);
  hessian(x, matrix);
  const Vector d = solve(factorize(matrix, n, options.damping), here.gradient);
  here.slope = dot(here.gradient, d);
  if (!(here.slope < 0)) return here.value;
  const LinePoint there = strong_wolfe(objective, x, d, here, options.rate).point;
  for (size_t k = 0; k < n; ++k) x[k] += there.t * d[k];
  return here.value;
}

}  // namespace glia::optim
