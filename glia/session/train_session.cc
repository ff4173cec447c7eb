#include "glia/session/train_session.h"

#include "glia/base/clock.h"
#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/file_lock.h"
#include "glia/base/say_internal.h"
#include "glia/session/run_pictures.h"
#include "glia/session/training_run_internal.h"

namespace glia::session {

RateSearchOutcome run_rate_search(const TrainConfig& config, const EventSink& sink) {
  TrainingRun run{config, sink};
  check_config(run);
  if (run.method)
    fail(ErrorKind::kUsage, say("{} has no network, so no rate to search for", config.model));
  load_data(run);
  choose_network(run);
  audit(run);
  describe_network(run);
  RateSearchOutcome outcome;
  outcome.search = train::find_rate(run.arch, run.dataset, run.options);
  outcome.optimizer = config.optimizer;
  outcome.batch = run.options.loop.batch;
  outcome.usual = run.options.optimizer.rate;
  outcome.warnings = run.result.warnings;
  if (!config.curves.empty()) {
    write_file_atomically(config.curves, rate_search_svg(outcome.search));
    run.report({.kind = SessionEvent::Kind::kSaved, .text = config.curves});
  }
  return outcome;
}

TrainOutcome run_training(const TrainConfig& config, const EventSink& sink,
                          const std::atomic<bool>* interrupt) {
  const double started = monotonic_seconds();
  TrainingRun run{config, sink, interrupt};
  check_config(run);
  // Two runs that write by turns would leave a checkpoint of the one beside a model of the other.
  const WriteLock model(config.out);
  const WriteLock checkpoint(checkpoint_file(config));
  load_data(run);
  if (!run.method) choose_network(run);
  audit(run);
  cross_validate(run);
  if (run.method)
    fit_method(run);
  else if (config.searches())
    search_settings(run);
  else
    fit_network(run);
  score(run);
  inspect(run);
  run.result.seconds = monotonic_seconds() - started;
  save(run);
  return {std::move(run.result), std::move(run.model)};
}

}  // namespace glia::session
