// Rules that give each weight a rate of its own, made from the squares of its past gradients.
#include "glia/graph/ops/elementwise.h"
#include "glia/optim/rules_internal.h"

namespace glia::optim {
namespace {

// mean <- keep mean + (1 - keep) x: a running mean over about 1 / (1 - keep) steps.
Value running_mean(const Update& u, const char* slot, double keep, Value x) {
  const Value before = u.slot(slot);
  const Value kept = before * keep;
  const Value mean = kept + x * (1 - keep);
  u.graph.assign(before, mean);
  return mean;
}

// v <- v + g^2; w <- w - rate / (1 + (t - 1) decay) g / (sqrt(initial + v) + epsilon).
Value adagrad(const Update& u, const Numbers& options) {
  const Value before = u.slot("adagrad.v");
  const Value v = before + graph::square(u.gradient);
  u.graph.assign(before, v);
  const double initial = options.at("initial");
  const Value root = graph::sqrt(initial > 0 ? v + initial : v) + options.at("epsilon");
  Value rate = u.rate;
  if (const double decay = options.at("decay"); decay > 0)
    rate = u.rate / ((u.step - 1.0) * decay + 1.0);
  return u.variable - rate * u.gradient / root;
}

// v <- alpha v + (1 - alpha) g^2; d = g / (sqrt(v) + epsilon); w <- w - rate d. With `centered` the
// square of the mean gradient is taken off v; with `momentum`, b <- momentum b + d stands for d.
Value rmsprop(const Update& u, const Numbers& options) {
  const double alpha = options.at("alpha");
  Value v = running_mean(u, "rmsprop.v", alpha, graph::square(u.gradient));
  if (options.at("centered") == 1) {
    const Value mean = running_mean(u, "rmsprop.m", alpha, u.gradient);
    // A variance; rounding alone can push it below 0.
    v = graph::maximum(v - graph::square(mean), u.graph.constant(0));
  }
  Value step = u.gradient / (graph::sqrt(v) + options.at("epsilon"));
  if (const double inertia = options.at("momentum"); inertia > 0) {
    const Value before = u.slot("rmsprop.b");
    step = before * inertia + step;
    u.graph.assign(before, step);
  }
  return u.variable - u.rate * step;
}

// v <- rho v + (1 - rho) g^2; d = g sqrt(e + epsilon) / sqrt(v + epsilon), e the running mean of
// the d^2 before: steps have the unit of the weights, so the usual rate is 1. w <- w - rate d.
Value adadelta(const Update& u, const Numbers& options) {
  const double rho = options.at("rho");
  const double epsilon = options.at("epsilon");
  const Value v = running_mean(u, "adadelta.v", rho, graph::square(u.gradient));
  const Value steps_before = u.slot("adadelta.e");
  const Value top = graph::sqrt(steps_before + epsilon);
  const Value bottom = graph::sqrt(v + epsilon);
  const Value step = top / bottom * u.gradient;
  running_mean(u, "adadelta.e", rho, graph::square(step));
  return u.variable - u.rate * step;
}

}  // namespace

std::vector<Rule> adaptive_rules() {
  return {
      {"adagrad",
       "v += g^2; w - rate g / (sqrt(v) + epsilon). Duchi et al. 2011",
       0.01,
       {{"epsilon", 1e-10, Range::kAtLeastZero, "keeps the quotient finite"},
        {"initial", 0, Range::kAtLeastZero, "added to v: holds the first steps back"},
        {"decay", 0, Range::kAtLeastZero, "of the rate: rate / (1 + (step - 1) decay)"}},
       adagrad},
      {"rmsprop",
       "v: running mean of g^2; w - rate g / (sqrt(v) + epsilon). Tieleman and Hinton 2012",
       0.01,
       {{"alpha", 0.99, Range::kShare, "the share of v that stays"},
        {"momentum", 0, Range::kShare, "the share of the last step that stays"},
        {"centered", 0, Range::kFlag, "1: v less the squared mean of g. Graves 2013"},
        {"epsilon", 1e-8, Range::kAboveZero, "keeps the quotient finite"}},
       rmsprop},
      {"adadelta",
       "v, e: running means of g^2, d^2; d = g sqrt(e + epsilon) / sqrt(v + epsilon); w - rate d. "
       "Zeiler 2012",
       1,
       {{"rho", 0.9, Range::kShare, "the share of v and e that stays"},
        {"epsilon", 1e-6, Range::kAboveZero, "makes the first steps"}},
       adadelta},
  };
}

}  // namespace glia::optim
