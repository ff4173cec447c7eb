#include "glia/loss/probability.h"

#include <cmath>
#include <numbers>

#include "glia/base/error.h"
#include "glia/base/format.h"

namespace glia::probability {
namespace {

constexpr double kSumError = 1e-6;

double in_unit(double nats, Unit unit) {
  return unit == Unit::kBits ? nats / std::numbers::ln2 : nats;
}

void check(const char* what, double p) {
  if (!(p >= 0.0 && p <= 1.0))
    fail(ErrorKind::kUsage, fmt::format("{}: {} is no probability, 0 to 1", what, p));
}

void check(const char* what, std::span<const double> p) {
  double sum = 0;
  for (const double each : p) {
    check(what, each);
    sum += each;
  }
  if (!(std::abs(sum - 1.0) <= kSumError))
    fail(ErrorKind::kUsage,
         fmt::format("{}: {} probabilities sum to {}, expected 1", what, p.size(), sum));
}

void check_lengths(const char* what, size_t a, size_t b) {
  if (a != b) fail(ErrorKind::kUsage, fmt::format("{}: {} numbers beside {}", what, a, b));
}

// weight log p, with 0 log 0 = 0.
double times_log(double weight, double p) { return weight == 0.0 ? 0.0 : weight * std::log(p); }

// The log of 1 - p, to the last digit for a small p too.
double times_log_rest(double weight, double p) {
  return weight == 0.0 ? 0.0 : weight * std::log1p(-p);
}

}  // namespace

double information(double p, Unit unit) {
  check("information", p);
  // From 0, so that a certain event gives 0 and not -0.
  return in_unit(0.0 - std::log(p), unit);
}

double entropy(std::span<const double> p, Unit unit) {
  check("entropy", p);
  double sum = 0;
  for (const double each : p) sum -= times_log(each, each);
  return in_unit(sum, unit);
}

double binary_entropy(double p, Unit unit) {
  check("binary_entropy", p);
  return binary_cross_entropy(p, p, unit);
}

double cross_entropy(std::span<const double> p, std::span<const double> q, Unit unit) {
  check_lengths("cross_entropy", p.size(), q.size());
  check("cross_entropy", p);
  check("cross_entropy", q);
  double sum = 0;
  for (size_t i = 0; i < p.size(); ++i) sum -= times_log(p[i], q[i]);
  return in_unit(sum, unit);
}

double relative_entropy(std::span<const double> p, std::span<const double> q, Unit unit) {
  check_lengths("relative_entropy", p.size(), q.size());
  check("relative_entropy", p);
  check("relative_entropy", q);
  double sum = 0;
  for (size_t i = 0; i < p.size(); ++i)
    sum += p[i] == 0.0 ? 0.0 : p[i] * (std::log(p[i]) - std::log(q[i]));
  return in_unit(sum, unit);
}

double binary_cross_entropy(double t, double p, Unit unit) {
  check("binary_cross_entropy", t);
  check("binary_cross_entropy", p);
  return in_unit(0.0 - times_log(t, p) - times_log_rest(1.0 - t, p), unit);
}

double bernoulli_log_likelihood(double p, int64_t successes, int64_t trials) {
  check("bernoulli likelihood", p);
  if (successes < 0 || successes > trials) {
    fail(ErrorKind::kUsage,
         fmt::format("bernoulli likelihood: {} successes in {} trials", successes, trials));
  }
  return times_log(static_cast<double>(successes), p) +
         times_log_rest(static_cast<double>(trials - successes), p);
}

// Not exp of the logarithm, which loses digits of large counts.
double bernoulli_likelihood(double p, int64_t successes, int64_t trials) {
  bernoulli_log_likelihood(p, successes, trials);  // for its checks
  return std::pow(p, static_cast<double>(successes)) *
         std::pow(1.0 - p, static_cast<double>(trials - successes));
}

double most_likely_share(int64_t successes, int64_t trials) {
  if (successes < 0 || successes > trials || trials < 1) {
    fail(ErrorKind::kUsage,
         fmt::format("most likely share: {} successes in {} trials", successes, trials));
  }
  return static_cast<double>(successes) / static_cast<double>(trials);
}

double categorical_log_likelihood(std::span<const int32_t> labels, std::span<const double> p) {
  const size_t rows = labels.size();
  if (rows == 0 || p.empty() || p.size() % rows != 0) {
    fail(ErrorKind::kUsage,
         fmt::format("categorical likelihood: {} labels, {} probabilities", rows, p.size()));
  }
  const size_t classes = p.size() / rows;
  double sum = 0;
  for (size_t r = 0; r < rows; ++r) {
    const std::span<const double> row = p.subspan(r * classes, classes);
    check("categorical likelihood", row);
    if (labels[r] < 0 || static_cast<size_t>(labels[r]) >= classes) {
      fail(ErrorKind::kUsage,
           fmt::format("categorical likelihood: row {} has class {}; classes are "
                       "0 to {}",
                       r, labels[r], classes - 1));
    }
    sum += std::log(row[static_cast<size_t>(labels[r])]);
  }
  return sum;
}

double gaussian_log_likelihood(std::span<const double> x, std::span<const double> means,
                               double deviation) {
  check_lengths("gaussian likelihood", x.size(), means.size());
  if (!(deviation > 0.0) || !std::isfinite(deviation)) {
    fail(ErrorKind::kUsage,
         fmt::format("gaussian likelihood: the deviation is {}; expected above 0", deviation));
  }
  double squares = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const double score = (x[i] - means[i]) / deviation;
    squares += score * score;
  }
  const double each = std::log(deviation) + 0.5 * std::log(2.0 * std::numbers::pi);
  return -0.5 * squares - static_cast<double>(x.size()) * each;
}

Gaussian most_likely_gaussian(std::span<const double> x) {
  if (x.empty()) fail(ErrorKind::kUsage, "most likely gaussian: no numbers");
  const double n = static_cast<double>(x.size());
  double mean = 0, squares = 0;
  for (const double value : x) mean += value / n;
  for (const double value : x) squares += (value - mean) * (value - mean) / n;
  if (!std::isfinite(squares))
    fail(ErrorKind::kUsage, "most likely gaussian: a number is not finite");
  return {mean, std::sqrt(squares)};
}

}  // namespace glia::probability
