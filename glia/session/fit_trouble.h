// Over- and underfitting: what the measured parts of a run say about its fit.
#pragma once

#include <vector>

#include "glia/session/result.h"
#include "glia/train/dataset.h"
#include "glia/train/diagnosis.h"

namespace glia::session {

// How well the five nearest other training rows answer for each (of 1000 at most), by vote or mean:
// accuracy, or R^2 of numbers. NaN for images and for fewer than 20 rows.
double neighbours_score(const train::Dataset& dataset);

// "overfitting", "underfitting" or nothing. Pure; looks at no row but those of training, beside
// the parts measured in `result`.
std::vector<train::Trouble> judge_fit(const train::Dataset& dataset, const TrainResult& result);

}  // namespace glia::session
