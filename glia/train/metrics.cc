#include "glia/train/metrics.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/train/calibration.h"
#include "glia/train/ranking.h"

namespace glia::train {
namespace {

void check_length(const char* what, size_t found, size_t rows, int32_t columns) {
  if (columns < 1) fail(ErrorKind::kUsage, say("{}: {} columns", what, columns));
  if (found != rows * static_cast<size_t>(columns)) {
    fail(ErrorKind::kUsage, say("{}: {} values for {} rows of {}; expected {}", what, found, rows,
                                columns, rows * static_cast<size_t>(columns)));
  }
}

void check_classes(const char* what, std::span<const int32_t> labels, int32_t classes) {
  for (size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0 || labels[i] >= classes) {
      fail(ErrorKind::kUsage,
           say("{}: row {} has class {}; classes are 0 to {}", what, i, labels[i], classes - 1));
    }
  }
}

bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

using Area = Score (Ranking::*)(std::span<const int32_t>) const;

// Mean of one area over the columns of `scores`; yes(row, column) tells the positive rows.
template <class Yes>
Score mean_area(Area area, std::span<const double> scores, int32_t columns, int32_t first,
                const Yes& yes) {
  const size_t width = static_cast<size_t>(columns);
  const size_t rows = scores.size() / width;
  std::vector<double> column(rows);
  std::vector<uint8_t> positive(rows);
  double sum = 0;
  for (size_t c = static_cast<size_t>(first); c < width; ++c) {
    for (size_t r = 0; r < rows; ++r) {
      column[r] = scores[r * width + c];
      positive[r] = yes(r, c) ? 1 : 0;
    }
    const Score one = (Ranking(column, positive).*area)({});
    if (!one.defined()) return one;
    sum += one.value;
  }
  return scored(sum / static_cast<double>(columns - first));
}

Score class_area(const char* what, Area area, std::span<const int32_t> truth,
                 std::span<const double> scores, int32_t classes) {
  check_length(what, scores.size(), truth.size(), classes);
  check_classes(what, truth, classes);
  if (truth.empty()) return undefined(kNoRows);
  // With two classes the areas of both columns say the same thing twice: class 1 stands for both.
  const Score mean =
      mean_area(area, scores, classes, classes == 2 ? 1 : 0,
                [&](size_t r, size_t c) { return truth[r] == static_cast<int32_t>(c); });
  const bool several = classes > 2 && !mean.defined() && mean.reason != kNotFinite;
  return several ? undefined(kClassAbsent) : mean;
}

Score macro(const ConfusionMatrix& confusion, double ClassScores::*field) {
  double sum = 0;
  int64_t present = 0;
  for (const ClassScores& scores : class_scores(confusion)) {
    if (scores.rows + scores.predicted == 0) continue;
    sum += scores.*field;
    ++present;
  }
  return present == 0 ? undefined(kNoRows) : scored(sum / static_cast<double>(present));
}

double f1_of(int64_t hits, int64_t rows, int64_t predicted) {
  return rows + predicted == 0
             ? 0.0
             : 2.0 * static_cast<double>(hits) / static_cast<double>(rows + predicted);
}

template <class Term>
Score mean_error(const char* what, std::span<const double> truth, std::span<const double> predicted,
                 const Term& term) {
  check_length(what, predicted.size(), truth.size(), 1);
  if (truth.empty()) return undefined(kNoRows);
  if (!all_finite(truth) || !all_finite(predicted)) return undefined(kNotFinite);
  double sum = 0;
  for (size_t i = 0; i < truth.size(); ++i) sum += term(truth[i] - predicted[i]);
  return scored(sum / static_cast<double>(truth.size()));
}

// Distance kept from 0 and 1 before a logarithm: the spacing of doubles at 1, as scikit-learn's.
constexpr double kProbabilityFloor = 0x1p-52;

double kept_inside(double probability) {
  return std::clamp(probability, kProbabilityFloor, 1.0 - kProbabilityFloor);
}

}  // namespace

std::vector<int32_t> argmax_rows(std::span<const double> values, int32_t classes) {
  const size_t width = static_cast<size_t>(std::max(classes, 1));
  const size_t rows = values.size() / width;
  check_length("argmax", values.size(), rows, classes);
  std::vector<int32_t> labels(rows);
  for (size_t r = 0; r < rows; ++r) {
    const auto row = values.subspan(r * width, width);
    labels[r] = static_cast<int32_t>(std::max_element(row.begin(), row.end()) - row.begin());
  }
  return labels;
}

ConfusionMatrix confusion_matrix(std::span<const int32_t> truth, std::span<const int32_t> predicted,
                                 int32_t classes, std::span<const int32_t> times) {
  check_length("confusion matrix", predicted.size(), truth.size(), 1);
  if (!times.empty()) check_length("confusion matrix", times.size(), truth.size(), 1);
  check_classes("truth", truth, classes);
  check_classes("prediction", predicted, classes);
  const size_t width = static_cast<size_t>(classes);
  ConfusionMatrix confusion{classes, std::vector<int64_t>(width * width)};
  for (size_t i = 0; i < truth.size(); ++i) {
    confusion.counts[static_cast<size_t>(truth[i]) * width + static_cast<size_t>(predicted[i])] +=
        times.empty() ? 1 : times[i];
  }
  return confusion;
}

// precision = TP / (TP + FP), recall = TP / (TP + FN), F1 = 2 TP / (2 TP + FP + FN).
// Source: van Rijsbergen 1979, Information Retrieval; a quotient 0/0 counts as 0.
std::vector<ClassScores> class_scores(const ConfusionMatrix& confusion) {
  std::vector<ClassScores> scores(static_cast<size_t>(confusion.classes));
  for (int32_t c = 0; c < confusion.classes; ++c) {
    ClassScores& one = scores[static_cast<size_t>(c)];
    for (int32_t other = 0; other < confusion.classes; ++other) {
      one.rows += confusion.at(c, other);
      one.predicted += confusion.at(other, c);
    }
    const int64_t hits = confusion.at(c, c);
    if (one.predicted > 0) {
      one.precision = static_cast<double>(hits) / static_cast<double>(one.predicted);
    }
    if (one.rows > 0) one.recall = static_cast<double>(hits) / static_cast<double>(one.rows);
    one.f1 = f1_of(hits, one.rows, one.predicted);
  }
  return scores;
}

Score accuracy(const ConfusionMatrix& confusion) {
  int64_t right = 0, rows = 0;
  for (int32_t c = 0; c < confusion.classes; ++c) right += confusion.at(c, c);
  for (const int64_t count : confusion.counts) rows += count;
  if (rows == 0) return undefined(kNoRows);
  return scored(static_cast<double>(right) / static_cast<double>(rows));
}

Score zero_one_loss(const ConfusionMatrix& confusion) {
  const Score right = accuracy(confusion);
  return right.defined() ? scored(1 - right.value) : right;
}

Score precision_macro(const ConfusionMatrix& confusion) {
  return macro(confusion, &ClassScores::precision);
}
Score recall_macro(const ConfusionMatrix& confusion) {
  return macro(confusion, &ClassScores::recall);
}
Score f1_macro(const ConfusionMatrix& confusion) { return macro(confusion, &ClassScores::f1); }

std::vector<double> log_losses(std::span<const int32_t> truth,
                               std::span<const double> probabilities, int32_t classes) {
  check_length("log loss", probabilities.size(), truth.size(), classes);
  check_classes("log loss", truth, classes);
  const size_t width = static_cast<size_t>(classes);
  std::vector<double> losses(truth.size());
  for (size_t r = 0; r < truth.size(); ++r) {
    double sum = 0;
    for (size_t c = 0; c < width; ++c) sum += kept_inside(probabilities[r * width + c]);
    const double own = kept_inside(probabilities[r * width + static_cast<size_t>(truth[r])]);
    losses[r] = -std::log(own / sum);
  }
  return losses;
}

Score log_loss(std::span<const int32_t> truth, std::span<const double> probabilities,
               int32_t classes) {
  const std::vector<double> losses = log_losses(truth, probabilities, classes);
  if (losses.empty()) return undefined(kNoRows);
  if (!all_finite(probabilities)) return undefined(kNotFinite);
  double sum = 0;
  for (const double loss : losses) sum += loss;
  return scored(sum / static_cast<double>(losses.size()));
}

Score roc_auc(std::span<const int32_t> truth, std::span<const double> scores, int32_t classes) {
  return class_area("ROC AUC", &Ranking::roc_auc, truth, scores, classes);
}

Score pr_auc(std::span<const int32_t> truth, std::span<const double> scores, int32_t classes) {
  return class_area("PR AUC", &Ranking::average_precision, truth, scores, classes);
}

ClassificationMetrics classification_metrics(std::span<const int32_t> truth,
                                             std::span<const double> probabilities,
                                             int32_t classes) {
  check_length("classification metrics", probabilities.size(), truth.size(), classes);
  ClassificationMetrics metrics;
  metrics.confusion = confusion_matrix(truth, argmax_rows(probabilities, classes), classes);
  metrics.loss = log_loss(truth, probabilities, classes);
  metrics.roc_auc = roc_auc(truth, probabilities, classes);
  metrics.pr_auc = pr_auc(truth, probabilities, classes);
  if (metrics.loss.reason == kNotFinite) {
    // The largest of a row with NaN is no prediction, so nothing that counts hits has a value.
    metrics.accuracy = metrics.precision_macro = undefined(kNotFinite);
    metrics.recall_macro = metrics.f1_macro = metrics.brier = undefined(kNotFinite);
    return metrics;
  }
  metrics.brier = truth.empty() ? undefined(kNoRows) : scored(0);
  for (const double term : brier_terms(truth, probabilities, classes))
    metrics.brier.value += term / static_cast<double>(truth.size());
  metrics.accuracy = accuracy(metrics.confusion);
  metrics.precision_macro = precision_macro(metrics.confusion);
  metrics.recall_macro = recall_macro(metrics.confusion);
  metrics.f1_macro = f1_macro(metrics.confusion);
  return metrics;
}

MultiLabelMetrics multi_label_metrics(std::span<const uint8_t> truth,
                                      std::span<const double> probabilities, int32_t targets) {
  const size_t width = static_cast<size_t>(std::max(targets, 1));
  const size_t rows = truth.size() / width;
  check_length("truth", truth.size(), rows, targets);
  check_length("probabilities", probabilities.size(), rows, targets);
  const std::string_view reason = rows == 0                    ? kNoRows
                                  : !all_finite(probabilities) ? kNotFinite
                                                               : std::string_view();
  if (!reason.empty()) {
    const Score none = undefined(reason);
    return {none, none, none, none, none, none, none};
  }
  double loss = 0, f1 = 0, brier = 0;
  int64_t right = 0;
  std::vector<uint8_t> row_right(rows, 1);
  for (size_t t = 0; t < width; ++t) {
    int64_t hits = 0, yes = 0, said_yes = 0;
    for (size_t r = 0; r < rows; ++r) {
      const double p = probabilities[r * width + t];
      const bool is = truth[r * width + t] != 0, said = p > 0.5;
      loss -= std::log(kept_inside(is ? p : 1.0 - p));
      brier += (p - (is ? 1 : 0)) * (p - (is ? 1 : 0));
      yes += is;
      said_yes += said;
      hits += is && said;
      right += is == said;
      if (is != said) row_right[r] = 0;
    }
    f1 += f1_of(hits, yes, said_yes);
  }
  const double cells = static_cast<double>(rows * width);
  const auto is_yes = [&](size_t r, size_t c) { return truth[r * width + c] != 0; };
  MultiLabelMetrics metrics;
  metrics.loss = scored(loss / cells);
  metrics.accuracy = scored(static_cast<double>(std::count(row_right.begin(), row_right.end(), 1)) /
                            static_cast<double>(rows));
  metrics.target_accuracy = scored(static_cast<double>(right) / cells);
  metrics.f1_macro = scored(f1 / static_cast<double>(width));
  metrics.roc_auc = mean_area(&Ranking::roc_auc, probabilities, targets, 0, is_yes);
  metrics.pr_auc = mean_area(&Ranking::average_precision, probabilities, targets, 0, is_yes);
  metrics.brier = scored(brier / cells);
  return metrics;
}

Score mean_squared_error(std::span<const double> truth, std::span<const double> predicted) {
  return mean_error("mean squared error", truth, predicted, [](double e) { return e * e; });
}

Score mean_absolute_error(std::span<const double> truth, std::span<const double> predicted) {
  return mean_error("mean absolute error", truth, predicted, [](double e) { return std::abs(e); });
}

Score r_squared(std::span<const double> truth, std::span<const double> predicted, int32_t targets) {
  const size_t width = static_cast<size_t>(std::max(targets, 1));
  const size_t rows = truth.size() / width;
  check_length("R2", truth.size(), rows, targets);
  check_length("R2", predicted.size(), rows, targets);
  if (rows == 0) return undefined(kNoRows);
  if (rows < 2) return undefined(kTooFewRows);
  if (!all_finite(truth) || !all_finite(predicted)) return undefined(kNotFinite);
  double sum = 0;
  for (size_t t = 0; t < width; ++t) {
    double mean = 0, error = 0, spread = 0;
    bool constant =
        true;  // Asked directly: the rounded mean of equal numbers may differ from them.
    for (size_t r = 0; r < rows; ++r) {
      mean += truth[r * width + t];
      constant = constant && truth[r * width + t] == truth[t];
    }
    mean /= static_cast<double>(rows);
    for (size_t r = 0; r < rows; ++r) {
      const double y = truth[r * width + t];
      error += (y - predicted[r * width + t]) * (y - predicted[r * width + t]);
      spread += (y - mean) * (y - mean);
    }
    sum += !constant ? 1.0 - error / spread : (error == 0 ? 1.0 : 0.0);
  }
  return scored(sum / static_cast<double>(width));
}

RegressionMetrics regression_metrics(std::span<const double> truth,
                                     std::span<const double> predicted, int32_t targets) {
  return {mean_squared_error(truth, predicted), mean_absolute_error(truth, predicted),
          r_squared(truth, predicted, targets)};
}

}  // namespace glia::train
