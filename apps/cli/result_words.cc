#include "apps/cli/result_words.h"

#include <cmath>

#include "apps/cli/difference_text.h"
#include "apps/cli/numbers.h"
#include "apps/cli/part_text.h"
#include "apps/cli/text_train.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"

namespace glia::cli {
namespace {

using session::Baseline;
using session::Metric;
using session::Part;
using session::TrainResult;

constexpr char kEvaluated[] = "{} on {} of {}:";
constexpr double kOverfitGap = 0.08;

// The model minus this fit, in the metric that one looks at first.
const session::PairedMetric* paired_of(const Baseline& baseline, const std::string& metric) {
  for (const session::PairedMetric& each : baseline.paired)
    if (each.name == metric) return &each;
  return nullptr;
}

}  // namespace

bool holds_none_back(const TrainResult& result) {
  return result.test.rows == 0 && result.validation.rows == 0;
}

Judged judged_by(const TrainResult& result) {
  if (result.folds.folds > 0) return Judged::kTest;
  if (result.test.rows > 0) return Judged::kTest;
  if (holds_none_back(result)) return Judged::kTraining;
  // Too few rows to hold any back: the same rows are used for both.
  return result.train.rows + result.validation.rows > result.rows ? Judged::kTraining
                                                                  : Judged::kValidation;
}

const Part& judged_part(const TrainResult& result) {
  if (result.test.rows > 0) return result.test;
  return holds_none_back(result) ? result.train : result.validation;
}

std::string target_text(int64_t classes, const std::string& task, const std::string& names) {
  if (classes > 0) return tr(text::kClassesOf, classes, names);
  return task == "regress" ? tr(text::kNumberOf, names) : tr(text::kAnswersOf, names);
}

std::string target_text(const TrainResult& result) {
  return target_text(result.classes, result.task, result.target);
}

std::string split_text(const TrainResult& result) {
  if (judged_by(result) == Judged::kTraining && !holds_none_back(result)) return {};
  return result.folds.folds > 0
             ? tr(text::kTrainedOnAll, count_text(result.train.rows),
                  count_text(result.validation.rows))
             : tr(text::kSplitParts, count_text(result.train.rows),
                  count_text(result.validation.rows), count_text(result.test.rows));
}

std::string stopped_text(const TrainResult& result) {
  if (!result.method.empty()) return {};
  for (const text::Reason& reason : text::kStopped) {
    if (result.history.stopped_by == reason.name &&
        (reason.held == text::Held::kEither ||
         (reason.held == text::Held::kSome) == (result.validation.rows > 0)))
      return std::string(word(reason.text));
  }
  return {};
}

std::string finding_value(const session::Finding& finding) {
  const bool count = finding.value == std::floor(finding.value) && finding.value < 1e15;
  return count ? count_text(static_cast<int64_t>(finding.value)) : value_text(finding.value);
}

std::string chosen_flags(const session::Chosen& chosen) {
  std::string flags;
  if (chosen.layers && chosen.layers->empty()) flags += " --layers none";
  if (chosen.layers && !chosen.layers->empty())
    flags += fmt::format(" --layers {}", fmt::join(*chosen.layers, ","));
  if (chosen.rate) flags += fmt::format(" --lr {}", *chosen.rate);
  if (chosen.batch) flags += fmt::format(" --batch {}", *chosen.batch);
  if (chosen.epochs) flags += fmt::format(" --epochs {}", *chosen.epochs);
  if (chosen.patience) flags += fmt::format(" --patience {}", *chosen.patience);
  return flags;
}

std::string judged_head(const TrainResult& result) {
  const session::Folds& folds = result.folds;
  if (folds.folds > 0)
    return folds.repeats > 1 ? tr(text::kOnFoldsRepeated, folds.folds, folds.repeats)
                             : tr(text::kOnFolds, folds.folds);
  const std::string rows = counted(judged_part(result).rows, "row");
  switch (judged_by(result)) {
    case Judged::kTest:
      return tr(text::kOnTest, rows);
    case Judged::kValidation:
      return tr(text::kOnValidation, rows);
    case Judged::kTraining:
      break;
  }
  return holds_none_back(result) ? tr(text::kOnAll, rows) : tr(text::kOnTraining, rows);
}

std::string evaluated_head(const std::string& model, int64_t rows, const std::string& data) {
  return tr(kEvaluated, model, counted(rows, "row"), data);
}

const Baseline* best_baseline(const TrainResult& result, const std::string& metric) {
  const Baseline* best = nullptr;
  for (const Baseline& baseline : result.baselines) {
    const double value = baseline.test.value(metric);
    if (std::isnan(value)) continue;
    if (best == nullptr || value >= best->test.value(metric)) best = &baseline;
  }
  return best;
}

std::string verdict(const TrainResult& result) {
  if (judged_by(result) == Judged::kTraining) return tr(text::kKnownRows);
  const Metric* metric = main_metric(judged_part(result));
  if (metric == nullptr || std::isnan(metric->value)) return {};
  const Baseline* baseline = best_baseline(result, metric->name);
  if (baseline == nullptr) return {};
  const session::PairedMetric* paired = paired_of(*baseline, metric->name);
  if (paired == nullptr || std::isnan(paired->difference)) return {};
  const auto say = [&](const char* format) {
    return tr(fmt::runtime(format), word(baseline->name), metric->name, value_text(paired->first),
              value_text(paired->second),
              word(result.method.empty() ? text::kTheNetwork : text::kTheModel),
              difference_text(*paired));
  };
  if (std::fabs(paired->difference) < 1e-9) return say(text::kLevel);
  if (paired->better != 0) return say(paired->better > 0 ? text::kBeats : text::kWorse);
  return say(paired->difference > 0 ? text::kAhead : text::kBehind);
}

std::string overfit_hint(const TrainResult& result) {
  if (result.method.empty() || judged_by(result) == Judged::kTraining) return {};
  const Metric* metric = main_metric(judged_part(result));
  if (metric == nullptr) return {};
  const double known = result.train.value(metric->name);
  if (!(known - metric->value > kOverfitGap) || known <= metric->high) return {};
  return tr(text::kOverfitModel, metric->name, value_text(known), value_text(metric->value));
}

}  // namespace glia::cli
