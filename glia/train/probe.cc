#include "glia/train/probe.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/reduce.h"
#include "glia/loss/row_weights.h"
#include "glia/nn/network.h"

namespace glia::train {
namespace {

using graph::Value;

// Rows looked at: enough that a unit which answers one row in fifty is hardly ever taken for dead
// (0.98^256 < 0.01), few enough to cost nothing.
constexpr size_t kRows = 256;

// A slope below this share of the steepest lets next to nothing of a gradient through.
constexpr double kFlat = 0.05;

bool is_rectifier(const std::string& kind) { return kind == "relu" || kind == "relu6"; }

// The slope of an S-curve as a share of its steepest, from its value; empty for other functions.
Value slope_share(const std::string& kind, Value value) {
  if (kind == "tanh") return 1 - graph::square(value);
  if (kind == "sigmoid") return 4 * (value * (1 - value));
  if (kind == "hard_tanh") return 1 - graph::abs(value);
  if (kind == "hard_sigmoid") return 1 - graph::abs(2 * value - 1);
  return {};
}

double flat_below(const std::string& kind) {
  // The hard ones are straight lines up to their limits.
  return kind == "hard_tanh" || kind == "hard_sigmoid" ? 1e-6 : kFlat;
}

Value share_of(Value condition) { return graph::mean(graph::cast(condition, Type::kReal)); }

Value norm(Value x) { return graph::sqrt(graph::sum(graph::square(x))); }

std::string layer_of(const std::string& variable) {
  return variable.substr(0, variable.rfind('.'));
}

// The trainable numbers of a block, in the order of its entries.
std::vector<double> trainable(const program::Variables& variables) {
  std::vector<double> numbers;
  numbers.reserve(static_cast<size_t>(variables.trainable_count()));
  for (size_t i = 0; i < variables.entries().size(); ++i) {
    if (variables.entries()[i].kind != graph::VariableKind::kTrainable) continue;
    const Tensor value = variables.get(static_cast<int>(i));
    for (int64_t k = 0; k < value.count(); ++k) numbers.push_back(value.at(k));
  }
  return numbers;
}

}  // namespace

struct Probe::State {
  graph::Graph graph;
  std::optional<program::Program> program;
  std::vector<Value> outputs;  // the loss; two a matrix; one a watched activation
  View names;                  // what a view is like before it is filled
  std::vector<int64_t> rows;
  std::vector<double> start;

  void add_weights(Value loss);
  void add_units(Value last);
};

void Probe::State::add_weights(Value loss) {
  std::vector<Value> matrices;
  for (const graph::Variable& variable : graph.variables()) {
    if (variable.kind != graph::VariableKind::kTrainable || variable.shape.rank() < 2) continue;
    matrices.push_back(graph.value(variable.node));
    names.weights.push_back({layer_of(variable.name)});
  }
  const std::vector<Value> gradients = graph::grad(loss, matrices);
  for (size_t i = 0; i < matrices.size(); ++i) {
    outputs.push_back(norm(gradients[i]));
    outputs.push_back(norm(matrices[i]));
  }
}

void Probe::State::add_units(Value last) {
  for (const graph::Layer& layer : graph.layers()) {
    const Value value = graph.value(layer.output);
    if (layer.output == last.id() || value.shape().rank() != 2) continue;
    if (is_rectifier(layer.kind)) {
      const Value answers = graph::greater(value, graph.constant(0));
      outputs.push_back(graph::sum(graph::cast(answers, Type::kReal), {0}));
    } else if (const Value slope = slope_share(layer.kind, value)) {
      outputs.push_back(share_of(graph::less(slope, graph.constant(flat_below(layer.kind)))));
    } else {
      continue;
    }
    names.units.push_back({layer.name, layer.kind, value.shape()[1].size()});
  }
}

Probe::Probe(const nn::ArchSpec& arch, const loss::ChosenLoss& loss,
             const std::shared_ptr<program::Variables>& variables, std::shared_ptr<ThreadPool> pool,
             const Source& source, std::span<const int64_t> rows)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  const Value last = nn::build(state.graph, arch).at(0);
  const bool classes = loss.loss->targets == loss::Targets::kClasses;
  const Value y = classes ? state.graph.input("y", {batch()}, Type::kI64)
                          : state.graph.input("y", last.shape());
  const bool weighted = std::any_of(source.inputs.begin(), source.inputs.end(),
                                    [](const NamedRows& each) { return each.name == "weight"; });
  const Value mean =
      weighted ? loss::weighted_by_rows(loss, last, y, state.graph.input("weight", {batch()})).mean
               : loss.apply(last, y).mean;
  state.outputs = {mean};
  state.add_weights(mean);
  state.add_units(last);

  const size_t count = std::min(rows.size(), kRows);
  for (size_t i = 0; i < count; ++i) state.rows.push_back(rows[i * rows.size() / count]);
  state.start = trainable(*variables);
  program::Options options;
  options.real = variables->real();
  options.assign = false;
  options.capacity = static_cast<int64_t>(count);
  options.variables = variables;
  options.pool = std::move(pool);
  state.program.emplace(state.graph, state.outputs, options);
  if (state.program->has_input("seed")) state.program->set_integer(state.program->input("seed"), 0);
  source.bind(*state.program);
}

Probe::~Probe() = default;

View Probe::look(int64_t epoch) {
  View view = state_->names;
  view.epoch = epoch;
  program::Program& program = *state_->program;
  const auto count = static_cast<int64_t>(state_->rows.size());
  program.run_steps({state_->rows, count, 0}, [](int64_t, int64_t) { return true; });
  view.loss = program.scalar(0);
  size_t next = 1;
  for (WeightsView& weights : view.weights) {
    weights.gradient = program.scalar(next++);
    weights.size = program.scalar(next++);
  }
  for (UnitsView& units : view.units) {
    const Tensor value = program.output(next++);
    if (!is_rectifier(units.kind)) {
      units.saturated = value.at(0);
      continue;
    }
    for (int64_t i = 0; i < value.count(); ++i) units.dead += value.at(i) == 0 ? 1 : 0;
    units.dead /= static_cast<double>(std::max<int64_t>(1, value.count()));
  }
  return view;
}

double Probe::moved() const {
  const std::vector<double> now = trainable(*state_->program->variables());
  double way = 0;
  double size = 0;
  for (size_t i = 0; i < state_->start.size(); ++i) {
    way += (now[i] - state_->start[i]) * (now[i] - state_->start[i]);
    size += state_->start[i] * state_->start[i];
  }
  return size > 0 ? std::sqrt(way / size) : std::sqrt(way);
}

}  // namespace glia::train
