// What a model's predictions are worth: metrics of classification and regression.
//
// Pure functions of the truth and the predictions, equal to scikit-learn's of the same name; they
// know no model and print nothing. Classes are 0..classes-1; matrices are row-major; rows are
// counted once each. A length or class that does not fit throws Error(kUsage). Safe from any
// thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "glia/train/score.h"

namespace glia::train {

// ---- Classes ----

// The first largest entry of each row. values: [rows, classes].
std::vector<int32_t> argmax_rows(std::span<const double> values, int32_t classes);

struct ConfusionMatrix {
  int32_t classes = 0;
  std::vector<int64_t> counts;  // [truth, predicted]

  int64_t at(int32_t truth, int32_t predicted) const {
    return counts[static_cast<size_t>(truth) * static_cast<size_t>(classes) +
                  static_cast<size_t>(predicted)];
  }
};

// times: how often each row counts, one per row (bootstrap); empty means once each.
ConfusionMatrix confusion_matrix(std::span<const int32_t> truth, std::span<const int32_t> predicted,
                                 int32_t classes, std::span<const int32_t> times = {});

struct ClassScores {
  double precision = 0;  // Right among the rows predicted as this class; 0 when there are none.
  double recall = 0;     // Found among the rows of this class; 0 when there are none.
  double f1 = 0;         // Harmonic mean of both; 0 when both are 0.
  int64_t rows = 0;      // Rows of this class.
  int64_t predicted = 0;
};
std::vector<ClassScores> class_scores(const ConfusionMatrix& confusion);

// Share of rows predicted right.
Score accuracy(const ConfusionMatrix& confusion);
// Share of rows predicted wrong, 1 - accuracy: the mean of the 0-1 loss, which has no slope to
// learn from.
Score zero_one_loss(const ConfusionMatrix& confusion);

// Plain means over the classes that occur in the truth or the predictions, as scikit-learn's
// average='macro' takes them. Undefined without rows.
Score precision_macro(const ConfusionMatrix& confusion);
Score recall_macro(const ConfusionMatrix& confusion);
Score f1_macro(const ConfusionMatrix& confusion);

// Mean of -log(probability of the true class), in nats. probabilities: [rows, classes]; each is
// kept at least 2^-52 from 0 and 1 and its row is scaled to sum 1, so that one confident mistake
// does not make the mean infinite.
Score log_loss(std::span<const int32_t> truth, std::span<const double> probabilities,
               int32_t classes);
// The terms of that mean, one per row.
std::vector<double> log_losses(std::span<const int32_t> truth,
                               std::span<const double> probabilities, int32_t classes);

// Area under the ROC curve. Two classes: of class 1's column. More: mean over the classes, each
// against the rest. Undefined when a class has no rows. scores: [rows, classes].
Score roc_auc(std::span<const int32_t> truth, std::span<const double> scores, int32_t classes);

// Average precision (area under the precision-recall curve), over classes as roc_auc does.
Score pr_auc(std::span<const int32_t> truth, std::span<const double> scores, int32_t classes);

struct ClassificationMetrics {
  Score loss, accuracy, precision_macro, recall_macro, f1_macro, roc_auc, pr_auc;
  Score brier;  // see brier_terms in glia/train/calibration.h
  ConfusionMatrix confusion;
};
// All of the above, with the most probable class as the prediction.
ClassificationMetrics classification_metrics(std::span<const int32_t> truth,
                                             std::span<const double> probabilities,
                                             int32_t classes);

// ---- Several yes/no targets ----

struct MultiLabelMetrics {
  Score loss;                       // Mean binary cross entropy over rows and targets, in nats.
  Score accuracy;                   // Share of rows with every target right.
  Score target_accuracy;            // Share of right answers over rows and targets.
  Score f1_macro, roc_auc, pr_auc;  // Means over the targets; "yes" is the positive class.
  Score brier;                      // Mean of (probability - answer)^2 over rows and targets.
};
// truth: [rows, targets] of 0 or 1; probabilities of yes: the same shape. Yes above 0.5.
MultiLabelMetrics multi_label_metrics(std::span<const uint8_t> truth,
                                      std::span<const double> probabilities, int32_t targets);

// ---- Numbers ----

// Means over all entries of [rows, targets]; in the target's unit squared, and in its unit.
Score mean_squared_error(std::span<const double> truth, std::span<const double> predicted);
Score mean_absolute_error(std::span<const double> truth, std::span<const double> predicted);

// 1 - sum (truth - predicted)^2 / sum (truth - mean)^2, averaged over the targets; at most 1.
// A constant truth gives 1 for a perfect prediction and 0 otherwise. Undefined under two rows.
Score r_squared(std::span<const double> truth, std::span<const double> predicted,
                int32_t targets = 1);

struct RegressionMetrics {
  Score mse, mae, r2;
};
RegressionMetrics regression_metrics(std::span<const double> truth,
                                     std::span<const double> predicted, int32_t targets = 1);

}  // namespace glia::train
