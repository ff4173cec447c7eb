// Fits without a network on the same rows as the network, so that nobody takes 0.93 for good where
// guessing gives 0.95.
#pragma once

#include <functional>
#include <vector>

#include "glia/session/result.h"
#include "glia/train/dataset.h"
#include "glia/train/model.h"

namespace glia::session {

// The simplest (majority or mean) first, then the linear one. Trained on the training rows,
// measured on the test rows (on the validation rows where there are none). `begins` is told each
// name.
std::vector<Baseline> fit_baselines(const train::Dataset& dataset, int threads,
                                    const std::function<void(const char*)>& begins);

// Metrics of predictions of these rows of the dataset.
Part measure_rows(const train::Dataset& dataset, const train::Predictions& predictions,
                  const std::vector<int64_t>& rows);

}  // namespace glia::session
