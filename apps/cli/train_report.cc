#include "apps/cli/train_report.h"

#include "apps/cli/fold_text.h"
#include "apps/cli/inspection_text.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/part_text.h"
#include "apps/cli/result_words.h"
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

using session::Part;
using session::TrainConfig;
using session::TrainResult;

std::string data_lines(const TrainResult& result, const std::string& origin) {
  const std::string indent(kHeadWidth, ' ');
  const std::string what = tr("{}: {}, {}, {}", printable(origin), counted(result.rows, "row"),
                              counted(result.features, "feature"), printable(target_text(result)));
  std::string lines = head(text::kDataHead) + wrapped(what, static_cast<int>(indent.size())) + "\n";
  const std::string split = split_text(result);
  if (!split.empty()) lines += indent + split + "\n";
  if (!result.weight.empty()) lines += indent + tr(kWeighed, printable(result.weight)) + "\n";
  return lines;
}

std::string training_lines(const TrainResult& result) {
  std::string lines = head(text::kTrainingHead);
  if (!result.method.empty()) {
    lines += tr(text::kFitted, seconds_text(result.fitted_seconds));
    for (const session::Finding& finding : result.findings)
      lines += tr("; {} {}", word(finding.name), finding_value(finding));
    return lines + "\n";
  }
  if (result.history.best_epoch > 0) {
    lines += tr(text::kEpochs, counted(result.epochs, "epoch"), seconds_text(result.fitted_seconds),
                result.history.best_epoch);
  } else {
    lines += word(text::kNoEpochs);
  }
  lines += "\n";
  const std::string stopped = stopped_text(result);
  return stopped.empty() ? lines : lines + std::string(kHeadWidth, ' ') + stopped + "\n";
}

// What the user left open, as flags.
std::string chosen_line(const session::Chosen& chosen) {
  const std::string flags = chosen_flags(chosen);
  if (flags.empty()) return {};
  return std::string(kHeadWidth, ' ') + wrapped(tr("chosen from the data:{}", flags), kHeadWidth) +
         "\n";
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
