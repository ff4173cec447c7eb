#include "apps/cli/train_report.h"

#include <algorithm>
#include <cmath>

#include "apps/cli/difference_text.h"
#include "apps/cli/fold_text.h"
#include "apps/cli/inspection_text.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/part_text.h"
#include "apps/cli/text_table.h"
#include "apps/cli/text_train.h"
#include "apps/cli/text_width.h"
#include "apps/cli/trials_text.h"
#include "apps/cli/words.h"
#include "apps/cli/wrap.h"
#include "glia/base/format.h"
#include "glia/base/shell_word.h"

namespace glia::cli {
namespace {

using session::Baseline;
using session::Metric;
using session::Part;
using session::TrainConfig;
using session::TrainResult;

constexpr double kOverfitGap = 0.08;

// The rows that the report speaks of: test, else validation.
enum class Judged : unsigned char { kTest, kValidation, kTraining };

// As --split 100,0,0 asks for.
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

std::string target_text(const TrainResult& result) {
  if (result.classes > 0) return tr(text::kClassesOf, result.classes, result.target);
  return result.task == "regress" ? tr(text::kNumberOf, result.target)
                                  : tr(text::kAnswersOf, result.target);
}

std::string data_lines(const TrainResult& result, const std::string& origin) {
  const std::string indent(kHeadWidth, ' ');
  const std::string what = tr("{}: {}, {}, {}", printable(origin), counted(result.rows, "row"),
                              counted(result.features, "feature"), printable(target_text(result)));
  std::string lines = head(text::kDataHead) + wrapped(what, static_cast<int>(indent.size())) + "\n";
  if (judged_by(result) != Judged::kTraining || holds_none_back(result)) {
    lines += indent;
    lines += result.folds.folds > 0
                 ? tr(text::kTrainedOnAll, count_text(result.train.rows),
                      count_text(result.validation.rows)) +
                       "\n"
                 : tr(text::kSplitParts, count_text(result.train.rows),
                      count_text(result.validation.rows), count_text(result.test.rows)) +
                       "\n";
  }
  if (!result.weight.empty()) lines += indent + tr(kWeighed, printable(result.weight)) + "\n";
  return lines;
}

// Of a fit without a network: how long it took and what it found out.
std::string fitted_line(const TrainResult& result) {
  std::string line =
      head(text::kTrainingHead) + tr(text::kFitted, seconds_text(result.fitted_seconds));
  for (const session::Finding& finding : result.findings) {
    const bool count = finding.value == std::floor(finding.value) && finding.value < 1e15;
    line += tr("; {} {}", word(finding.name),
               count ? count_text(static_cast<int64_t>(finding.value)) : value_text(finding.value));
  }
  return line + "\n";
}

std::string training_lines(const TrainResult& result) {
  if (!result.method.empty()) return fitted_line(result);
  std::string lines = head(text::kTrainingHead);
  if (result.history.best_epoch > 0) {
    lines += tr(text::kEpochs, counted(result.epochs, "epoch"), seconds_text(result.fitted_seconds),
                result.history.best_epoch);
  } else {
    lines += word(text::kNoEpochs);
  }
  lines += "\n";
  for (const text::Reason& reason : text::kStopped) {
    if (result.history.stopped_by == reason.name &&
        (reason.held == text::Held::kEither ||
         (reason.held == text::Held::kSome) == (result.validation.rows > 0)))
      lines += std::string(kHeadWidth, ' ') + std::string(word(reason.text)) + "\n";
  }
  return lines;
}

// What the user left open, as flags.
std::string chosen_line(const session::Chosen& chosen) {
  std::string flags;
  if (chosen.layers && chosen.layers->empty()) flags += " --layers none";
  if (chosen.layers && !chosen.layers->empty())
    flags += fmt::format(" --layers {}", fmt::join(*chosen.layers, ","));
  if (chosen.rate) flags += fmt::format(" --lr {}", *chosen.rate);
  if (chosen.batch) flags += fmt::format(" --batch {}", *chosen.batch);
  if (chosen.epochs) flags += fmt::format(" --epochs {}", *chosen.epochs);
  if (chosen.patience) flags += fmt::format(" --patience {}", *chosen.patience);
  if (flags.empty()) return {};
  return std::string(kHeadWidth, ' ') + wrapped(tr("chosen from the data:{}", flags), kHeadWidth) +
         "\n";
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

// The baseline that is hardest to beat.
const Baseline* best_baseline(const TrainResult& result, const std::string& metric) {
  const Baseline* best = nullptr;
  for (const Baseline& baseline : result.baselines) {
    const double value = baseline.test.value(metric);
    if (std::isnan(value)) continue;
    if (best == nullptr || value >= best->test.value(metric)) best = &baseline;
  }
  return best;
}

// The model minus this fit, in the metric that one looks at first.
const session::PairedMetric* paired_of(const Baseline& baseline, const std::string& metric) {
  for (const session::PairedMetric& each : baseline.paired)
    if (each.name == metric) return &each;
  return nullptr;
}

// Does the network beat the best simple fit? Both meet the same rows, so the difference is judged,
// not two intervals; only one that leaves 0 out counts.
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

// Of a fit without a network; what a network's training tells of itself stands in its diagnosis.
std::string overfit_hint(const TrainResult& result) {
  if (result.method.empty() || judged_by(result) == Judged::kTraining) return {};
  const Metric* metric = main_metric(judged_part(result));
  if (metric == nullptr) return {};
  const double known = result.train.value(metric->name);
  if (!(known - metric->value > kOverfitGap) || known <= metric->high) return {};
  return tr(text::kOverfitModel, metric->name, value_text(known), value_text(metric->value));
}

// What went wrong in training, a paragraph each.
std::string trouble_text(const TrainResult& result) {
  if (result.diagnosis.empty()) return {};
  std::string lines = heading(word(text::kTrouble)) + "\n\n";
  for (const train::Trouble& trouble : result.diagnosis)
    lines += wrapped("- " + in_words(trouble.text), 2) + "\n";
  return lines + "\n";
}

std::string next_lines(const TrainResult& result, const TrainConfig& config,
                       const ReportOptions& options) {
  TextTable table({TextTable::Align::kLeft, TextTable::Align::kLeft});
  const std::string model = shell_word(result.model.empty() ? config.out : result.model);
  if (!model.empty() && model != "-") {
    table.add({fmt::format("glia predict {} {}", model,
                           word(options.images ? text::kImages : text::kTable)),
               tr(text::kNextPredict)});
    table.add({fmt::format("glia inspect {}", model), tr(text::kNextInspect)});
  }
  if (config.data != "-" && judged_by(result) != Judged::kTraining) {
    table.add({fmt::format("glia train {}{} --seed {}", shell_word(config.data),
                           options.more_flags ? " ..." : "", config.seed + 1),
               tr(text::kNextSeed)});
  }
  return table.empty() ? std::string() : tr(text::kNext) + ("\n" + table.text());
}

std::string paragraph(const std::string& words) {
  return words.empty() ? words : wrapped(words, 0) + "\n\n";
}

}  // namespace

std::string train_report(const TrainResult& result, const TrainConfig& config,
                         const ReportOptions& options) {
  const Part& part = judged_part(result);
  std::string report = data_lines(result, options.origin);
  const bool network = result.method.empty();
  report += head(network ? text::kNetworkHead : text::kModelHead);
  report += tr(text::kNetwork, network ? result.network : result.method,
               counted(result.parameters, network ? "weight" : "number")) +
            "\n";
  report += chosen_line(result.chosen);
  report += training_lines(result);
  if (!result.trials.empty()) report += "\n" + trials_text(result.trials);
  report += "\n" + heading(judged_head(result)) + "\n\n";
  report += metrics_text(part, result.baselines, network ? kNetworkColumn : kModelColumn) + "\n";
  report += folds_text(result.folds);
  report += paragraph(verdict(result));
  report += paragraph(overfit_hint(result));
  report += trouble_text(result);
  const std::string confusion = confusion_text(part.confusion, result.labels);
  if (!confusion.empty()) report += confusion + "\n";
  if (judged_by(result) != Judged::kTraining) {
    report += calibration_text(result.calibration);
    report += importance_text(result.importance, result.task, result.folds.folds > 0);
    report += mistakes_text(result.mistakes);
  }
  if (options.to_stdout) {
    report += tr(text::kNotSaved) + "\n";
  } else if (!result.model.empty()) {
    report += options.replaced ? tr(text::kReplaced, printable(result.model))
                               : tr(text::kSaved, printable(result.model));
    report += "\n";
  }
  return report + next_lines(result, config, options);
}

}  // namespace glia::cli
