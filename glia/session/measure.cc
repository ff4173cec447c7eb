// Metrics of predictions, with their intervals, as the parts of a result.
#include <cmath>

#include "glia/base/error.h"
#include "glia/session/metric_table.h"
#include "glia/session/predict_session.h"
#include "glia/train/intervals.h"
#include "glia/train/weighted_metrics.h"

namespace glia::session {
namespace {

Metric metric(std::string name, const train::Score& score, const train::Interval& interval) {
  GLIA_ASSERT(find_metric_info(name) != nullptr);
  return {std::move(name), score.value, interval.low, interval.high, std::string(score.reason)};
}

std::vector<uint8_t> yes_of(const std::vector<double>& truth) {
  std::vector<uint8_t> yes;
  yes.reserve(truth.size());
  for (const double value : truth) yes.push_back(value > 0.5 ? 1 : 0);
  return yes;
}

Metric metric(std::string name, const train::WeightedScore& weighted) {
  return metric(std::move(name), weighted.score, weighted.interval);
}

// Rows that count differently.
Part measure_weighted(data::TargetKind kind, const train::Predictions& predictions,
                      const RowTruth& truth) {
  const auto width = static_cast<int32_t>(predictions.width);
  Part part;
  if (kind == data::TargetKind::kClasses) {
    const auto found =
        train::weighted_classification(truth.classes, predictions.values, width, truth.weights);
    part.metrics = {metric("loss", found.loss),         metric("accuracy", found.accuracy),
                    metric("f1_macro", found.f1_macro), metric("roc_auc", found.roc_auc),
                    metric("pr_auc", found.pr_auc),     metric("brier", found.brier)};
    part.confusion = train::confusion_matrix(truth.classes,
                                             train::argmax_rows(predictions.values, width), width);
    return part;
  }
  if (kind == data::TargetKind::kNumbers) {
    const auto found =
        train::weighted_regression(truth.values, predictions.values, width, truth.weights);
    part.metrics = {metric("loss", found.mse), metric("mse", found.mse), metric("mae", found.mae),
                    metric("r2", found.r2)};
    return part;
  }
  const auto found =
      train::weighted_multi_label(yes_of(truth.values), predictions.values, width, truth.weights);
  part.metrics = {metric("loss", found.loss),
                  metric("accuracy", found.accuracy),
                  metric("target_accuracy", found.target_accuracy),
                  metric("f1_macro", found.f1_macro),
                  metric("roc_auc", found.roc_auc),
                  metric("pr_auc", found.pr_auc),
                  metric("brier", found.brier)};
  return part;
}

Part measure_classes(const train::Predictions& predictions, const std::vector<int32_t>& classes) {
  const auto count = static_cast<int32_t>(predictions.width);
  const auto values = train::classification_metrics(classes, predictions.values, count);
  const auto intervals = train::classification_intervals(classes, predictions.values, count);
  Part part;
  part.metrics = {metric("loss", values.loss, intervals.loss),
                  metric("accuracy", values.accuracy, intervals.accuracy),
                  metric("f1_macro", values.f1_macro, intervals.f1_macro),
                  metric("roc_auc", values.roc_auc, intervals.roc_auc),
                  metric("pr_auc", values.pr_auc, intervals.pr_auc),
                  metric("brier", values.brier, intervals.brier)};
  part.confusion = values.confusion;
  return part;
}

Part measure_yes_no(const train::Predictions& predictions, const std::vector<double>& truth) {
  const std::vector<uint8_t> yes = yes_of(truth);
  const auto targets = static_cast<int32_t>(predictions.width);
  const auto values = train::multi_label_metrics(yes, predictions.values, targets);
  const auto intervals = train::multi_label_intervals(yes, predictions.values, targets);
  Part part;
  part.metrics = {metric("loss", values.loss, intervals.loss),
                  metric("accuracy", values.accuracy, intervals.accuracy),
                  metric("target_accuracy", values.target_accuracy, intervals.target_accuracy),
                  metric("f1_macro", values.f1_macro, intervals.f1_macro),
                  metric("roc_auc", values.roc_auc, intervals.roc_auc),
                  metric("pr_auc", values.pr_auc, intervals.pr_auc),
                  metric("brier", values.brier, intervals.brier)};
  return part;
}

Part measure_numbers(const train::Predictions& predictions, const std::vector<double>& truth) {
  const auto targets = static_cast<int32_t>(predictions.width);
  const auto values = train::regression_metrics(truth, predictions.values, targets);
  const auto intervals = train::regression_intervals(truth, predictions.values, targets);
  Part part;
  // The loss of numbers is their squared error, in the target's own units.
  part.metrics = {metric("loss", values.mse, intervals.mse),
                  metric("mse", values.mse, intervals.mse),
                  metric("mae", values.mae, intervals.mae), metric("r2", values.r2, intervals.r2)};
  return part;
}

}  // namespace

double Part::value(std::string_view name) const {
  for (const Metric& metric : metrics)
    if (metric.name == name) return metric.value;
  return std::nan("");
}

Part measure(const data::TargetEncoding& target, const train::Predictions& predictions,
             const RowTruth& truth) {
  Part part;
  if (!truth.weights.empty()) {
    part = measure_weighted(target.kind(), predictions, truth);
    part.rows = predictions.rows;
    return part;
  }
  switch (target.kind()) {
    case data::TargetKind::kClasses:
      part = measure_classes(predictions, truth.classes);
      break;
    case data::TargetKind::kYesNo:
      part = measure_yes_no(predictions, truth.values);
      break;
    case data::TargetKind::kNumbers:
      part = measure_numbers(predictions, truth.values);
      break;
  }
  part.rows = predictions.rows;
  return part;
}

}  // namespace glia::session
