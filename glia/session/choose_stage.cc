// The network and how it is trained; what the user left open is chosen from the data.
#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/base/threads.h"
#include "glia/formats/arch_toml_internal.h"
#include "glia/loss/loss.h"
#include "glia/nn/activation.h"
#include "glia/nn/initializer.h"
#include "glia/session/defaults.h"
#include "glia/session/loss_choice.h"
#include "glia/session/settings.h"
#include "glia/session/training_run_internal.h"

namespace glia::session {
namespace {

constexpr uint64_t kMostArchBytes = uint64_t{1} << 24;

// `adam`: the rate that suits Adam here. `summed`: the rows of a batch whose losses are added,
// which makes slopes as many times as steep; 1 for a mean.
double usual_rate(const TrainingRun& run, double adam, double summed) {
  const optim::Rule& rule = optim::find_rule(run.options.optimizer.name);
  switch (rule.length) {
    case optim::StepLength::kRate:
      return adam * rule.rate / optim::find_rule("adam").rate;
    case optim::StepLength::kGradient:
      return rule.rate / summed;
    case optim::StepLength::kOwn:
      break;
  }
  return rule.rate;
}

// An architecture file may name what can't be built.
void expect_network(const TrainingRun& run) {
  try {
    graph::Graph graph;
    nn::build(graph, run.arch);
  } catch (const Error& error) {
    fail(error.kind(), say("{}: {}", run.config.arch_file, error.message()));
  }
}

// Units that start alike get the same gradients and stay one unit.
void expect_units_to_differ(const TrainConfig& config, const std::vector<int64_t>& widths) {
  if (widths.empty() || !nn::find_initializer(config.init).alike()) return;
  fail(ErrorKind::kUsage,
       say("--init {}: the units of a hidden layer would start and stay the same; it is for "
           "--layers none",
           config.init));
}

}  // namespace

nn::ArchSpec layers_for(const TrainingRun& run, const std::vector<int64_t>& widths,
                        double dropout) {
  const TrainConfig& config = run.config;
  const loss::ChosenLoss loss =
      loss::parse_loss(run.options.loss, train::targets_of(run.dataset.target.kind()));
  expect_units_to_differ(config, widths);
  nn::Sequential network;
  for (const int64_t width : widths) {
    network.add(nn::Dense(width, config.init));
    if (config.batch_norm) network.add(nn::BatchNorm());
    network.add(nn::Activate(std::string(nn::find_activation(config.activation).name)));
    if (dropout > 0) network.add(nn::Dropout(dropout));
  }
  network.add(nn::Dense(run.dataset.target.width(), config.init));
  if (!loss.last_activation().empty())
    network.add(nn::Activate(std::string(loss.last_activation())));
  return network.arch(run.dataset.features);
}

void choose_network(TrainingRun& run) {
  const TrainConfig& config = run.config;
  const Defaults defaults = defaults_for(run.dataset);
  const data::TargetKind kind = run.dataset.target.kind();
  run.options.loss = chosen_loss(config, kind, run.start ? &*run.start : nullptr);
  run.options.class_weights = class_weights(config.class_weights, run.dataset);
  if (run.start) {
    run.arch = run.start->arch;
  } else if (!config.arch_file.empty()) {
    run.arch =
        formats::parse_arch_toml(read_file(config.arch_file, kMostArchBytes), config.arch_file);
    expect_network(run);
    if (run.arch.inputs.size() == 1 &&
        run.arch.inputs[0].shape != std::vector{run.dataset.features}) {
      fail(ErrorKind::kUsage,
           say("{}: the input has shape [{}], the data has {} features", config.arch_file,
               fmt::join(run.arch.inputs[0].shape, ", "), run.dataset.features));
    }
  } else {
    run.widths = config.layers.value_or(defaults.layers);
    run.arch = layers_for(run, run.widths, config.dropout);
  }
  run.options.optimizer = optim::parse_optimizer(config.optimizer);
  run.options.optimizer.weight_decay = config.weight_decay;
  run.options.optimizer.clip_norm = config.clip;
  run.options.optimizer.constraints = {config.clip_value, config.max_norm};
  run.options.mixup = config.mixup;
  run.options.l1 = config.l1;
  run.options.l2 = config.l2;
  run.options.threads = config.threads > 0 ? config.threads : hardware_threads();
  run.options.real = config.in_double ? Real::kDouble : Real::kFloat;
  run.options.samples = config.samples;
  if (run.start) run.options.start = run.start->variables.get();
  train::LoopOptions& loop = run.options.loop;
  loop.epochs = config.epochs.value_or(defaults.epochs);
  // A rule that searches along a line wants one function, not one for each batch.
  const bool whole = optim::find_rule(run.options.optimizer.name).closure();
  loop.batch = config.batch.value_or(whole ? 0 : defaults.batch);
  if (loop.batch == 0) loop.batch = static_cast<int64_t>(run.dataset.split.train.size());
  const bool adds = loss::parse_loss(run.options.loss, train::targets_of(kind)).loss->is_sum;
  const double summed = adds ? static_cast<double>(loop.batch) : 1;
  run.options.optimizer.rate = config.rate.value_or(usual_rate(run, defaults.rate, summed));
  loop.seed = config.seed;
  loop.schedule = optim::parse_schedule(config.schedule);
  loop.patience = config.patience.value_or(defaults.patience);
  if (config.stop_loss) loop.stop_loss = *config.stop_loss;
  if (config.stop_accuracy) loop.stop_score = *config.stop_accuracy;
  loop.max_seconds = config.max_seconds;
  loop.interrupt = run.interrupt;
  loop.on_event = [&run](const train::Event& event) {
    run.report({.kind = SessionEvent::Kind::kTraining, .training = &event});
  };
  run.settings = settings_json(config, run.options);
  Chosen& chosen = run.result.chosen;
  if (!run.start && config.arch_file.empty() && !config.layers) chosen.layers = run.widths;
  if (!config.rate) chosen.rate = run.options.optimizer.rate;
  if (!config.batch) chosen.batch = loop.batch;
  if (!config.epochs) chosen.epochs = loop.epochs;
  if (!config.patience) chosen.patience = loop.patience;
}

void describe_network(TrainingRun& run) {
  graph::Graph graph;
  nn::build(graph, run.arch);
  int64_t parameters = 0;
  run.result.network = std::to_string(run.dataset.features);
  for (const graph::Variable& variable : graph.variables()) {
    if (variable.kind == graph::VariableKind::kTrainable) parameters += variable.shape.count();
    if (variable.shape.rank() == 2) run.result.network += "-" + variable.shape[1].to_string();
  }
  run.report({.kind = SessionEvent::Kind::kPlan, .text = run.result.network, .count = parameters});
}

}  // namespace glia::session
