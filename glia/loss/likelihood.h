// Losses that come from a distribution: how likely the data are if a prediction is right.
//
// Pure functions; all but `likelihood` are to be lowered. Errors: kUsage for shapes that differ.
#pragma once

#include "glia/graph/graph.h"

namespace glia::loss {

using graph::Value;

// mean of (ln v + (m - y)^2 / v) / 2: the negative log likelihood of y under a normal distribution
// of mean m and variance v, less the constant ln(2 pi) / 2, which `full` adds. Shapes equal; a
// variance below `least` counts as `least` (there the slope by it is 0). Nix and Weigend 1994.
struct GaussianOptions {
  bool full = false;
  double least = 1e-6;  // above 0
};
Value gaussian_nll(Value mean, Value variance, Value target, const GaussianOptions& options = {});

// mean over the leading size of sum p (ln p - q): the relative entropy of p and e^q, in nats.
// log_probabilities q and target p (0 or more; 0 ln 0 = 0) have one shape, of rank 1 or more.
// Kullback and Leibler 1951.
Value kl_divergence(Value log_probabilities, Value target);

// prod p^t (1 - p)^(1 - t) over all elements: the likelihood of yes/no outcomes t (0 or 1, or
// shares) under probabilities p in (0, 1), for maximum likelihood as the books pose it: climb it,
// and arrive where the cross entropy, its negative logarithm over the count, is lowest. A product
// of n probabilities underflows for large n; that is why one lowers the other. Shapes equal and
// made of numbers. Fisher 1922.
Value likelihood(Value probabilities, Value outcomes);

}  // namespace glia::loss
