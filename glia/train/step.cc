#include "glia/train/step.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/loss/row_weights.h"
#include "glia/nn/network.h"
#include "glia/train/mixup.h"
#include "glia/train/step_internal.h"

namespace glia::train {

namespace {

loss::ChosenLoss choose_loss(const SupervisedOptions& options) {
  loss::ChosenLoss chosen = loss::parse_loss(options.loss, options.targets);
  if (!options.class_weights.empty() && !chosen.loss->takes_class_weights)
    fail(ErrorKind::kUsage, say("loss {} takes no class weights", options.loss));
  chosen.settings.class_weights = options.class_weights;
  return chosen;
}

// loss + l1 sum |w| + l2 / 2 sum w^2 over the weights, not the biases.
graph::Value with_penalties(graph::Value loss, const std::vector<graph::Value>& variables,
                            const SupervisedOptions& options) {
  graph::Value objective = loss;
  for (const graph::Value& weight : variables) {
    if (weight.shape().rank() < 2) continue;
    if (options.l1 > 0) {
      const graph::Scope scope(loss.graph(), "l1");
      objective = objective + graph::sum(graph::abs(weight)) * options.l1;
    }
    if (options.l2 > 0) {
      const graph::Scope scope(loss.graph(), "l2");
      objective = objective + graph::sum(graph::square(weight)) * (options.l2 / 2);
    }
  }
  return objective;
}

}  // namespace

struct SupervisedStep::State {
  graph::Graph graph;
  std::optional<program::Program> program;
  int rate_input = -1;
  double mixup = 0;  // 0: no mixing
  int partner_input = -1;
  int share_input = -1;
  std::string optimizer;
};

TrainingGraph add_training_graph(graph::Graph& graph, const nn::ArchSpec& arch,
                                 const SupervisedOptions& options) {
  if (!(options.mixup >= 0 && std::isfinite(options.mixup)))
    fail(ErrorKind::kUsage, say("mixup must be 0 or more, found {}", options.mixup));
  if (options.mixup > 0 && options.mean_weight > 0)
    fail(ErrorKind::kUsage, "mixup blends rows, whose weights would have no meaning");
  const loss::ChosenLoss loss = choose_loss(options);
  std::vector<graph::Value> inputs = nn::declare_inputs(graph, arch);
  std::optional<Mixup> mixup;
  if (options.mixup > 0) {
    mixup.emplace(graph);
    const graph::Scope scope(graph, "mixup");
    for (graph::Value& input : inputs) input = mixup->blend(input, mixup->of_partners(input));
  }
  const graph::Value outputs = nn::build_on(graph, arch, inputs).at(0);
  const bool classes = loss.loss->targets == loss::Targets::kClasses;
  const graph::Value y =
      classes ? graph.input("y", {batch()}, Type::kI64) : graph.input("y", outputs.shape());
  TrainingGraph training;
  {
    const graph::Scope scope(graph, "loss");
    training.loss = options.mean_weight > 0
                        ? loss::weighted_batch(loss, outputs, y, graph.input("weight", {batch()}),
                                               options.mean_weight)
                        : loss.apply(outputs, y).mean;
    if (mixup) {
      const graph::Value other = loss.apply(outputs, mixup->of_partners(y)).mean;
      training.loss = mixup->blend(training.loss, other);
    }
  }
  for (const graph::Variable& variable : graph.variables())
    if (variable.kind == graph::VariableKind::kTrainable)
      training.variables.push_back(graph.value(variable.node));
  training.objective = with_penalties(training.loss, training.variables, options);
  training.gradients = graph::grad(training.objective, training.variables);
  return training;
}

SupervisedStep::SupervisedStep(const nn::ArchSpec& arch, const SupervisedOptions& options)
    : state_(std::make_unique<State>()) {
  graph::Graph& graph = state_->graph;
  const TrainingGraph training = add_training_graph(graph, arch, options);
  const graph::Value rate = graph.input("rate", {});
  optim::add_updates(graph, training.variables, training.gradients, rate, options.optimizer);

  program::Options compiled;
  compiled.real = options.real;
  compiled.guard = training.objective;
  compiled.capacity = options.batch;
  compiled.seed = options.seed;
  compiled.pool = options.pool;
  compiled.plan = options.plan;
  state_->program.emplace(graph, std::vector<graph::Value>{training.loss}, compiled);
  state_->rate_input = state_->program->input("rate");
  if (options.mixup > 0) {
    state_->mixup = options.mixup;
    state_->partner_input = state_->program->input("mixup.partner");
    state_->share_input = state_->program->input("mixup.share");
  }
  state_->optimizer = options.optimizer.name;
  state_->program->set_integer(state_->program->input("seed"), static_cast<int64_t>(options.seed));
}

SupervisedStep::~SupervisedStep() = default;

void SupervisedStep::bind(const Source& source) { source.bind(*state_->program); }

const std::shared_ptr<program::Variables>& SupervisedStep::variables() const {
  return state_->program->variables();
}

const program::Program& SupervisedStep::program() const { return *state_->program; }

// Who is blended with whom in the step to come, and by how much.
void SupervisedStep::mix(int64_t step, int64_t rows) {
  if (state_->mixup == 0 || rows <= 0) return;
  program::Program& program = *state_->program;
  const uint64_t seed = program.options().seed;
  auto* const partners = static_cast<int64_t*>(program.rows(state_->partner_input, rows));
  mixup_partners({partners, static_cast<size_t>(rows)}, seed, step);
  program.set(state_->share_input, mixup_share(state_->mixup, seed, step));
}

int64_t SupervisedStep::run(const Pass& pass) {
  program::Program& program = *state_->program;
  const auto count = static_cast<int64_t>(pass.rows.size());
  mix(pass.first_step, std::min(pass.batch, count));
  double rate = pass.rate(pass.first_step);
  program.set(state_->rate_input, rate);
  bool ended = false;
  const int64_t done =
      program.run_steps({pass.rows, pass.batch, pass.first_step, pass.keeps_variables},
                        [&](int64_t step, int64_t rows) {
                          if (pass.after && !pass.after(step, rows, program.scalar(0))) {
                            ended = true;
                            return false;
                          }
                          const double next = pass.rate(step + 1);
                          if (next != rate) program.set(state_->rate_input, next);
                          rate = next;
                          const int64_t begun = (step + 1 - pass.first_step) * pass.batch;
                          mix(step + 1, std::min(pass.batch, count - begun));
                          return true;
                        });
  const int64_t whole = (count + pass.batch - 1) / pass.batch;
  if (done < whole && !ended) explain_divergence(program, pass.first_step + done, rate);
  return done;
}

void explain_divergence(program::Program& program, int64_t step, double rate) {
  std::string layer;
  std::string op;
  std::string input;
  program.observe([&](const program::Observation& seen) {
    if (!op.empty() || seen.node.type != Type::kReal) return;
    const Tensor value = seen.value();
    for (int64_t i = 0; i < value.count(); ++i) {
      if (std::isfinite(value.at(i))) continue;
      op = seen.node.op->name;
      layer = seen.node.scope;
      if (op == "input" || op == "variable") input = seen.node.attributes.text;
      return;
    }
  });
  program.step();
  program.observe({});
  std::string where = layer.empty() ? "" : fmt::format(" in {} ({})", layer, op);
  if (!input.empty()) where = fmt::format(" in {}", input == "x" ? "the input rows" : input);
  fail(ErrorKind::kDiverged,
       say("the loss is not finite at step {}{}; the weights before it are untouched. "
           "Likely causes: the learning rate {} is too large (try {}); the inputs or "
           "targets have huge values (leave scaling on); the gradients explode (clip them "
           "to a norm of 1)",
           step + 1, where, rate, rate / 10));
}

}  // namespace glia::train
