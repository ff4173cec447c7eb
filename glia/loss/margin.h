// Margin losses: a row costs nothing once its score is on the right side by enough.
//
// Yes/no: scores z shaped like the targets, which are 0 or 1 and stand for s = 2 t - 1 = -1 or +1.
// Classes: scores [rows, classes], i64 classes t [rows]; a row with a t outside counts as 0.
// Scalars, means over rows (and outputs). Errors: kUsage for shapes, types and margins of 0 or
// less.
#pragma once

#include "glia/graph/graph.h"

namespace glia::loss {

using graph::Value;

// mean max(0, margin - s z). Cortes and Vapnik 1995.
Value hinge(Value scores, Value target, double margin = 1);
// mean max(0, margin - s z)^2. Lee and Mangasarian 2001.
Value squared_hinge(Value scores, Value target, double margin = 1);
// mean e^(-s z): what AdaBoost lowers. Overflows where -s z is above 88 (double: 709). Freund and
// Schapire 1997.
Value exponential(Value scores, Value target);

// mean_rows sum_{j != t} max(0, margin - z_t + z_j) / classes, torch's MultiMarginLoss. Weston and
// Watkins 1999, after Crammer and Singer 2001, who take the largest term instead of the sum.
Value multi_hinge(Value scores, Value classes, double margin = 1);
// The same with each term squared (MultiMarginLoss with p = 2).
Value multi_squared_hinge(Value scores, Value classes, double margin = 1);
// mean_rows e^(-a/K), a = z_t - mean_{j != t} z_j, K = classes: what SAMME lowers. Zhu, Zou, Rosset
// and Hastie 2009.
Value multi_exponential(Value scores, Value classes);

}  // namespace glia::loss
