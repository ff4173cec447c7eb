// Rules that use the sign of a direction alone, so that every weight moves by the rate.
#include "glia/graph/ops/elementwise.h"
#include "glia/optim/rules_internal.h"

namespace glia::optim {
namespace {

// c = beta1 m + (1 - beta1) g; w <- w - rate sign(c); m <- beta2 m + (1 - beta2) g.
Value lion(const Update& u, const Numbers& options) {
  const double b1 = options.at("beta1");
  const double b2 = options.at("beta2");
  const Value before = u.slot("lion.m");
  const Value direction_kept = before * b1;
  const Value direction = direction_kept + u.gradient * (1 - b1);
  const Value kept = before * b2;
  u.graph.assign(before, kept + u.gradient * (1 - b2));
  return u.variable - u.rate * graph::sign(direction);
}

}  // namespace

std::vector<Rule> sign_rules() {
  return {
      {"lion",
       "w - rate sign(beta1 m + (1 - beta1) g); m: running mean of g. Chen et al. 2023",
       0.0001,
       {{"beta1", 0.9, Range::kShare, "the share of m in the direction"},
        {"beta2", 0.99, Range::kShare, "the share of m that stays"}},
       lion,
       StepLength::kRate},
  };
}

}  // namespace glia::optim
