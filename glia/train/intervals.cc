#include "glia/train/intervals.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/random.h"
#include "glia/base/say_internal.h"
#include "glia/train/calibration.h"
#include "glia/train/distributions.h"
#include "glia/train/metrics.h"
#include "glia/train/ranking.h"

namespace glia::train {
namespace {

constexpr std::string_view kDrawsUndefined = "too few rows for an interval";
constexpr std::string_view kNoSpread = "rows without a spread, for an interval";
constexpr int64_t kFewestResamples = 200;
constexpr int64_t kRowVisits = 300'000'000;
constexpr uint64_t kStream = hash_path("intervals.bootstrap");

void check_level(double level) {
  if (!(level > 0.0 && level < 1.0)) {
    fail(ErrorKind::kUsage, say("interval: level {}; expected between 0 and 1", level));
  }
}

// Row of one random word: the high half of word * rows, uneven by at most rows / 2^32.
int64_t row_of(uint32_t word, int64_t rows) {
  return static_cast<int64_t>((static_cast<uint64_t>(word) * static_cast<uint64_t>(rows)) >> 32);
}

void draw(std::span<int32_t> times, uint64_t seed, int64_t resample) {
  std::fill(times.begin(), times.end(), 0);
  const int64_t rows = static_cast<int64_t>(times.size());
  for (int64_t first = 0; first < rows; first += 4) {
    const auto words = random_words(seed, kStream, static_cast<uint64_t>(resample),
                                    static_cast<uint64_t>(first) / 4);
    for (int64_t i = first; i < std::min(rows, first + 4); ++i) {
      ++times[static_cast<size_t>(row_of(words[static_cast<size_t>(i - first)], rows))];
    }
  }
}

// The quantile of sorted values, linear between neighbours (NumPy's default).
double quantile(std::span<const double> sorted, double q) {
  const double place = q * static_cast<double>(sorted.size() - 1);
  const size_t below = static_cast<size_t>(place);
  const size_t above = std::min(below + 1, sorted.size() - 1);
  const double part = place - static_cast<double>(below);
  return sorted[below] + part * (sorted[above] - sorted[below]);
}

Interval middle(std::vector<double> values, double level) {
  const int64_t draws = static_cast<int64_t>(values.size());
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  if (2 * static_cast<int64_t>(values.size()) <= draws) {
    Interval none;
    none.reason = kDrawsUndefined;
    return none;
  }
  std::sort(values.begin(), values.end());
  return {quantile(values, 0.5 - 0.5 * level), quantile(values, 0.5 + 0.5 * level), {}};
}

double mean(std::span<const double> terms, std::span<const int32_t> times) {
  double sum = 0;
  for (size_t i = 0; i < terms.size(); ++i) sum += times[i] * terms[i];
  return sum / static_cast<double>(terms.size());  // As many rows are drawn as there are.
}

double mean_area(const std::vector<Ranking>& rankings, std::span<const int32_t> times,
                 Score (Ranking::*area)(std::span<const int32_t>) const) {
  double sum = 0;
  for (const Ranking& ranking : rankings) sum += (ranking.*area)(times).value;
  return sum / static_cast<double>(rankings.size());
}

// One ranking per column from `first` on; yes(row, column) tells the positive rows.
template <class Yes>
std::vector<Ranking> rank_columns(std::span<const double> scores, size_t width, size_t first,
                                  const Yes& yes) {
  const size_t rows = scores.size() / width;
  std::vector<double> column(rows);
  std::vector<uint8_t> positive(rows);
  std::vector<Ranking> rankings;
  for (size_t c = first; c < width; ++c) {
    for (size_t r = 0; r < rows; ++r) {
      column[r] = scores[r * width + c];
      positive[r] = yes(r, c) ? 1 : 0;
    }
    rankings.emplace_back(column, positive);
  }
  return rankings;
}

Interval wilson_of(const Score& share, int64_t rows, double level) {
  if (!share.defined()) {
    Interval none;
    none.reason = share.reason;
    return none;
  }
  return wilson_interval(std::llround(share.value * static_cast<double>(rows)), rows, level);
}

// An interval belongs to a value: without the value there is none, for the same reason.
Interval kept(const Interval& interval, const Score& score) {
  if (score.defined()) return with_spread(interval);
  Interval none;
  none.reason = score.reason;
  return none;
}

}  // namespace

Interval with_spread(const Interval& interval) {
  if (!interval.defined() || interval.low < interval.high) return interval;
  Interval none;
  none.reason = kNoSpread;
  return none;
}

// (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n),  p = hits / rows, n = rows
// Source: Wilson 1927, Probable inference, the law of succession, and statistical inference.
Interval wilson_interval(int64_t hits, int64_t rows, double level) {
  check_level(level);
  if (hits < 0 || rows < 0 || hits > rows) {
    fail(ErrorKind::kUsage, say("interval: {} hits of {} rows", hits, rows));
  }
  Interval interval;
  if (rows == 0) {
    interval.reason = kNoRows;
    return interval;
  }
  const double n = static_cast<double>(rows), p = static_cast<double>(hits) / n;
  const double z = normal_bound(level);
  const double centre = p + z * z / (2 * n);
  const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  // The formula gives 0 and 1 there exactly, rounding would leave 1e-17.
  interval.low = hits == 0 ? 0.0 : (centre - half) / (1 + z * z / n);
  interval.high = hits == rows ? 1.0 : (centre + half) / (1 + z * z / n);
  return interval;
}

// Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
std::vector<Interval> bootstrap_intervals(int64_t rows, int64_t count, const Statistics& statistics,
                                          const IntervalOptions& options, int64_t work) {
  check_level(options.level);
  if (options.resamples < 1) {
    fail(ErrorKind::kUsage, say("interval: {} resamples", options.resamples));
  }
  std::vector<Interval> intervals(static_cast<size_t>(count));
  if (rows < 2) {
    for (Interval& interval : intervals) interval.reason = rows == 0 ? kNoRows : kTooFewRows;
    return intervals;
  }
  const int64_t affordable = kRowVisits / rows / std::max<int64_t>(work, 1);
  const int64_t resamples = std::min(options.resamples, std::max(affordable, kFewestResamples));
  std::vector<int32_t> times(static_cast<size_t>(rows));
  std::vector<double> values(static_cast<size_t>(count));
  std::vector<std::vector<double>> draws(static_cast<size_t>(count));
  for (int64_t b = 0; b < resamples; ++b) {
    draw(times, options.seed, b);
    statistics(times, values);
    for (size_t s = 0; s < values.size(); ++s) draws[s].push_back(values[s]);
  }
  for (size_t s = 0; s < values.size(); ++s) {
    intervals[s] = middle(std::move(draws[s]), options.level);
  }
  return intervals;
}

ClassificationIntervals classification_intervals(std::span<const int32_t> truth,
                                                 std::span<const double> probabilities,
                                                 int32_t classes, const IntervalOptions& options) {
  const ClassificationMetrics whole = classification_metrics(truth, probabilities, classes);
  const int64_t rows = static_cast<int64_t>(truth.size());
  const size_t width = static_cast<size_t>(classes);
  const std::vector<int32_t> predicted = argmax_rows(probabilities, classes);
  const std::vector<double> losses = log_losses(truth, probabilities, classes);
  const std::vector<double> briers = brier_terms(truth, probabilities, classes);
  const std::vector<Ranking> rankings =
      rank_columns(probabilities, width, classes == 2 ? 1 : 0,
                   [&](size_t r, size_t c) { return truth[r] == static_cast<int32_t>(c); });
  const auto statistics = [&](std::span<const int32_t> times, std::span<double> values) {
    const ConfusionMatrix confusion = confusion_matrix(truth, predicted, classes, times);
    values[0] = mean(losses, times);
    values[1] = precision_macro(confusion).value;
    values[2] = recall_macro(confusion).value;
    values[3] = f1_macro(confusion).value;
    values[4] = mean_area(rankings, times, &Ranking::roc_auc);
    values[5] = mean_area(rankings, times, &Ranking::average_precision);
    values[6] = mean(briers, times);
  };
  const auto found = bootstrap_intervals(rows, 7, statistics, options,
                                         2 + 2 * static_cast<int64_t>(rankings.size()));
  return {kept(found[0], whole.loss),
          wilson_of(whole.accuracy, rows, options.level),
          kept(found[1], whole.precision_macro),
          kept(found[2], whole.recall_macro),
          kept(found[3], whole.f1_macro),
          kept(found[4], whole.roc_auc),
          kept(found[5], whole.pr_auc),
          kept(found[6], whole.brier)};
}

MultiLabelIntervals multi_label_intervals(std::span<const uint8_t> truth,
                                          std::span<const double> probabilities, int32_t targets,
                                          const IntervalOptions& options) {
  const MultiLabelMetrics whole = multi_label_metrics(truth, probabilities, targets);
  const size_t width = static_cast<size_t>(targets), rows = truth.size() / width;
  std::vector<double> losses(rows), right(rows), briers(rows);
  std::vector<uint8_t> answer(truth.size());
  for (size_t i = 0; i < truth.size(); ++i) {
    const int32_t own[] = {truth[i] != 0 ? 1 : 0};
    const double both[] = {1.0 - probabilities[i], probabilities[i]};
    answer[i] = probabilities[i] > 0.5 ? 1 : 0;
    briers[i / width] += (probabilities[i] - own[0]) * (probabilities[i] - own[0]) / targets;
    losses[i / width] += log_losses(own, both, 2)[0] / targets;
    right[i / width] += (answer[i] == own[0] ? 1.0 : 0.0) / targets;
  }
  const std::vector<Ranking> rankings = rank_columns(
      probabilities, width, 0, [&](size_t r, size_t c) { return truth[r * width + c] != 0; });
  const auto statistics = [&](std::span<const int32_t> times, std::span<double> values) {
    double f1 = 0;
    for (size_t t = 0; t < width; ++t) {
      ConfusionMatrix confusion{2, std::vector<int64_t>(4)};
      for (size_t r = 0; r < rows; ++r) {
        const size_t i = r * width + t;
        confusion.counts[(truth[i] != 0 ? 2u : 0u) + answer[i]] += times[r];
      }
      f1 += class_scores(confusion)[1].f1;
    }
    values[0] = mean(losses, times);
    values[1] = mean(right, times);
    values[2] = f1 / targets;
    values[3] = mean_area(rankings, times, &Ranking::roc_auc);
    values[4] = mean_area(rankings, times, &Ranking::average_precision);
    values[5] = mean(briers, times);
  };
  const auto found =
      bootstrap_intervals(static_cast<int64_t>(rows), 6, statistics, options, 2 + 3 * targets);
  return {kept(found[0], whole.loss),
          wilson_of(whole.accuracy, static_cast<int64_t>(rows), options.level),
          kept(found[1], whole.target_accuracy),
          kept(found[2], whole.f1_macro),
          kept(found[3], whole.roc_auc),
          kept(found[4], whole.pr_auc),
          kept(found[5], whole.brier)};
}

RegressionIntervals regression_intervals(std::span<const double> truth,
                                         std::span<const double> predicted, int32_t targets,
                                         const IntervalOptions& options) {
  const RegressionMetrics whole = regression_metrics(truth, predicted, targets);
  const size_t width = static_cast<size_t>(targets), rows = truth.size() / width;
  std::vector<double> squares(truth.size()), sizes(rows);
  for (size_t i = 0; i < truth.size(); ++i) {
    const double error = truth[i] - predicted[i];
    squares[i] = error * error;
    sizes[i / width] += std::abs(error) / targets;
  }
  const double n = static_cast<double>(rows);
  const auto statistics = [&](std::span<const int32_t> times, std::span<double> values) {
    values[0] = values[2] = 0;
    for (size_t t = 0; t < width; ++t) {
      double error = 0, centre = 0, spread = 0;
      for (size_t r = 0; r < rows; ++r) {
        error += times[r] * squares[r * width + t];
        centre += times[r] * truth[r * width + t];
      }
      centre /= n;
      for (size_t r = 0; r < rows; ++r) {
        const double away = truth[r * width + t] - centre;
        spread += times[r] * away * away;
      }
      values[0] += error / n / targets;
      // One row drawn every time has no spread but rounding: no value, rather than minus 1e30.
      values[2] +=
          (spread > 1e-30 * n * centre * centre ? 1.0 - error / spread : std::nan("")) / targets;
    }
    values[1] = mean(sizes, times);
  };
  const auto found =
      bootstrap_intervals(static_cast<int64_t>(rows), 3, statistics, options, 1 + 3 * targets);
  return {kept(found[0], whole.mse), kept(found[1], whole.mae), kept(found[2], whole.r2)};
}

}  // namespace glia::train
