#include "glia/optim/optimizer.h"

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/named.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/random.h"
#include "glia/graph/ops/reduce.h"

namespace glia::optim {
namespace {

using Options = std::map<std::string, double>;

Value sgd(const Update& u, const Options&) { return u.variable - u.rate * u.gradient; }

Value momentum(const Update& u, const Options& options) {
  const Value before = u.slot("momentum.u");
  const Value velocity = before * options.at("momentum") + u.gradient;
  u.graph.assign(before, velocity);
  return u.variable - u.rate * velocity;
}

Value adam(const Update& u, const Options& options) {
  const double b1 = options.at("beta1");
  const double b2 = options.at("beta2");
  const Value m_before = u.slot("adam.m");
  const Value v_before = u.slot("adam.v");
  const Value m = m_before * b1 + u.gradient * (1 - b1);
  const Value v = v_before * b2 + graph::square(u.gradient) * (1 - b2);
  u.graph.assign(m_before, m);
  u.graph.assign(v_before, v);
  // The scalars of the bias correction once, not once for each element.
  const Value m_scale = u.rate / (1.0 - graph::pow(u.graph.constant(b1), u.step));
  const Value v_scale = 1.0 / graph::sqrt(1.0 - graph::pow(u.graph.constant(b2), u.step));
  return u.variable - m_scale * m / (graph::sqrt(v) * v_scale + options.at("epsilon"));
}

const Rule kRules[] = {
    {"sgd", "w - rate g. Robbins and Monro 1951", 0.01, {}, sgd},
    {"momentum",
     "u = momentum u + g; w - rate u. Polyak 1964",
     0.01,
     {{"momentum", 0.9}},
     momentum},
    {"adam",
     "m, v: running means of g, g^2; w - rate m^/(sqrt(v^) + epsilon). Kingma and Ba 2015",
     0.001,
     {{"beta1", 0.9}, {"beta2", 0.999}, {"epsilon", 1e-8}},
     adam},
};

Options complete(const Rule& rule, const Options& given) {
  Options options = rule.options;
  for (const auto& [name, value] : given) {
    if (!options.contains(name)) {
      std::vector<std::string> known;
      for (const auto& [option, usual] : rule.options) known.push_back(option);
      fail_unknown(fmt::format("options of {}", rule.name), name, known);
    }
    options[name] = value;
  }
  return options;
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

Sgd::Sgd(double learning_rate) {
  name = "sgd";
  rate = learning_rate;
}

Momentum::Momentum(double learning_rate, double momentum) {
  name = "momentum";
  rate = learning_rate;
  options = {{"momentum", momentum}};
}

Adam::Adam(double learning_rate) {
  name = "adam";
  rate = learning_rate;
}

Value Update::slot(const std::string& slot) const {
  return graph.variable(slot + "/" + name, variable.shape(), nullptr, graph::VariableKind::kState,
                        slot);
}

std::span<const Rule> rules() { return kRules; }

const Rule& find_rule(std::string_view name) { return find_named("optimizer", name, rules()); }

void add_updates(Graph& graph, const std::vector<Value>& variables,
                 const std::vector<Value>& gradients, Value rate, const Optimizer& optimizer) {
  GLIA_ASSERT(variables.size() == gradients.size());
  const Rule& rule = find_rule(optimizer.name);
  const Options options = complete(rule, optimizer.options);
  const graph::Scope scope(graph, optimizer.name, graph::Stage::kUpdate);
  const Value step = graph::cast(graph::randomness(graph).step, Type::kReal) + 1.0;
  Value factor;
  if (optimizer.clip_norm > 0 && !gradients.empty())
    factor = clip_factor(graph, gradients, optimizer.clip_norm);
  for (size_t i = 0; i < variables.size(); ++i) {
    const std::string name = variables[i].node().attributes.text;
    double decay = optimizer.weight_decay;
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
    const Value gradient = factor ? gradients[i] * factor : gradients[i];
    Value updated = rule.update({graph, name, variables[i], gradient, own_rate, step}, options);
    if (decay > 0) updated = updated - own_rate * decay * variables[i];
    graph.assign(variables[i], updated);
  }
}

}  // namespace glia::optim
