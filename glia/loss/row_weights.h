// Losses whose rows count differently: each by its weight, 0 or more.
#pragma once

#include "glia/loss/loss.h"

namespace glia::loss {

// sum_i w_i l_i / sum_i w_i, where l_i is what row i costs: its term of the mean over rows. Class
// weights multiply the rows'. weights: real [rows]. Rows that weigh nothing cost nothing.
// Errors: kUsage for a loss that takes no row weights, naming one that does.
WeightedMean weighted_by_rows(const ChosenLoss& loss, Value outputs, Value targets, Value weights);

}  // namespace glia::loss
