#include "glia/session/defaults.h"

#include <algorithm>

namespace glia::session {
namespace {

// A validation loss that falls in the end may rise for some hundred steps before, and an epoch of a
// small table has only a few. Measured: temperature with a summed loss, seed 0, rises for 73
// epochs of 3 steps.
constexpr int64_t kStepsToWait = 400;

}  // namespace

Defaults defaults_for(const train::Dataset& dataset) {
  const auto rows = static_cast<int64_t>(dataset.split.train.size());
  if (dataset.images) return {{128}, 10, 32, 3, 0.001};
  // A small rate and many epochs: on few rows the best weights are met before they are left behind.
  Defaults defaults{{64, 64}, 1000, 32, 50, 0.0005};
  const int64_t steps = std::max<int64_t>(1, (rows + defaults.batch - 1) / defaults.batch);
  defaults.patience = std::max(defaults.patience, kStepsToWait / steps);
  if (rows >= 1000) defaults = {{128, 64}, 100, 32, 20, 0.001};
  if (rows >= 50000) defaults = {{128, 64}, 50, 256, 5, 0.003};
  // A handful of rows without any held back: learn them by heart, as the books' examples do.
  if (dataset.split.whole) defaults = {{16}, 1000, std::min<int64_t>(rows, 8), 0, 0.01};
  return defaults;
}

}  // namespace glia::session
