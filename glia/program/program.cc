#include "glia/program/program.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <list>

#include "glia/base/error.h"
#include "glia/base/float_env.h"
#include "glia/base/format.h"
#include "glia/graph/ops/leaf.h"
#include "glia/program/bound_plan.h"

namespace glia::program {

using graph::Array;
using graph::Node;

// A plan with its bindings, newest first. Few sizes occur: a full batch, a short last one, one row.
struct Program::Compiled {
  Compiled(const graph::Graph& graph, const std::vector<int>& outputs, int guard,
           const Options& options, PlanOptions plan_options)
      : plan(graph, outputs, guard, options.assign, options.mode, plan_options) {}

  static constexpr size_t kMostBindings = 8;
  Plan plan;
  std::list<BoundPlan> bindings;
};

namespace {

std::vector<int> ids_of(const std::vector<graph::Value>& values) {
  std::vector<int> ids;
  for (const graph::Value& value : values) ids.push_back(value.id());
  return ids;
}

}  // namespace

Program::Program(graph::Graph& graph, std::vector<graph::Value> outputs, Options options)
    : graph_(&graph),
      outputs_(ids_of(outputs)),
      options_(std::move(options)),
      variables_(options_.variables),
      memory_(std::make_unique<Memory>()) {
  for (const graph::Value& output : outputs) {
    if (!output || &output.graph() != &graph)
      fail(ErrorKind::kUsage, "program: an output belongs to another graph");
  }
  const graph::Value guard = options_.guard;
  if (guard && (guard.shape().rank() != 0 || guard.type() != Type::kReal)) {
    fail(ErrorKind::kUsage, fmt::format("program: the guard must be a real scalar, found {} {}",
                                        type_name(guard.type()), guard.shape().to_string()));
  }
  if (options_.pool == nullptr) options_.pool = std::make_shared<ThreadPool>(1);
  if (variables_ == nullptr) {
    variables_ = std::make_shared<Variables>(graph, options_.real);
    variables_->initialize(graph, options_.seed);
  }
  if (variables_->real() != options_.real) {
    fail(ErrorKind::kUsage, fmt::format("program: variables are {}, the program {}",
                                        real_name(variables_->real()), real_name(options_.real)));
  }
  main_ = std::make_unique<Compiled>(graph, outputs_, guard ? guard.id() : -1, options_,
                                     options_.plan);

  memory_->real = options_.real;
  memory_->pool = options_.pool.get();
  memory_->inputs.assign(graph.nodes().size(), nullptr);
  memory_->variables.assign(graph.variables().size(), nullptr);
  for (size_t i = 0; i < graph.variables().size(); ++i) {
    const graph::Variable& variable = graph.variables()[i];
    const int at = variables_->find(variable.name);
    const bool live = main_->plan.nodes()[static_cast<size_t>(variable.node)].live;
    const bool fits = at >= 0 && variables_->entries()[static_cast<size_t>(at)].shape == variable.shape;
    if (fits) memory_->variables[i] = variables_->data(at);
    if (!fits && live) {
      fail(ErrorKind::kUsage, fmt::format("program: the given variables have no {} of shape {}",
                                          variable.name, variable.shape.to_string()));
    }
  }
  for (const std::string& name : main_->plan.symbols())
    symbols_.push_back({name, -1, std::max<int64_t>(1, options_.capacity)});
  for (const int node : graph.inputs()) {
    Input input;
    input.node = node;
    inputs_.push_back(std::move(input));
    reserve_input(static_cast<int>(inputs_.size()) - 1);
  }
  step_input_ = has_input("step") ? input("step") : -1;
}

Program::~Program() = default;
Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;

int Program::input(std::string_view name) const {
  for (size_t i = 0; i < inputs_.size(); ++i)
    if (graph_->input_name(inputs_[i].node) == name) return static_cast<int>(i);
  fail(ErrorKind::kUsage, fmt::format("program: no input is named {}", name));
}

bool Program::has_input(std::string_view name) const {
  return std::any_of(inputs_.begin(), inputs_.end(), [&](const Input& input) {
    return graph_->input_name(input.node) == name;
  });
}

// Memory for the input at the capacity of its symbols.
void Program::reserve_input(int i) {
  Input& input = inputs_[static_cast<size_t>(i)];
  const Node& node = graph_->node(input.node);
  int64_t count = 1;
  for (const Dim& dim : node.shape.dims()) {
    int64_t size = dim.size();
    if (dim.is_symbol()) {
      size = 1;
      for (const Symbol& symbol : symbols_)
        if (symbol.name == dim.name()) size = symbol.capacity;
    }
    count *= size;
  }
  const size_t bytes = static_cast<size_t>(count) * type_size(node.type, options_.real);
  if (input.data.size() >= std::max<size_t>(bytes, 8)) return;
  AlignedBuffer grown(std::max<size_t>(bytes, 64));
  if (input.data.size() > 0) std::memcpy(grown.data(), input.data.data(), input.data.size());
  input.data = std::move(grown);
  memory_->inputs[static_cast<size_t>(input.node)] = input.data.data();
  main_->bindings.clear();
  if (plain_) plain_->bindings.clear();
  last_ = nullptr;
}

void Program::set_size(const Shape& shape, int axis, int64_t size, int input) {
  const Dim& dim = shape[axis];
  if (!dim.is_symbol()) {
    if (dim.size() == size) return;
    fail(ErrorKind::kUsage,
         fmt::format("program: input {} has shape {}; axis {} can't have size {}",
                     graph_->input_name(inputs_[static_cast<size_t>(input)].node),
                     shape.to_string(), axis, size));
  }
  for (Symbol& symbol : symbols_) {
    if (symbol.name != dim.name()) continue;
    symbol.size = size;
    if (size <= symbol.capacity) return;
    symbol.capacity = size;
    for (size_t i = 0; i < inputs_.size(); ++i) reserve_input(static_cast<int>(i));
    return;
  }
}

void Program::set(int i, const Tensor& value) {
  Input& input = inputs_[static_cast<size_t>(i)];
  const Node& node = graph_->node(input.node);
  if (value.shape().rank() != node.shape.rank()) {
    fail(ErrorKind::kUsage, fmt::format("program: input {} has shape {}, the given value {}",
                                        graph_->input_name(input.node), node.shape.to_string(),
                                        value.shape().to_string()));
  }
  for (int axis = 0; axis < node.shape.rank(); ++axis)
    set_size(node.shape, axis, value.shape()[axis].size(), i);
  Tensor own(value.shape(), node.type, options_.real);
  for (int64_t k = 0; k < own.count(); ++k) own.set(k, value.at(k));
  if (own.bytes() > 0) std::memcpy(input.data.data(), own.data(), own.bytes());
  input.given = true;
}

void Program::set(int i, double scalar) {
  Input& input = inputs_[static_cast<size_t>(i)];
  const Node& node = graph_->node(input.node);
  if (node.type != Type::kReal || node.shape.rank() != 0) return set(i, Tensor::scalar(scalar));
  if (options_.real == Real::kFloat)
    *input.data.as<float>() = static_cast<float>(scalar);
  else
    *input.data.as<double>() = scalar;
  input.given = true;
}

void Program::set_integer(int i, int64_t scalar) {
  Input& input = inputs_[static_cast<size_t>(i)];
  const Node& node = graph_->node(input.node);
  GLIA_ASSERT(node.type == Type::kI64 && node.shape.rank() == 0);
  *input.data.as<int64_t>() = scalar;
  input.given = true;
}

void* Program::rows(int i, int64_t rows) {
  Input& input = inputs_[static_cast<size_t>(i)];
  set_size(graph_->node(input.node).shape, 0, rows, i);
  input.given = true;
  return input.data.data();
}

std::vector<int64_t> Program::sizes_of(const Plan& plan) const {
  std::vector<int64_t> sizes;
  for (const std::string& name : plan.symbols()) {
    for (const Symbol& symbol : symbols_)
      if (symbol.name == name) sizes.push_back(symbol.size < 0 ? 1 : symbol.size);
  }
  return sizes;
}

BoundPlan& Program::bound(Compiled& compiled) {
  // The common case, a run like the last one, compares a number or two and allocates nothing.
  for (auto at = compiled.bindings.begin(); at != compiled.bindings.end(); ++at) {
    bool same = !at->stale(*memory_);
    for (size_t i = 0, k = 0; same && i < symbols_.size(); ++i, ++k)
      same = at->sizes()[k] == (symbols_[i].size < 0 ? 1 : symbols_[i].size);
    if (!same) continue;
    compiled.bindings.splice(compiled.bindings.begin(), compiled.bindings, at);
    return compiled.bindings.front();
  }
  compiled.bindings.remove_if([&](const BoundPlan& plan) { return plan.stale(*memory_); });
  if (compiled.bindings.size() >= Compiled::kMostBindings) compiled.bindings.pop_back();
  compiled.bindings.emplace_front(compiled.plan, sizes_of(compiled.plan), *memory_);
  return compiled.bindings.front();
}

Program::Compiled& Program::active() {
  if (!observer_) return *main_;
  if (plain_ == nullptr) {
    const graph::Value guard = options_.guard;
    plain_ = std::make_unique<Compiled>(*graph_, outputs_, guard ? guard.id() : -1, options_,
                                        PlanOptions{false, false, false});
  }
  return *plain_;
}

bool Program::guard_is_finite(const BoundPlan& plan) const {
  if (!options_.guard) return true;
  const Array array = plan.output(options_.guard.id());
  return options_.real == Real::kFloat ? std::isfinite(*static_cast<const float*>(array.data))
                                       : std::isfinite(*static_cast<const double*>(array.data));
}

bool Program::step() {
  const FlushDenormals flush;
  BoundPlan& plan = bound(active());
  last_ = &plan;
  if (observer_) return run_observed(plan);
  plan.run_values(*memory_);
  if (!guard_is_finite(plan)) return false;
  plan.run_updates(*memory_);
  plan.commit();
  return true;
}

// One node a step, in graph order: a value is shown once everything it needs has run.
bool Program::run_observed(BoundPlan& bound) {
  const Plan& plan = plain_->plan;
  std::vector<size_t> done_after(plan.nodes().size(), 0);
  for (size_t s = 0; s < plan.steps().size(); ++s) {
    const PlanStep& step = plan.steps()[s];
    if (step.kind == PlanStep::Kind::kKernel) done_after[static_cast<size_t>(step.node)] = s + 1;
    for (const int id : step.members) done_after[static_cast<size_t>(id)] = s + 1;
  }
  size_t ran = 0;
  const auto run_to = [&](size_t end) {
    if (end > ran) {
      bound.run_steps(ran, end, *memory_);
      ran = end;
    }
  };
  const auto show = [&](bool updates) {
    for (size_t id = 0; id < plan.nodes().size(); ++id) {
      const PlanNode& planned = plan.nodes()[id];
      const Node& node = graph_->node(static_cast<int>(id));
      if (!planned.live || (node.stage == graph::Stage::kUpdate) != updates) continue;
      run_to(done_after[static_cast<size_t>(plan.source(static_cast<int>(id)))]);
      observer_({node, static_cast<int>(id), bound.array(static_cast<int>(id))});
    }
  };
  show(false);
  run_to(bound.first_update());
  if (!guard_is_finite(bound)) return false;
  show(true);
  run_to(plan.steps().size());
  bound.commit();
  return true;
}

Tensor Observation::value() const {
  Shape shape;
  for (int axis = 0; axis < array.rank; ++axis) shape.push_back(array.extent[axis]);
  Tensor tensor(shape, array.type, array.real);
  const auto size = static_cast<int64_t>(type_size(array.type, array.real));
  for (int64_t i = 0; i < tensor.count(); ++i) {
    int64_t rest = i;
    int64_t offset = 0;
    for (int axis = array.rank - 1; axis >= 0; --axis) {
      offset += rest % array.extent[axis] * array.stride[axis];
      rest /= array.extent[axis];
    }
    std::memcpy(static_cast<char*>(tensor.data()) + i * size,
                static_cast<const char*>(array.data) + offset * size, static_cast<size_t>(size));
  }
  return tensor;
}

Tensor Program::output(size_t i) const {
  GLIA_ASSERT(last_ != nullptr && i < outputs_.size());
  const Array array = last_->output(outputs_[i]);
  return Observation{graph_->node(outputs_[i]), outputs_[i], array}.value();
}

double Program::scalar(size_t i) const {
  GLIA_ASSERT(last_ != nullptr && i < outputs_.size());
  const Array array = last_->output(outputs_[i]);
  if (array.type != Type::kReal) return output(i).item();
  return options_.real == Real::kFloat ? static_cast<double>(*static_cast<const float*>(array.data))
                                       : *static_cast<const double*>(array.data);
}

const void* Program::output_data(size_t i) const {
  GLIA_ASSERT(last_ != nullptr && i < outputs_.size());
  const Array array = last_->output(outputs_[i]);
  int64_t stride = 1;
  for (int axis = array.rank - 1; axis >= 0; --axis) {
    if (array.extent[axis] > 1 && array.stride[axis] != stride) return nullptr;
    stride *= array.extent[axis];
  }
  return array.data;
}

std::vector<Tensor> Program::run_all(int given) {
  if (given != static_cast<int>(inputs_.size())) {
    for (const Input& input : inputs_) {
      if (input.given) continue;
      fail(ErrorKind::kUsage, fmt::format("program: input {} of {} was not given",
                                          graph_->input_name(input.node), inputs_.size()));
    }
  }
  if (!step()) fail(ErrorKind::kDiverged, "program: the guard is not finite; nothing was updated");
  std::vector<Tensor> results;
  for (size_t i = 0; i < outputs_.size(); ++i) results.push_back(output(i));
  return results;
}

void Program::observe(Observer observer) {
  observer_ = std::move(observer);
  last_ = nullptr;
}

std::string Program::describe() const {
  const Plan& plan = main_->plan;
  std::string text;
  size_t index = 0;
  for (const PlanStep& step : plan.steps()) {
    text += fmt::format("{:4}  ", index++);
    if (step.kind == PlanStep::Kind::kCopy) {
      text += fmt::format("copy {}", graph_->node(step.node).op->name);
    } else {
      std::string names;
      if (step.node >= 0) names = graph_->node(step.node).op->name;
      for (const int id : step.members)
        names += (names.empty() ? "" : " + ") + std::string(graph_->node(id).op->name);
      text += names;
    }
    const int last = step.members.empty() ? step.node : step.members.back();
    const Node& node = graph_->node(last);
    text += fmt::format("  {}{}{}\n", node.shape.to_string(), node.scope.empty() ? "" : "  in ",
                        node.scope);
  }
  return text;
}

size_t Program::arena_bytes() const { return last_ == nullptr ? 0 : last_->arena_bytes(); }

}  // namespace glia::program
