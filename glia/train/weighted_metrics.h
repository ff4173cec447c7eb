// The metrics of glia/train/metrics.h where rows count differently: each by its weight, 0 or more.
// Equal to scikit-learn's with sample_weight. With equal weights they are the plain ones.
//
// Intervals are bootstrapped over rows, each draw with its weight: Wilson's knows of no weights.
// Pure functions, safe from any thread.
#pragma once

#include <cstdint>
#include <span>

#include "glia/train/intervals.h"
#include "glia/train/metrics.h"

namespace glia::train {

struct WeightedScore {
  Score score;
  Interval interval;
};

struct WeightedClassification {
  WeightedScore loss, accuracy, f1_macro, roc_auc, pr_auc, brier;
};
// truth, probabilities: as classification_metrics. weights: [rows].
// Errors: kUsage for lengths that differ or weights that are negative or not finite.
WeightedClassification weighted_classification(std::span<const int32_t> truth,
                                               std::span<const double> probabilities,
                                               int32_t classes, std::span<const double> weights,
                                               const IntervalOptions& options = {});

struct WeightedMultiLabel {
  WeightedScore loss, accuracy, target_accuracy, f1_macro, roc_auc, pr_auc, brier;
};
WeightedMultiLabel weighted_multi_label(std::span<const uint8_t> truth,
                                        std::span<const double> probabilities, int32_t targets,
                                        std::span<const double> weights,
                                        const IntervalOptions& options = {});

struct WeightedRegression {
  WeightedScore mse, mae, r2;
};
WeightedRegression weighted_regression(std::span<const double> truth,
                                       std::span<const double> predicted, int32_t targets,
                                       std::span<const double> weights,
                                       const IntervalOptions& options = {});

// The values alone; NaN where they are undefined.
double weighted_mean(std::span<const double> terms, std::span<const double> weights);
double weighted_r_squared(std::span<const double> truth, std::span<const double> predicted,
                          int32_t targets, std::span<const double> weights);

}  // namespace glia::train
