#include "glia/train/paired.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/train/distributions.h"
#include "glia/train/metrics.h"
#include "glia/train/weighted_metrics.h"

namespace glia::train {
namespace {

void check_lengths(size_t first, size_t second) {
  if (first == second) return;
  fail(ErrorKind::kUsage, say("comparison: {} rows beside {}", first, second));
}

PairedDifference without_interval(double difference, std::string_view reason) {
  PairedDifference none;
  none.difference = difference;
  none.interval.reason = reason;
  return none;
}

// d +- z sqrt(b + c - (b - c)^2 / n) / n, half a row more in each of the four cells.
Interval agresti_min(int64_t only_first, int64_t only_second, int64_t rows, double level) {
  const double b = static_cast<double>(only_first) + 0.5;
  const double c = static_cast<double>(only_second) + 0.5;
  const double n = static_cast<double>(rows) + 2;
  const double z = normal_bound(level);
  const double centre = (b - c) / n;
  const double half = z * std::sqrt(b + c - (b - c) * (b - c) / n) / n;
  return {std::max(centre - half, -1.0), std::min(centre + half, 1.0), {}};
}

// Sums of one target: of squared errors of both, and around the mean of the truth.
struct Sums {
  double first = 0, second = 0, spread = 0, centre = 0;
};

}  // namespace

double mcnemar_exact(int64_t only_first, int64_t only_second) {
  const auto trials = static_cast<double>(only_first + only_second);
  const auto fewer = static_cast<double>(std::min(only_first, only_second));
  if (only_first == only_second) return 1;
  // P(X <= k) of n coins = I_1/2(n - k, k + 1).
  return std::min(1.0, 2 * incomplete_beta(trials - fewer, fewer + 1, 0.5));
}

PairedDifference paired_shares(std::span<const uint8_t> first, std::span<const uint8_t> second,
                               double level) {
  check_lengths(first.size(), second.size());
  if (first.empty()) return without_interval(std::nan(""), kNoRows);
  int64_t only_first = 0, only_second = 0;
  for (size_t i = 0; i < first.size(); ++i) {
    only_first += first[i] != 0 && second[i] == 0 ? 1 : 0;
    only_second += first[i] == 0 && second[i] != 0 ? 1 : 0;
  }
  const auto rows = static_cast<int64_t>(first.size());
  const auto n = static_cast<double>(rows);
  PairedDifference result;
  result.difference = static_cast<double>(only_first - only_second) / n;
  result.interval = agresti_min(only_first, only_second, rows, level);
  const int64_t apart = only_first + only_second;
  if (apart > 0) {
    const ShareBounds share = clopper_pearson(only_first, apart, level);
    const double scale = static_cast<double>(apart) / n;
    result.interval.low = std::min(result.interval.low, (2 * share.low - 1) * scale);
    result.interval.high = std::max(result.interval.high, (2 * share.high - 1) * scale);
  }
  result.p = mcnemar_exact(only_first, only_second);
  return result;
}

PairedDifference paired_means(std::span<const double> first, std::span<const double> second,
                              double level) {
  check_lengths(first.size(), second.size());
  if (first.empty()) return without_interval(std::nan(""), kNoRows);
  const auto n = static_cast<double>(first.size());
  double mean = 0, spread = 0;
  for (size_t i = 0; i < first.size(); ++i) mean += (first[i] - second[i]) / n;
  if (!std::isfinite(mean)) return without_interval(std::nan(""), kNotFinite);
  if (first.size() < 2) return without_interval(mean, kTooFewRows);
  for (size_t i = 0; i < first.size(); ++i) {
    const double away = first[i] - second[i] - mean;
    spread += away * away;
  }
  const double error = std::sqrt(spread / (n - 1) / n);
  PairedDifference result;
  result.difference = mean;
  const double half = student_bound(level, n - 1) * error;
  result.interval = {mean - half, mean + half, {}};
  result.p = error > 0 ? student_two_sided(mean / error, n - 1) : mean == 0 ? 1 : 0;
  return result;
}

PairedDifference paired_r_squared(std::span<const double> truth, std::span<const double> first,
                                  std::span<const double> second, int32_t targets,
                                  const IntervalOptions& options) {
  check_lengths(first.size(), second.size());
  const Score a = r_squared(truth, first, targets), b = r_squared(truth, second, targets);
  for (const Score& score : {a, b})
    if (!score.defined()) return without_interval(std::nan(""), score.reason);
  const auto width = static_cast<size_t>(targets);
  const size_t rows = truth.size() / width;
  const auto n = static_cast<double>(rows);
  // The difference is (errors of the second - errors of the first) / spread, target by target.
  const auto statistics = [&](std::span<const int32_t> times, std::span<double> values) {
    values[0] = 0;
    for (size_t t = 0; t < width; ++t) {
      Sums sums;
      for (size_t r = 0; r < rows; ++r) sums.centre += times[r] * truth[r * width + t] / n;
      for (size_t r = 0; r < rows; ++r) {
        const size_t i = r * width + t;
        const double away = truth[i] - sums.centre;
        sums.first += times[r] * (truth[i] - first[i]) * (truth[i] - first[i]);
        sums.second += times[r] * (truth[i] - second[i]) * (truth[i] - second[i]);
        sums.spread += times[r] * away * away;
      }
      // One row drawn every time has no spread but rounding.
      const bool spread = sums.spread > 1e-30 * n * sums.centre * sums.centre;
      values[0] += spread ? (sums.second - sums.first) / sums.spread / targets : std::nan("");
    }
  };
  PairedDifference result;
  result.difference = a.value - b.value;
  result.interval =
      bootstrap_intervals(static_cast<int64_t>(rows), 1, statistics, options, 2 * targets)[0];
  return result;
}

PairedDifference weighted_paired_means(std::span<const double> first,
                                       std::span<const double> second,
                                       std::span<const double> weights, double level) {
  check_lengths(first.size(), second.size());
  check_lengths(first.size(), weights.size());
  double sum = 0, squares = 0, difference = 0, spread = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    sum += weights[i];
    squares += weights[i] * weights[i];
  }
  if (sum == 0) return without_interval(std::nan(""), kNoRows);
  for (size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0) difference += weights[i] * (first[i] - second[i]) / sum;
  if (!std::isfinite(difference)) return without_interval(std::nan(""), kNotFinite);
  const double rows = sum * sum / squares;
  if (rows < 2) return without_interval(difference, kTooFewRows);
  for (size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0) continue;
    const double away = weights[i] * (first[i] - second[i] - difference) / sum;
    spread += away * away;
  }
  const double error = std::sqrt(spread * rows / (rows - 1));
  PairedDifference result;
  result.difference = difference;
  const double half = student_bound(level, rows - 1) * error;
  result.interval = {difference - half, difference + half, {}};
  result.p = error > 0 ? student_two_sided(difference / error, rows - 1) : difference == 0 ? 1 : 0;
  return result;
}

PairedDifference weighted_paired_r_squared(std::span<const double> truth,
                                           std::span<const double> first,
                                           std::span<const double> second, int32_t targets,
                                           std::span<const double> weights,
                                           const IntervalOptions& options) {
  check_lengths(first.size(), second.size());
  const auto difference = [&](std::span<const double> counted) {
    return weighted_r_squared(truth, first, targets, counted) -
           weighted_r_squared(truth, second, targets, counted);
  };
  PairedDifference result;
  result.difference = difference(weights);
  if (!std::isfinite(result.difference)) return without_interval(std::nan(""), kClassAbsent);
  std::vector<double> drawn(weights.size());
  const auto statistics = [&](std::span<const int32_t> times, std::span<double> values) {
    for (size_t i = 0; i < drawn.size(); ++i) drawn[i] = times[i] * weights[i];
    values[0] = difference(drawn);
  };
  result.interval = bootstrap_intervals(static_cast<int64_t>(weights.size()), 1, statistics,
                                        options, 4 * targets)[0];
  return result;
}

}  // namespace glia::train
