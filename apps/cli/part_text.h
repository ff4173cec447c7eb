// Metrics and confusion matrices as tables that fit on a terminal.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "glia/session/result.h"

namespace glia::cli {

inline constexpr char kNetworkColumn[] = "network";
inline constexpr char kModelColumn[] = "model";
inline constexpr char kIntervalHead[] = "95 % interval";
inline constexpr char kRangeText[] = "{} to {}";
inline constexpr char kPredictedAs[] = "predicted as";
inline constexpr char kTruthHead[] = "truth";
inline constexpr char kWeighed[] = "every row counts by its {}";

struct MetricRow {
  std::string name, value;
  std::string interval;             // or why there is no value
  std::vector<std::string> others;  // the same metric of other fits
  std::string meaning;              // what a newcomer needs to read it
};
// The main metric first, the loss last.
std::vector<MetricRow> metric_rows(const session::Part& part,
                                   std::span<const session::Baseline> others);

// A line for each metric: its value (under `subject`), the 95 % interval, and the same metric of
// other fits beside it.
std::string metrics_text(const session::Part& part, std::span<const session::Baseline> others = {},
                         const char* subject = kNetworkColumn);

// Rows are what is true, columns what was predicted. Empty when there is no matrix, or it is too
// large to be read.
std::string confusion_text(const train::ConfusionMatrix& confusion,
                           const std::vector<std::string>& labels);

// "accuracy" or "r2": what one looks at first. Null when the part has neither.
const session::Metric* main_metric(const session::Part& part);

}  // namespace glia::cli
