// How far a metric can be trusted: 95 % confidence intervals over the rows it was measured on.
//
// Shares of rows (accuracy) get Wilson's interval; everything else the percentile bootstrap: rows
// are drawn again with replacement, the metric is taken on each draw, and the middle 95 % of the
// values is the interval. Draws are a pure function of the seed. An interval says how much other
// rows of the same kind would move the number; it knows nothing of another split or training run.
// Pure functions, safe from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "glia/train/score.h"

namespace glia::train {

struct Interval {
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
  std::string_view reason;  // Why there is none; empty when there is one.

  bool defined() const { return reason.empty(); }
};

struct IntervalOptions {
  double level = 0.95;       // Share of the intervals that hold the true value; in (0, 1).
  uint64_t seed = 0;         // Same seed, same draws.
  int64_t resamples = 1000;  // Fewer, down to 200, on large data (about 3e8 row visits in all).
};

// Wilson's score interval for `hits` of `rows`; stays inside [0, 1] and is honest at 0 and 1.
Interval wilson_interval(int64_t hits, int64_t rows, double level = 0.95);

// Several statistics of the same rows, on the same draws, one interval each.
// statistics(times, values): times[i] is how often row i was drawn; fills `count` values, NaN for
// one that has no value on this draw. Undefined under two rows, or where most draws give NaN.
// work: row visits of one call, in units of `rows`; lowers the number of draws on large data.
using Statistics = std::function<void(std::span<const int32_t> times, std::span<double> values)>;
std::vector<Interval> bootstrap_intervals(int64_t rows, int64_t count, const Statistics& statistics,
                                          const IntervalOptions& options = {}, int64_t work = 1);

// The same, or none where both ends are one value, as for the F1 of rows that are all right: draws
// of those rows know nothing of others.
Interval with_spread(const Interval& interval);

// Intervals of what glia/train/metrics.h measures, same arguments and checks as there. Only shares
// of rows have one where every draw gives the same value.
struct ClassificationIntervals {
  Interval loss, accuracy, precision_macro, recall_macro, f1_macro, roc_auc, pr_auc, brier;
};
ClassificationIntervals classification_intervals(std::span<const int32_t> truth,
                                                 std::span<const double> probabilities,
                                                 int32_t classes,
                                                 const IntervalOptions& options = {});

struct MultiLabelIntervals {
  Interval loss, accuracy, target_accuracy, f1_macro, roc_auc, pr_auc, brier;
};
MultiLabelIntervals multi_label_intervals(std::span<const uint8_t> truth,
                                          std::span<const double> probabilities, int32_t targets,
                                          const IntervalOptions& options = {});

struct RegressionIntervals {
  Interval mse, mae, r2;
};
RegressionIntervals regression_intervals(std::span<const double> truth,
                                         std::span<const double> predicted, int32_t targets = 1,
                                         const IntervalOptions& options = {});

}  // namespace glia::train
