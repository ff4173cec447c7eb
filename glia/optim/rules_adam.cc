// Adam and its relatives: a running mean of the gradient over the root of one of its square, both
// corrected for their start at 0.
#include <cmath>

#include "glia/graph/ops/elementwise.h"
#include "glia/optim/rules_internal.h"

namespace glia::optim {
namespace {

struct Moments {
  Value m, v;
};

// m <- beta1 m + (1 - beta1) g; v <- beta2 v + (1 - beta2) g^2.
Moments moments(const Update& u, const std::string& rule, const Numbers& options) {
  const double b1 = options.at("beta1");
  const double b2 = options.at("beta2");
  const Value m_before = u.slot(rule + ".m");
  const Value v_before = u.slot(rule + ".v");
  const Value m_kept = m_before * b1;
  const Value m = m_kept + u.gradient * (1 - b1);
  const Value v_kept = v_before * b2;
  const Value v = v_kept + graph::square(u.gradient) * (1 - b2);
  u.graph.assign(m_before, m);
  u.graph.assign(v_before, v);
  return {m, v};
}

// base^t as a scalar.
Value power(const Update& u, double base, Value t) { return graph::pow(u.graph.constant(base), t); }

// 1 / sqrt(1 - beta2^t): once, not once for each element.
Value root_scale(const Update& u, const Numbers& options) {
  return 1.0 / graph::sqrt(1.0 - power(u, options.at("beta2"), u.step));
}

// w <- w - rate m^ / (sqrt(v^) + epsilon), m^ = m / (1 - beta1^t), v^ = v / (1 - beta2^t). The
// plan recognises this form and runs it in one pass.
Value descend(const Update& u, Value m, Value v, const Numbers& options) {
  const Value m_scale = u.rate / (1.0 - power(u, options.at("beta1"), u.step));
  const Value v_scale = root_scale(u, options);
  const Value top = m_scale * m;
  return u.variable - top / (graph::sqrt(v) * v_scale + options.at("epsilon"));
}

Value adam(const Update& u, const Numbers& options) {
  const Moments now = moments(u, "adam", options);
  return descend(u, now.m, now.v, options);
}

// Adam with the largest v so far.
Value amsgrad(const Update& u, const Numbers& options) {
  const Moments now = moments(u, "amsgrad", options);
  const Value before = u.slot("amsgrad.largest");
  const Value largest = graph::maximum(before, now.v);
  u.graph.assign(before, largest);
  return descend(u, now.m, largest, options);
}

// Adam with Nesterov's step ahead: the mean of m with the weight mu of the next step, the gradient
// with the rest, mu_t = beta1 (1 - 0.96^(t decay) / 2); the corrections are products of all mu.
Value nadam(const Update& u, const Numbers& options) {
  const Moments now = moments(u, "nadam", options);
  const double b1 = options.at("beta1");
  const double slow = std::pow(0.96, options.at("decay"));
  const Value mu = (1.0 - power(u, slow, u.step) * 0.5) * b1;
  const Value mu_next = (1.0 - power(u, slow, u.step + 1.0) * 0.5) * b1;
  const Value product_before = u.scalar_slot("nadam.product", 1);
  const Value product = product_before * mu;
  u.graph.assign(product_before, product);
  const Value g_rest = 1.0 - product;
  const Value g_scale = u.rate * (1.0 - mu) / g_rest;
  const Value m_rest = 1.0 - product * mu_next;
  const Value m_scale = u.rate * mu_next / m_rest;
  const Value v_scale = root_scale(u, options);
  const Value denominator = graph::sqrt(now.v) * v_scale + options.at("epsilon");
  const Value ahead = g_scale * u.gradient;
  return u.variable - (ahead + m_scale * now.m) / denominator;
}

constexpr NumberOption kBeta1 = {"beta1", 0.9, Range::kShare, "the share of m that stays"};
constexpr NumberOption kBeta2 = {"beta2", 0.999, Range::kShare, "the share of v that stays"};
constexpr NumberOption kEpsilon = {"epsilon", 1e-8, Range::kAboveZero, "keeps the quotient finite"};

}  // namespace

std::vector<Rule> adam_rules() {
  return {
      {"adam",
       "m, v: running means of g, g^2; w - rate m^/(sqrt(v^) + epsilon). Kingma and Ba 2015",
       0.001,
       {kBeta1, kBeta2, kEpsilon},
       adam,
       StepLength::kRate},
      {"adamw",
       "adam, and w shrinks by rate weight_decay w. Loshchilov and Hutter 2019",
       0.001,
       {{"weight_decay", 0.01, Range::kAtLeastZero, "the shrinking, unless it is set elsewhere"},
        kBeta1,
        kBeta2,
        kEpsilon},
       adam,
       StepLength::kRate},
      {"amsgrad",
       "adam with the largest v so far. Reddi et al. 2018",
       0.001,
       {kBeta1, kBeta2, kEpsilon},
       amsgrad,
       StepLength::kRate},
      {"nadam",
       "adam with m a step ahead, as nesterov. Dozat 2016",
       0.002,
       {kBeta1,
        kBeta2,
        kEpsilon,
        {"decay", 0.004, Range::kAtLeastZero, "how slowly the weight of m grows to beta1"}},
       nadam,
       StepLength::kRate},
  };
}

}  // namespace glia::optim
