#include "glia/classic/quasi_newton.h"

#include <cmath>
#include <utility>

namespace glia::classic {
namespace {
constexpr size_t kRemembered = 12;
}

double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// Source: Nocedal and Wright 2006, Numerical Optimization, algorithm 7.4, with
// H0 = gamma / diagonal and gamma = (s . y) / (y . y / diagonal) of the newest pair (7.20).
std::vector<double> QuasiNewton::direction(std::span<const double> gradient) const {
  std::vector<double> q(gradient.begin(), gradient.end());
  std::vector<double> alpha(pairs_.size());
  for (size_t p = pairs_.size(); p-- > 0;) {
    const Pair& pair = pairs_[p];
    alpha[p] = dot(pair.step, q) / pair.curvature;
    for (size_t i = 0; i < q.size(); ++i) q[i] -= alpha[p] * pair.change[i];
  }
  double gamma = 1.0;
  if (!pairs_.empty()) {
    const Pair& newest = pairs_.back();
    double scaled = 0;
    for (size_t i = 0; i < q.size(); ++i) {
      scaled += newest.change[i] * newest.change[i] / diagonal_[i];
    }
    gamma = newest.curvature / scaled;
  }
  for (size_t i = 0; i < q.size(); ++i) q[i] *= gamma / diagonal_[i];
  for (size_t p = 0; p < pairs_.size(); ++p) {
    const Pair& pair = pairs_[p];
    const double beta = dot(pair.change, q) / pair.curvature;
    for (size_t i = 0; i < q.size(); ++i) q[i] += (alpha[p] - beta) * pair.step[i];
  }
  for (double& v : q) v = -v;
  return q;
}

void QuasiNewton::learn(std::vector<double> step, std::vector<double> gradient_change) {
  const double curvature = dot(step, gradient_change);
  const double sizes = std::sqrt(dot(step, step) * dot(gradient_change, gradient_change));
  if (!(curvature > 1e-12 * sizes)) return;
  if (pairs_.size() == kRemembered) pairs_.pop_front();
  pairs_.push_back({std::move(step), std::move(gradient_change), curvature});
}

}  // namespace glia::classic
