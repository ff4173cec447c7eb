// Losses of numbers: how far predictions lie from real targets.
//
// Shapes: prediction and target equal, of any rank; the result is a scalar, the mean over all
// elements unless it says otherwise. Errors: kUsage for shapes that differ. e = prediction -
// target. Finite for any finite input whose squares (squared errors only) and differences are.
#pragma once

#include "glia/graph/graph.h"

namespace glia::loss {

using graph::Value;

// mean e^2. Legendre 1805.
Value squared_error(Value prediction, Value target);
// mean e^2 / 2: the form whose slope is e.
Value half_squared_error(Value prediction, Value target);
// sum e^2 over all elements: the slope grows with the number of rows.
Value sum_squared_error(Value prediction, Value target);

// mean |e|; slope sign(e), 0 at 0. Laplace 1774.
Value absolute_error(Value prediction, Value target);

// mean of e^2 / 2 where |e| <= delta, else delta (|e| - delta / 2): one outlier can't dominate a
// batch. delta: in units of the target, above 0 (else kUsage). Huber 1964.
Value huber(Value prediction, Value target, double delta = 1);

// mean of ln cosh e: e^2 / 2 near 0, |e| - ln 2 far away, smooth in between; slope tanh(e). Exact
// to rounding near 0 and without overflow. Green 1990.
Value log_cosh(Value prediction, Value target);

}  // namespace glia::loss
