// Rules that evaluate the loss several times in a step: the table's side of lbfgs.h and newton.h.
// Both want all rows in a batch, where the loss is one function.
#include "glia/optim/rules_internal.h"

namespace glia::optim {

std::vector<Rule> closure_rules() {
  return {
      {"lbfgs",
       "w - t H g, H from the last steps, t by a line search; all rows at once. Nocedal 1980",
       1,
       {{"history", 10, Range::kCount, "steps remembered"},
        {"iterations", 20, Range::kCount, "in a step of training, at most"},
        {"line_search", 1, Range::kFlag, "0: the rate is the length"}},
       nullptr},
      {"newton",
       "w - t H^-1 g, H all second derivatives, t by a line search; for small networks, all rows "
       "at once. Nocedal and Wright 2006",
       1,
       {{"damping", 0, Range::kAtLeastZero, "added to the diagonal of H. Levenberg 1944"}},
       nullptr},
  };
}

}  // namespace glia::optim
