#include "glia/optim/optimizer.h"

#include "glia/base/error.h"
#include "glia/base/named.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/random.h"
#include "glia/graph/ops/reduce.h"
#include "glia/optim/rules_internal.h"

namespace glia::optim {
namespace {

std::vector<Rule> make_rules() {
  std::vector<Rule> all;
  for (const auto& family : {sgd_rules, adaptive_rules, adam_rules, sign_rules, closure_rules}) {
    for (Rule& rule : family()) all.push_back(std::move(rule));
  }
  return all;
}

Optimizer named(const char* name, double rate, Numbers options = {}) {
  Optimizer optimizer;
  optimizer.name = name;
  optimizer.rate = rate;
  optimizer.options = std::move(options);
  return optimizer;
}

// min(1, limit / |g|) over all gradients together. Pascanu et al. 2013.
Value clip_factor(Graph& graph, const std::vector<Value>& gradients, double limit) {
  Value sum;
  for (const Value& gradient : gradients) {
    const Value part = graph::sum(graph::square(gradient));
    sum = sum ? sum + part : part;
  }
  return graph::minimum(graph.constant(1),
                        limit / graph::maximum(graph::sqrt(sum), graph.constant(1e-30)));
}

}  // namespace

Sgd::Sgd(double learning_rate) : Optimizer(named("sgd", learning_rate)) {}
Momentum::Momentum(double learning_rate, double momentum)
    : Optimizer(named("momentum", learning_rate, {{"momentum", momentum}})) {}
Nesterov::Nesterov(double learning_rate, double momentum)
    : Optimizer(named("nesterov", learning_rate, {{"momentum", momentum}})) {}
Adagrad::Adagrad(double learning_rate) : Optimizer(named("adagrad", learning_rate)) {}
RmsProp::RmsProp(double learning_rate) : Optimizer(named("rmsprop", learning_rate)) {}
Adadelta::Adadelta(double learning_rate) : Optimizer(named("adadelta", learning_rate)) {}
Adam::Adam(double learning_rate) : Optimizer(named("adam", learning_rate)) {}
AdamW::AdamW(double learning_rate, double decay)
    : Optimizer(named("adamw", learning_rate, {{"weight_decay", decay}})) {}
AmsGrad::AmsGrad(double learning_rate) : Optimizer(named("amsgrad", learning_rate)) {}
Nadam::Nadam(double learning_rate) : Optimizer(named("nadam", learning_rate)) {}
Lion::Lion(double learning_rate) : Optimizer(named("lion", learning_rate)) {}

Value Update::slot(const std::string& slot) const {
  return graph.variable(slot + "/" + name, variable.shape(), nullptr, graph::VariableKind::kState,
                        slot);
}

Value Update::scalar_slot(const std::string& slot, double start) const {
  const auto fill = [start](std::span<double> values, uint64_t, uint64_t) {
    for (double& value : values) value = start;
  };
  return graph.variable(slot + "/" + name, {}, fill, graph::VariableKind::kState);
}

std::span<const Rule> rules() {
  static const std::vector<Rule> rules = make_rules();
  return rules;
}

const Rule& find_rule(std::string_view name) { return find_named("optimizer", name, rules()); }

Optimizer parse_optimizer(std::string_view text) {
  const Rule& rule = find_rule(choice_name(text));
  Optimizer optimizer;
  optimizer.name = rule.name;
  optimizer.rate = rule.rate;
  optimizer.options = choice_numbers("optimizer", text, rule.options);
  return optimizer;
}

std::string optimizer_text(const Optimizer& optimizer) {
  return choice_text(optimizer.name, optimizer.options);
}

void add_updates(Graph& graph, const std::vector<Value>& variables,
                 const std::vector<Value>& gradients, Value rate, const Optimizer& optimizer) {
  GLIA_ASSERT(variables.size() == gradients.size());
  const Rule& rule = find_rule(optimizer.name);
  if (rule.closure()) {
    fail(ErrorKind::kUsage, say("optimizer {}: it evaluates the loss several times in a "
                                "step, so no single update can stand in a graph",
                                rule.name));
  }
  const Numbers options = complete_numbers(rule.name, rule.options, optimizer.options);
  const auto own_decay = options.find("weight_decay");
  const double usual_decay = optimizer.weight_decay > 0 || own_decay == options.end()
                                 ? optimizer.weight_decay
                                 : own_decay->second;
  const graph::Scope scope(graph, optimizer.name, graph::Stage::kUpdate);
  const Value step = graph::cast(graph::randomness(graph).step, Type::kReal) + 1.0;
  std::vector<Value> clipped = gradients;
  if (optimizer.constraints.clip_value > 0)
    for (Value& gradient : clipped)
      gradient = clipped_by_value(gradient, optimizer.constraints.clip_value);
  Value factor;
  if (optimizer.clip_norm > 0 && !gradients.empty())
    factor = clip_factor(graph, clipped, optimizer.clip_norm);
  for (size_t i = 0; i < variables.size(); ++i) {
    const std::string name = variables[i].node().attributes.text;
    double decay = usual_decay;
    double rate_factor = 1;
    bool frozen = false;
    for (const Override& override : optimizer.overrides) {
      if (name.find(override.pattern) == std::string::npos) continue;
      frozen = frozen || override.frozen;
      rate_factor *= override.rate_factor;
      if (override.weight_decay >= 0) decay = override.weight_decay;
    }
    if (frozen) continue;
    const Value own_rate = rate_factor == 1 ? rate : rate * rate_factor;
    const Value gradient = factor ? clipped[i] * factor : clipped[i];
    Value updated = rule.update({graph, name, variables[i], gradient, own_rate, step}, options);
    if (decay > 0) updated = updated - own_rate * decay * variables[i];
    if (optimizer.constraints.max_norm > 0)
      updated = within_norm(updated, optimizer.constraints.max_norm);
    graph.assign(variables[i], updated);
  }
}

}  // namespace glia::optim
