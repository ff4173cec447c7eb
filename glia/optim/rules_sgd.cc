// Rules that follow the gradient itself, with or without inertia. Over all rows at once (the batch
// "all") the first is full-batch gradient descent, Cauchy 1847.
#include "glia/graph/ops/elementwise.h"
#include "glia/optim/rules_internal.h"

namespace glia::optim {
namespace {

// w <- w - rate g.
Value sgd(const Update& u, const Numbers&) { return u.variable - u.rate * u.gradient; }

// u <- momentum u + g; w <- w - rate u.
Value momentum(const Update& u, const Numbers& options) {
  const Value before = u.slot("momentum.u");
  const Value velocity = before * options.at("momentum") + u.gradient;
  u.graph.assign(before, velocity);
  return u.variable - u.rate * velocity;
}

// u <- momentum u + g; w <- w - rate (g + momentum u): the gradient at the place to which the
// inertia alone would lead, in the form of Bengio et al. 2013 that needs no second evaluation.
Value nesterov(const Update& u, const Numbers& options) {
  const Value before = u.slot("nesterov.u");
  const double inertia = options.at("momentum");
  const Value velocity = before * inertia + u.gradient;
  u.graph.assign(before, velocity);
  const Value ahead = velocity * inertia + u.gradient;
  return u.variable - u.rate * ahead;
}

constexpr NumberOption kInertia = {"momentum", 0.9, Range::kShare, "the share of u that stays"};

}  // namespace

std::vector<Rule> sgd_rules() {
  return {
      {"sgd", "w - rate g. Robbins and Monro 1951", 0.01, {}, sgd, StepLength::kGradient},
      {"momentum",
       "u = momentum u + g; w - rate u. Polyak 1964, as in Sutskever et al. 2013",
       0.01,
       {kInertia},
       momentum,
       StepLength::kGradient},
      {"nesterov",
       "u = momentum u + g; w - rate (g + momentum u). Nesterov 1983, as in Bengio et al. 2013",
       0.01,
       {kInertia},
       nesterov,
       StepLength::kGradient},
  };
}

}  // namespace glia::optim
