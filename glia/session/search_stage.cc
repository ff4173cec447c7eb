// Instead of one training: a search for the settings that the user left open.
#include "glia/session/search.h"
#include "glia/session/settings.h"
#include "glia/session/training_run_internal.h"

namespace glia::session {
namespace {

SearchSpace open_settings(const TrainingRun& run) {
  const TrainConfig& config = run.config;
  const bool given = run.start || !config.arch_file.empty();
  // A rule that searches along a line takes all rows, and no decay beside its gradient.
  const bool steps = !optim::find_rule(run.options.optimizer.name).closure();
  return {.layers = !given && !config.layers,
          .rate = !config.rate,
          .batch = !config.batch && steps,
          .weight_decay = config.weight_decay == 0 && steps,
          .dropout = !given && config.dropout == 0};
}

TrialSetup setup_of(const TrainingRun& run, const Trial& trial) {
  TrialSetup setup{run.arch, run.options};
  const bool given = run.start || !run.config.arch_file.empty();
  if (!given) setup.arch = layers_for(run, trial.layers, trial.dropout);
  setup.options.optimizer.rate = trial.rate;
  setup.options.optimizer.weight_decay = trial.weight_decay;
  setup.options.loop.batch = trial.batch;
  setup.options.loop.on_event = {};
  return setup;
}

}  // namespace

void search_settings(TrainingRun& run) {
  SearchRun search;
  search.usual = {.layers = run.widths,
                  .rate = run.options.optimizer.rate,
                  .batch = run.options.loop.batch,
                  .weight_decay = run.options.optimizer.weight_decay,
                  .dropout = run.config.dropout};
  search.space = open_settings(run);
  search.limits = {run.config.trials, run.config.budget_seconds};
  search.seed = run.config.seed;
  search.setup = [&run](const Trial& trial) { return setup_of(run, trial); };
  search.on_trial = [&run](const Trial& trial) {
    run.report({.kind = SessionEvent::Kind::kTrial, .trial = &trial});
  };
  SearchOutcome found = run_search(run.dataset, search);
  TrialSetup best = setup_of(run, found.trials[found.best]);
  run.arch = std::move(best.arch);
  run.options = std::move(best.options);
  run.settings = settings_json(run.config, run.options);
  describe_network(run);
  run.model = std::move(found.model);
  run.result.trials = std::move(found.trials);
  run.result.chosen.layers.reset();
  run.result.chosen.rate.reset();
  run.result.chosen.batch.reset();
  run.result.interrupted = run.interrupted();
}

}  // namespace glia::session
