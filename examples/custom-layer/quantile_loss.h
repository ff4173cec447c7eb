// A loss from outside the library: a function of values needs no registration.
#pragma once

#include <glia/glia.hpp>

// mean of max(q e, (q - 1) e), e = target - prediction: lowest where a share q of the targets lies
// below the prediction. q in (0, 1). Koenker and Bassett 1978.
glia::graph::Value quantile_loss(glia::graph::Value prediction, glia::graph::Value target,
                                 double q);
