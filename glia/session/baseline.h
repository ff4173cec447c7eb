// Fits without a network on the same rows as the network, so that nobody takes 0.93 for good where
// guessing gives 0.95.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "glia/train/dataset.h"
#include "glia/train/model.h"

namespace glia::session {

struct BaselineFit {
  std::string name;
  train::Predictions predictions;  // of judged_rows
};

// The rows that results speak of: for testing, or where there are none for validation, or where
// nothing is held back at all those that were trained on.
const std::vector<int64_t>& judged_rows(const train::Dataset& dataset);

// The simplest (majority or mean) first, then the linear one. Trained on the training rows.
// `begins` is told each name.
std::vector<BaselineFit> fit_baselines(const train::Dataset& dataset, int threads,
                                       const std::function<void(const char*)>& begins);

}  // namespace glia::session
