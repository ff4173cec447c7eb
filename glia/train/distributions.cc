#include "glia/train/distributions.h"

#include <cmath>
#include <numbers>
#include <utility>

#include "glia/base/error.h"

namespace glia::train {
namespace {

// From here on Student's t is the normal distribution to 1e-6 of a tail, and the gamma functions
// of the incomplete beta function would soon lose more than that.
constexpr double kNormalFrom = 1e7;

// The continued fraction of DLMF 8.17.22, by Lentz's method (Thompson and Barnett 1986). Converges
// quickly where x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  constexpr int kMostTerms = 10000;
  const auto apart_from_zero = [](double v) { return std::fabs(v) < kTiny ? kTiny : v; };
  double c = 1;
  double d = 1 / apart_from_zero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m <= kMostTerms; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double step = 1;
    for (const double term : {even, odd}) {
      d = 1 / apart_from_zero(1 + term * d);
      c = apart_from_zero(1 + term / c);
      step = c * d;
      fraction *= step;
    }
    if (std::fabs(step - 1) < 1e-16) break;
  }
  return fraction;
}

// The x in [low, high] where an increasing function meets `value`.
template <class F>
double solve(const F& increasing, double value, double low, double high) {
  for (int i = 0; i < 200 && low < high; ++i) {
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high) break;
    (increasing(middle) < value ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

}  // namespace

double incomplete_beta(double a, double b, double x) {
  GLIA_ASSERT(a > 0 && b > 0);
  if (!(x > 0)) return 0;
  if (!(x < 1)) return 1;
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

// Newton on erf, which is concave above 0, so steps from the left
// never overshoot.
double normal_bound(double level) {
  double z = 0.0;
  for (int i = 0; i < 100; ++i) {
    const double slope = std::sqrt(2.0 / std::numbers::pi) * std::exp(-0.5 * z * z);
    const double step = (level - std::erf(z / std::numbers::sqrt2)) / slope;
    z += step;
    if (!(step > 1e-15 * z)) break;
  }
  return z;
}

double student_two_sided(double t, double freedom) {
  if (std::isinf(t)) return 0;
  if (freedom > kNormalFrom) return std::erfc(std::fabs(t) / std::numbers::sqrt2);
  return incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t));
}

double student_bound(double level, double freedom) {
  if (freedom > kNormalFrom) {
    // The first term of Fisher's expansion, 1925.
    const double z = normal_bound(level);
    return z + (z * z * z + z) / (4 * freedom);
  }
  const auto inside = [&](double t) { return 1 - student_two_sided(t, freedom); };
  double high = 2;
  while (inside(high) < level && high < 1e12) high *= 2;
  return solve(inside, level, 0, high);
}

ShareBounds clopper_pearson(int64_t hits, int64_t trials, double level) {
  GLIA_ASSERT(hits >= 0 && hits <= trials);
  const double tail = (1 - level) / 2;
  const auto k = static_cast<double>(hits), n = static_cast<double>(trials);
  ShareBounds bounds{0, 1};
  if (hits > 0)
    bounds.low = solve([&](double p) { return incomplete_beta(k, n - k + 1, p); }, tail, 0, 1);
  if (hits < trials)
    bounds.high = solve([&](double p) { return incomplete_beta(k + 1, n - k, p); }, 1 - tail, 0, 1);
  return bounds;
}

}  // namespace glia::train
