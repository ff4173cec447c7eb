#include "glia/program/program.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "glia/base/error.h"
#include "glia/base/float_env.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/leaf.h"
#include "glia/program/compiled.h"

namespace glia::program {

using graph::Array;
using graph::Node;

namespace {

std::vector<int> ids_of(const std::vector<graph::Value>& values) {
  std::vector<int> ids;
  ids.reserve(values.size());
  for (const graph::Value& value : values) ids.push_back(value.id());
  return ids;
}

}  // namespace

Program::Program(graph::Graph& graph, const std::vector<graph::Value>& outputs, Options options)
    : graph_(&graph),
      outputs_(ids_of(outputs)),
      output_data_(outputs_.size(), nullptr),
      options_(std::move(options)),
      assignments_(options_.assign ? graph.assignments().size() : 0),
      variables_(options_.variables),
      memory_(std::make_unique<Memory>()) {
  for (const graph::Value& output : outputs) {
    if (!output || &output.graph() != &graph)
      fail(ErrorKind::kUsage, "program: an output belongs to another graph");
  }
  const graph::Value guard = options_.guard;
  if (guard && &guard.graph() != &graph)
    fail(ErrorKind::kUsage, "program: the guard belongs to another graph");
  if (guard && (guard.shape().rank() != 0 || guard.type() != Type::kReal)) {
    fail(ErrorKind::kUsage, say("program: the guard must be a real scalar, found {} {}",
                                type_name(guard.type()), guard.shape().to_string()));
  }
  if (options_.pool == nullptr) options_.pool = std::make_shared<ThreadPool>(1);
  if (variables_ == nullptr) {
    variables_ = std::make_shared<Variables>(graph, options_.real);
    variables_->initialize(graph, options_.seed);
  }
  if (variables_->real() != options_.real) {
    fail(ErrorKind::kUsage, say("program: variables are {}, the program {}",
                                real_name(variables_->real()), real_name(options_.real)));
  }
  main_ = std::make_unique<Compiled>(graph, outputs_, guard ? guard.id() : -1, assignments_,
                                     options_.mode, options_.plan);

  memory_->real = options_.real;
  memory_->pool = options_.pool.get();
  memory_->inputs.assign(graph.nodes().size(), nullptr);
  memory_->copy_bytes.assign(graph.nodes().size(), 0);
  memory_->variables.assign(graph.variables().size(), nullptr);
  for (size_t i = 0; i < graph.variables().size(); ++i) {
    const graph::Variable& variable = graph.variables()[i];
    const int at = variables_->find(variable.name);
    bool live = main_->plan.nodes()[static_cast<size_t>(variable.node)].live;
    for (const Commit& commit : main_->plan.commits())
      live |= commit.variable == static_cast<int>(i);
    const bool fits =
        at >= 0 && variables_->entries()[static_cast<size_t>(at)].shape == variable.shape;
    if (fits) memory_->variables[i] = variables_->data(at);
    if (!fits && live) {
      fail(ErrorKind::kUsage, say("program: the given variables have no {} of shape {}",
                                  variable.name, variable.shape.to_string()));
    }
  }
  declare_inputs();
}

Program::~Program() = default;
Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;

std::vector<int64_t> Program::sizes_of(const Plan& plan) const {
  std::vector<int64_t> sizes;
  for (size_t i = 0; i < plan.symbols().size(); ++i)
    sizes.push_back(symbols_[i].size < 0 ? 1 : symbols_[i].size);
  return sizes;
}

BoundPlan& Program::bound(Compiled& compiled, bool in_bands) {
  // The common case, a run like the last one, compares a number or two and allocates nothing.
  for (auto at = compiled.bindings.begin(); at != compiled.bindings.end(); ++at) {
    bool same = !at->stale(*memory_) && at->in_bands() == in_bands;
    for (size_t i = 0; same && i < at->sizes().size(); ++i)
      same = at->sizes()[i] == (symbols_[i].size < 0 ? 1 : symbols_[i].size);
    if (!same) continue;
    compiled.bindings.splice(compiled.bindings.begin(), compiled.bindings, at);
    return compiled.bindings.front();
  }
  compiled.bindings.remove_if([&](const BoundPlan& plan) { return plan.stale(*memory_); });
  if (compiled.bindings.size() >= Compiled::kMostBindings) compiled.bindings.pop_back();
  compiled.bindings.emplace_front(compiled.plan, sizes_of(compiled.plan), in_bands, *memory_);
  return compiled.bindings.front();
}

Program::Compiled& Program::active() {
  if (!observer_) return *main_;
  if (plain_ == nullptr) {
    const graph::Value guard = options_.guard;
    plain_ =
        std::make_unique<Compiled>(*graph_, outputs_, guard ? guard.id() : -1, assignments_,
                                   options_.mode, PlanOptions{false, false, false, false, false});
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
  return run_prepared(prepare());
}

// The plan for the sizes given; what it keeps of the variables is theirs of now.
BoundPlan& Program::prepare(bool in_bands) {
  check_sizes();
  BoundPlan& plan = bound(active(), in_bands);
  if (plan.dense_step() != nullptr) plan.dense_step()->load_variables();
  for (size_t i = 0; i < outputs_.size(); ++i) {
    const bool real = graph_->node(outputs_[i]).type == Type::kReal;
    output_data_[i] = real ? plan.output_data(outputs_[i]) : nullptr;
  }
  return plan;
}

bool Program::run_prepared(BoundPlan& plan) {
  last_ = &plan;
  if (observer_) return run_observed(plan);
  if (DenseStep* dense = plan.dense_step()) {
    if (!dense->run_values()) return false;
    plan.run_dense_updates(*memory_);
    return true;
  }
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
  const void* data = output_data_[i];
  if (data == nullptr) return output(i).item();
  return options_.real == Real::kFloat ? static_cast<double>(*static_cast<const float*>(data))
                                       : *static_cast<const double*>(data);
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
      if (input.given || !input.live) continue;
      fail(ErrorKind::kUsage, say("program: input {} of {} was not given",
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

size_t Program::arena_bytes() const { return last_ == nullptr ? 0 : last_->arena_bytes(); }

}  // namespace glia::program
