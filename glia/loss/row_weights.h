// Losses whose rows count differently: each by its weight, 0 or more.
#pragma once

#include "glia/loss/loss.h"

namespace glia::loss {

// sum_i w_i l_i / sum_i w_i, where l_i is what row i costs: its term of the mean over rows. Class
// weights multiply the rows'. weights: real [rows]. Rows that weigh nothing cost nothing.
// Errors: kUsage for a loss that takes no row weights, naming one that does.
WeightedMean weighted_by_rows(const ChosenLoss& loss, Value outputs, Value targets, Value weights);

// The same of a batch, to learn by: sum_i w_i l_i / (rows mean_weight), with the mean over all the
// rows that are learned from. Divided by its own weights a batch of light rows would count as much
// as one of heavy rows, and in a batch of one row the weight would count nothing at all; so the
// mean over the batches of an epoch is the loss of all rows, and so is that of its gradients.
Value weighted_batch(const ChosenLoss& loss, Value outputs, Value targets, Value weights,
                     double mean_weight);

}  // namespace glia::loss
