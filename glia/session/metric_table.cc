#include "glia/session/metric_table.h"

namespace glia::session {
namespace {

constexpr MetricInfo kMetrics[] = {
    {"loss",
     "classes: mean of -ln(probability of the true class), in nats, 0 and up; yes/no: the same "
     "over "
     "all answers; numbers: the mean squared error",
     false},
    {"accuracy", "classes: share of rows predicted right; yes/no: of rows with every answer right",
     true},
    {"zero_one_loss", "1 - accuracy, the share of rows predicted wrong; in `glia eval` only",
     false},
    {"target_accuracy", "yes/no: share of single answers that are right", true},
    {"f1_macro", "plain mean over the classes of 2 P R / (P + R), precision P, recall R; 0 to 1",
     true},
    {"roc_auc",
     "area under the curve of true against false positives, mean over the classes; 0.5 is chance. "
     "Fawcett 2006",
     true},
    {"pr_auc",
     "average precision: sum of precision times the step in recall, mean over the classes; 0 to 1. "
     "Davis and Goadrich 2006",
     true},
    {"brier",
     "mean squared distance of the probabilities from 0 and 1: of two classes that of the second, "
     "of "
     "more the sum over the classes, of yes/no the mean over the answers; 0 is perfect. Brier 1950",
     false},
    {"mse", "numbers: mean of (y - t)^2, in squared units of the target", false},
    {"mae", "numbers: mean of |y - t|, in units of the target", false},
    {"r2", "numbers: 1 - sum (y - t)^2 / sum (t - mean t)^2; 1 is perfect, 0 the mean's", true},
};

}  // namespace

std::span<const MetricInfo> metric_infos() { return kMetrics; }

const MetricInfo* find_metric_info(std::string_view name) {
  for (const MetricInfo& each : kMetrics)
    if (each.name == name) return &each;
  return nullptr;
}

}  // namespace glia::session
