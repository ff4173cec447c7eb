// Training itself: of a network epoch by epoch, of anything else in one go.
#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/base/threads.h"
#include "glia/formats/checkpoint.h"
#include "glia/session/run_identity.h"
#include "glia/session/settings.h"
#include "glia/session/training_run_internal.h"

namespace glia::session {

const std::string& checkpoint_file(const TrainConfig& config) {
  return config.checkpoint.empty() ? config.resume : config.checkpoint;
}

void fit_network(TrainingRun& run) {
  const TrainConfig& config = run.config;
  describe_network(run);
  const std::string identity =
      run_identity(run.settings, run.result.network, run.arch, run.dataset);
  std::optional<formats::Checkpoint> resumed;
  if (!config.resume.empty()) {
    resumed = formats::load_checkpoint(config.resume);
    const std::string difference = settings_difference(resumed->config, identity);
    if (!difference.empty()) {
      fail(ErrorKind::kUsage, say("{}: made by another run: {}", config.resume, difference));
    }
    run.options.loop.resume = &resumed->state;
  }
  std::string checkpoint = checkpoint_file(config);
  // Nobody asked for one: it is written only if the run is interrupted.
  const bool only_interrupted = checkpoint.empty() && !config.out.empty() && config.out != "-";
  if (only_interrupted) checkpoint = config.out + ".checkpoint";
  if (!checkpoint.empty()) {
    run.options.loop.on_checkpoint = [=, &run](const train::LoopState& state) {
      if (only_interrupted && !run.interrupted()) return;
      formats::save_checkpoint(checkpoint, {identity, state});
    };
    run.options.loop.checkpoint_every = 0.5;
  }
  train::Diagnosis diagnosis(run.options.optimizer.rate);
  diagnosis.on_trouble = [&run](const train::Trouble& trouble) {
    if (trouble.epoch < 0) return;  // training is over: the report has it
    run.report(
        {.kind = SessionEvent::Kind::kTrouble, .message = trouble.text, .count = trouble.epoch});
  };
  run.options.diagnosis = &diagnosis;
  run.model = train::fit(run.arch, run.dataset, run.options);
  run.options.diagnosis = nullptr;
  run.result.diagnosis = diagnosis.found();
  run.result.interrupted = run.model.history.stopped_by == "interrupted";
  if (run.result.interrupted && !checkpoint.empty())
    run.report({.kind = SessionEvent::Kind::kSaved, .text = checkpoint});
}

void fit_method(TrainingRun& run) {
  const TrainConfig& config = run.config;
  run.options.threads = config.threads > 0 ? config.threads : hardware_threads();
  run.options.real = config.in_double ? Real::kDouble : Real::kFloat;
  run.options.samples = config.samples;
  run.settings = settings_json(config, run.method->text, run.options.real);
  ClassicModel fit = fit_classic(*run.method, run.dataset, classic_options(run));
  run.model = std::move(fit.model);
  run.result.method = run.method->text;
  for (const program::Variables::Entry& entry : run.model.variables->entries())
    run.result.parameters += entry.count;
  for (const classic::Finding& finding : fit.findings)
    run.result.findings.push_back({std::string(finding.name), finding.value});
}

ClassicOptions classic_options(const TrainingRun& run) {
  return {run.config.seed, run.options.threads, run.options.real, run.options.samples};
}

}  // namespace glia::session
