#include "glia/train/closure_step.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/optim/lbfgs.h"
#include "glia/optim/newton.h"
#include "glia/train/step_internal.h"

namespace glia::train {
namespace {

using optim::Vector;

void check_options(const SupervisedOptions& options, const optim::Rule& rule) {
  const optim::Optimizer& optimizer = options.optimizer;
  const bool plain = optimizer.clip_norm == 0 && optimizer.constraints.clip_value == 0 &&
                     optimizer.constraints.max_norm == 0 && optimizer.weight_decay == 0 &&
                     optimizer.overrides.empty() && options.mixup == 0;
  if (plain) return;
  fail(ErrorKind::kUsage, say("optimizer {}: its direction is not the gradient of one batch, so "
                              "clipping, weight decay, max-norm, mixup and rates of single "
                              "variables have no meaning; an l2 penalty has",
                              rule.name));
}

// A whole block of numbers of the program's precision, as doubles and back.
void read_numbers(const void* from, Real real, std::span<double> to) {
  if (real == Real::kDouble) {
    std::copy_n(static_cast<const double*>(from), to.size(), to.data());
  } else {
    std::copy_n(static_cast<const float*>(from), to.size(), to.data());
  }
}

void write_numbers(std::span<const double> from, Real real, void* to) {
  if (real == Real::kDouble) {
    std::copy_n(from.data(), from.size(), static_cast<double*>(to));
  } else {
    auto* next = static_cast<float*>(to);
    for (const double x : from) *next++ = static_cast<float>(x);
  }
}

constexpr char kMemory[] = "lbfgs.memory";    // [2 history + 2, weights]
constexpr char kNumbers[] = "lbfgs.numbers";  // begun, pairs, scale, length

// Places in the memory: steps, changes, then the direction and the gradient.
struct Places {
  size_t step(size_t pair) const { return pair; }
  size_t change(size_t pair) const { return history + pair; }
  size_t direction() const { return 2 * history; }
  size_t gradient() const { return 2 * history + 1; }
  size_t history;
};

}  // namespace

struct ClosureStep::State {
  graph::Graph graph;
  const optim::Rule* rule = nullptr;
  Numbers options;
  std::optional<program::Program> program;    // loss, objective, gradients
  std::optional<program::Program> curvature;  // Hessian times the inputs `directions`
  std::vector<int> weights;                   // positions among the variables
  std::vector<int> directions;
  size_t count = 0;    // numbers in them
  bool fresh = false;  // the program has just run at the weights as they are

  Real real() const { return program->options().real; }

  // One part of the weights and where it begins among all.
  template <class F>
  void each_weight(F f) const {
    size_t first = 0;
    for (size_t i = 0; i < weights.size(); ++i) {
      const auto& entry = program->variables()->entries()[static_cast<size_t>(weights[i])];
      const auto size = static_cast<size_t>(entry.count);
      f(i, first, size);
      first += size;
    }
  }

  Vector read_weights() const {
    Vector x(count);
    each_weight([&](size_t i, size_t first, size_t size) {
      read_numbers(program->variables()->data(weights[i]), real(), {x.data() + first, size});
    });
    return x;
  }

  void write_weights(std::span<const double> x) {
    each_weight([&](size_t i, size_t first, size_t size) {
      write_numbers(x.subspan(first, size), real(), program->variables()->data(weights[i]));
    });
  }

  // Outputs first, first + 1, ... of a program, one for each weight.
  void read_outputs(const program::Program& from, size_t output, std::span<double> to) const {
    each_weight([&](size_t i, size_t first, size_t size) {
      const Tensor value = from.output(output + i);
      read_numbers(value.data(), real(), to.subspan(first, size));
    });
  }

  double evaluate(std::span<const double> x, std::span<double> gradient) {
    if (!fresh) {
      write_weights(x);
      program->step();
    }
    fresh = false;
    read_outputs(*program, 2, gradient);
    return program->scalar(1);
  }

  // Column by column: the Hessian times each unit vector.
  void second_derivatives(const program::Program::StepRange& rows, std::span<double> hessian) {
    Vector column(count);
    each_weight([&](size_t i, size_t first, size_t size) {
      const Shape& shape = program->variables()->entries()[static_cast<size_t>(weights[i])].shape;
      std::vector<double> unit(size);
      for (size_t k = 0; k < size; ++k) {
        unit[k] = 1;
        curvature->set(directions[i], Tensor::from(shape, unit));
        unit[k] = 0;
        // The rows are gathered once.
        if (first + k == 0)
          curvature->run_steps(rows, {});
        else
          curvature->step();
        read_outputs(*curvature, 0, column);
        for (size_t row = 0; row < count; ++row) hessian[row * count + first + k] = column[row];
      }
      curvature->set(directions[i], Tensor::from(shape, unit));
    });
  }

  optim::LbfgsState recall() const;
  void remember(const optim::LbfgsState& memory);
  double move(const program::Program::StepRange& rows, double rate);
};

optim::LbfgsState ClosureStep::State::recall() const {
  const program::Variables& variables = *program->variables();
  const Tensor memory = variables.get(variables.find(kMemory));
  const Tensor numbers = variables.get(variables.find(kNumbers));
  const Places places{static_cast<size_t>(options.at("history"))};
  const size_t width = type_size(Type::kReal, real());
  const auto row = [&](size_t place) {
    Vector v(count);
    read_numbers(static_cast<const std::byte*>(memory.data()) + place * count * width, real(), v);
    return v;
  };
  optim::LbfgsState state;
  state.begun = numbers.at(0) != 0;
  if (!state.begun) return state;
  for (size_t i = 0; i < static_cast<size_t>(numbers.at(1)); ++i)
    state.pairs.push_back({row(places.step(i)), row(places.change(i))});
  state.scale = numbers.at(2);
  state.length = numbers.at(3);
  state.direction = row(places.direction());
  state.gradient = row(places.gradient());
  return state;
}

void ClosureStep::State::remember(const optim::LbfgsState& state) {
  program::Variables& variables = *program->variables();
  auto* memory = static_cast<std::byte*>(variables.data(variables.find(kMemory)));
  const Places places{static_cast<size_t>(options.at("history"))};
  const size_t width = type_size(Type::kReal, real());
  const auto put = [&](size_t place, const Vector& v) {
    write_numbers(v, real(), memory + place * count * width);
  };
  for (size_t i = 0; i < state.pairs.size(); ++i) {
    put(places.step(i), state.pairs[i].step);
    put(places.change(i), state.pairs[i].change);
  }
  put(places.direction(), state.direction);
  put(places.gradient(), state.gradient);
  const double numbers[] = {state.begun ? 1.0 : 0.0, static_cast<double>(state.pairs.size()),
                            state.scale, state.length};
  write_numbers(numbers, real(), variables.data(variables.find(kNumbers)));
}

// One step over the rows that the program holds; returns the objective before it.
double ClosureStep::State::move(const program::Program::StepRange& rows, double rate) {
  Vector x = read_weights();
  const auto objective = [this](std::span<const double> at, std::span<double> gradient) {
    return evaluate(at, gradient);
  };
  double before = 0;
  if (rule->name == "newton") {
    const auto hessian = [&](std::span<const double>, std::span<double> to) {
      second_derivatives(rows, to);
    };
    before = optim::newton_step(objective, hessian, x, {rate, options.at("damping")});
  } else {
    optim::LbfgsOptions lbfgs;
    lbfgs.rate = rate;
    lbfgs.history = static_cast<int>(options.at("history"));
    lbfgs.iterations = static_cast<int>(options.at("iterations"));
    lbfgs.evaluations = lbfgs.iterations + lbfgs.iterations / 4;
    lbfgs.line_search = options.at("line_search") == 1;
    // From the variables and back at each step: a resumed run sees the same bits.
    optim::LbfgsState memory = recall();
    before = optim::lbfgs_step(objective, x, lbfgs, memory);
    if (std::isfinite(before) && memory.begun) remember(memory);
  }
  write_weights(x);
  return before;
}

ClosureStep::ClosureStep(const nn::ArchSpec& arch, const SupervisedOptions& options)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  graph::Graph& graph = state.graph;
  state.rule = &optim::find_rule(options.optimizer.name);
  state.options =
      complete_numbers(state.rule->name, state.rule->options, options.optimizer.options);
  check_options(options, *state.rule);
  const TrainingGraph training = add_training_graph(graph, arch, options);
  if (!graph.assignments().empty()) {
    fail(ErrorKind::kUsage, say("optimizer {}: a layer keeps statistics of the batches, and "
                                "a step has no single pass to take them from",
                                state.rule->name));
  }
  int64_t count = 0;
  for (const graph::Value& variable : training.variables) count += variable.shape().count();
  const bool newton = state.rule->name == "newton";
  if (newton && count > kMostNewtonWeights) {
    fail(ErrorKind::kUsage, say("optimizer newton: the network has {} weights, at most {} "
                                "are possible; lbfgs has no such limit",
                                count, kMostNewtonWeights));
  }
  state.count = static_cast<size_t>(count);

  program::Options compiled;
  compiled.real = options.real;
  compiled.capacity = options.batch;
  compiled.seed = options.seed;
  compiled.pool = options.pool;
  compiled.plan = options.plan;
  std::vector<graph::Value> products;
  std::vector<std::string> names;
  if (newton) {
    graph::Value along;
    for (size_t i = 0; i < training.variables.size(); ++i) {
      names.push_back("direction/" + training.variables[i].node().attributes.text);
      const graph::Value v = graph.input(names.back(), training.variables[i].shape());
      const graph::Value part = graph::sum(training.gradients[i] * v);
      along = along ? along + part : part;
    }
    products = graph::grad(along, training.variables);
  } else {
    const auto history = static_cast<int64_t>(state.options.at("history"));
    graph.variable(kMemory, {2 * history + 2, count}, nullptr, graph::VariableKind::kState);
    graph.variable(kNumbers, {4}, nullptr, graph::VariableKind::kState);
  }
  std::vector<graph::Value> outputs = {training.loss, training.objective};
  outputs.insert(outputs.end(), training.gradients.begin(), training.gradients.end());
  state.program.emplace(graph, outputs, compiled);
  compiled.variables = state.program->variables();
  compiled.pool = state.program->pool();
  if (newton) state.curvature.emplace(graph, products, compiled);
  for (const std::string& name : names) state.directions.push_back(state.curvature->input(name));
  for (const graph::Value& variable : training.variables)
    state.weights.push_back(compiled.variables->find(variable.node().attributes.text));
  for (auto* each : {&state.program, &state.curvature}) {
    if (*each && (*each)->has_input("seed"))
      (*each)->set_integer((*each)->input("seed"), static_cast<int64_t>(options.seed));
  }
}

ClosureStep::~ClosureStep() = default;

void ClosureStep::bind(const Source& source) {
  source.bind(*state_->program);
  if (state_->curvature) source.bind(*state_->curvature);
}

const std::shared_ptr<program::Variables>& ClosureStep::variables() const {
  return state_->program->variables();
}

const program::Program& ClosureStep::program() const { return *state_->program; }

int64_t ClosureStep::run(const Pass& pass) {
  State& state = *state_;
  int64_t done = 0;
  const auto count = static_cast<int64_t>(pass.rows.size());
  for (int64_t first = 0; first < count; first += pass.batch) {
    const int64_t rows = std::min(pass.batch, count - first);
    const int64_t step = pass.first_step + done;
    const program::Program::StepRange range = {
        pass.rows.subspan(static_cast<size_t>(first), static_cast<size_t>(rows)), rows, step};
    state.program->run_steps(range, {});
    state.fresh = true;
    const double loss = state.program->scalar(0);
    const double rate = pass.rate(step);
    if (!std::isfinite(state.move(range, rate))) explain_divergence(*state.program, step, rate);
    ++done;
    if (pass.after && !pass.after(step, rows, loss)) break;
  }
  return done;
}

std::unique_ptr<Step> make_step(const nn::ArchSpec& arch, const SupervisedOptions& options) {
  if (optim::find_rule(options.optimizer.name).closure())
    return std::make_unique<ClosureStep>(arch, options);
  return std::make_unique<SupervisedStep>(arch, options);
}

}  // namespace glia::train
