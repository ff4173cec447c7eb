#include "apps/cli/trials_text.h"

#include <algorithm>
#include <cmath>

#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/text_table.h"
#include "apps/cli/words.h"
#include "apps/cli/wrap.h"
#include "glia/base/format.h"

namespace glia::cli {
namespace {

constexpr size_t kShown = 10;

constexpr char kTrialHead[] = "trial";
constexpr char kLayersHead[] = "layers";
constexpr char kRateHead[] = "rate";
constexpr char kBatchHead[] = "batch";
constexpr char kDecayHead[] = "weight decay";
constexpr char kDropoutHead[] = "dropout";
constexpr char kEpochsHead[] = "epochs";
constexpr char kLossHead[] = "validation loss";

std::string layers_text(const session::Trial& trial) {
  return trial.layers.empty() ? "none" : fmt::format("{}", fmt::join(trial.layers, ","));
}

std::vector<const session::Trial*> shown_trials(const std::vector<session::Trial>& trials) {
  std::vector<const session::Trial*> sorted;
  for (const session::Trial& trial : trials) sorted.push_back(&trial);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto* a, const auto* b) { return a->loss < b->loss; });
  if (sorted.size() <= kShown) return sorted;
  std::vector<const session::Trial*> shown(sorted.begin(), sorted.begin() + kShown);
  const auto usual = std::find_if(sorted.begin() + kShown, sorted.end(),
                                  [](const auto* trial) { return trial->number == 1; });
  if (usual != sorted.end()) shown.push_back(*usual);
  return shown;
}

}  // namespace

std::string trial_flags(const session::Trial& trial) {
  return fmt::format("--layers {} --lr {} --batch {} --weight-decay {} --dropout {}",
                     layers_text(trial), trial.rate, trial.batch, trial.weight_decay,
                     trial.dropout);
}

std::string trial_status(const session::Trial& trial) {
  return tr("trial {}: validation loss {} after {}", trial.number, value_text(trial.loss),
            counted(trial.epochs, "epoch"));
}

std::string trials_text(const std::vector<session::Trial>& trials) {
  if (trials.empty()) return {};
  using Align = TextTable::Align;
  TextTable table({Align::kRight, Align::kLeft, Align::kRight, Align::kRight, Align::kRight,
                   Align::kRight, Align::kRight, Align::kRight});
  table.add({std::string(word(kTrialHead)), std::string(word(kLayersHead)),
             std::string(word(kRateHead)), std::string(word(kBatchHead)),
             std::string(word(kDecayHead)), std::string(word(kDropoutHead)),
             std::string(word(kEpochsHead)), std::string(word(kLossHead))});
  const session::Trial* best = nullptr;
  for (const session::Trial* trial : shown_trials(trials)) {
    if (trial->best) best = trial;
    table.add(
        {std::to_string(trial->number), layers_text(*trial), fmt::format("{:.2g}", trial->rate),
         count_text(trial->batch), fmt::format("{:.2g}", trial->weight_decay),
         fmt::format("{:.2g}", trial->dropout), count_text(trial->epochs),
         std::isfinite(trial->loss) ? value_text(trial->loss) : std::string(word("diverged"))});
  }
  std::string text = heading(tr("{} tried on the validation rows, the best first:",
                                counted(static_cast<int64_t>(trials.size()), "setting"))) +
                     "\n\n" + table.text() + "\n";
  if (best == nullptr) return text;
  if (best->number == 1)
    return text + wrapped(tr("None does better than the usual settings (trial 1)."), 0) + "\n";
  return text +
         wrapped(tr("Trial {} is the best, the same as {}", best->number, trial_flags(*best)), 0) +
         "\n";
}

}  // namespace glia::cli
