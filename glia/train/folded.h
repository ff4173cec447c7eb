// What a cross-validation says: the mean of its folds, and how far it can be trusted. Pure
// functions, safe from any thread.
#pragma once

#include <span>

#include "glia/train/intervals.h"

namespace glia::train {

// mean +- t sqrt((1 / n + test / train) s^2), n values, n - 1 degrees of freedom: Student's
// interval corrected for folds that share most of their training rows. Without the second term it
// would be far too narrow. Undefined under two values or where one is not finite. test_share: rows
// of a fold's test part over those of its training part. Source: Nadeau and Bengio 2003, Inference
// for the generalization error.
Interval folded_interval(std::span<const double> values, double test_share, double level = 0.95);

double mean_of_values(std::span<const double> values);

}  // namespace glia::train
