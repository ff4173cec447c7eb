#include "apps/cli/inspection_text.h"

#include <algorithm>
#include <cmath>

#include "apps/cli/numbers.h"
#include "apps/cli/text_table.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "apps/cli/wrap.h"
#include "glia/base/format.h"

namespace glia::cli {
namespace {

constexpr char kCalibration[] =
    "It says {} on average and is right in {}; expected calibration error {}, interval {} to {}.";
constexpr char kImportance[] = "Shuffling a column takes from the {}:";
constexpr char kImportanceOfFolds[] =
    "Shuffling a column takes from the {}, mean and spread over the folds:";
constexpr char kWorst[] = "The worst mistakes:";
constexpr char kLine[] = "line";
constexpr char kRow[] = "row";
constexpr char kTruth[] = "truth";
constexpr char kPredicted[] = "predicted";
constexpr char kGiven[] = "p(truth)";
constexpr char kError[] = "off by";
constexpr char kPlusMinus[] = "+- {}";
constexpr char kMoreColumns[] = "and {} more columns; --json has them all";

constexpr size_t kMostMistakes = 5;
constexpr size_t kMostColumns = 10;
constexpr int kWidestCell = 28;

std::string cell(const std::string& text) { return shortened(printable(text), kWidestCell); }

}  // namespace

std::string importance_head(const std::string& task, bool of_folds) {
  const char* metric = task == "regress" ? "r2" : "accuracy";
  return of_folds ? tr(kImportanceOfFolds, metric) : tr(kImportance, metric);
}

MistakeHeads mistake_heads(bool lines, bool classes) {
  return {tr(kWorst), tr(fmt::runtime(lines ? kLine : kRow)), tr(kTruth), tr(kPredicted),
          tr(fmt::runtime(classes ? kGiven : kError))};
}

std::string calibration_sentence(const train::Calibration& calibration) {
  if (calibration.bins.empty() || !calibration.error.defined()) return {};
  double weight = 0, confidence = 0, right = 0;
  for (const train::ReliabilityBin& bin : calibration.bins) {
    if (bin.weight == 0) continue;
    weight += bin.weight;
    confidence += bin.weight * bin.confidence;
    right += bin.weight * bin.right;
  }
  return tr(kCalibration, value_text(confidence / weight), value_text(right / weight),
            value_text(calibration.error.value), value_text(calibration.interval.low),
            value_text(calibration.interval.high));
}

std::string calibration_text(const train::Calibration& calibration) {
  const std::string sentence = calibration_sentence(calibration);
  return sentence.empty() ? sentence : wrapped(sentence, 0) + "\n\n";
}

std::string importance_text(const std::vector<session::ColumnImportance>& importance,
                            const std::string& task, bool of_folds) {
  if (importance.empty()) return {};
  using Align = TextTable::Align;
  TextTable table({Align::kLeft, Align::kRight, Align::kLeft});
  const size_t shown = std::min(importance.size(), kMostColumns);
  for (size_t i = 0; i < shown; ++i) {
    const session::ColumnImportance& each = importance[i];
    table.add(
        {cell(each.column), value_text(each.mean), tr(kPlusMinus, value_text(each.deviation))});
  }
  std::string text = importance_head(task, of_folds) + "\n" + table.text();
  if (importance.size() > shown)
    text +=
        "  " + tr(kMoreColumns, count_text(static_cast<int64_t>(importance.size() - shown))) + "\n";
  return text + "\n";
}

std::string mistakes_text(const std::vector<session::Mistake>& mistakes) {
  if (mistakes.empty()) return {};
  using Align = TextTable::Align;
  TextTable table({Align::kRight, Align::kLeft, Align::kLeft, Align::kRight});
  const bool lines = mistakes.front().line > 0;
  const bool classes = !std::isnan(mistakes.front().probability);
  const MistakeHeads heads = mistake_heads(lines, classes);
  table.add({heads.place, heads.truth, heads.predicted, heads.error});
  for (size_t i = 0; i < std::min(mistakes.size(), kMostMistakes); ++i) {
    const session::Mistake& each = mistakes[i];
    table.add({std::to_string(lines ? each.line : each.row + 1), cell(each.truth),
               cell(each.predicted), value_text(classes ? each.probability : each.loss)});
  }
  return heads.title + "\n" + table.text() + "\n";
}

}  // namespace glia::cli
