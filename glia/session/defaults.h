// What a run does where the user has not said: chosen from the shape of the data alone.
#pragma once

#include <cstdint>
#include <vector>

#include "glia/train/dataset.h"

namespace glia::session {

struct Defaults {
  std::vector<int64_t> layers;  // hidden widths
  int64_t epochs;
  int64_t batch;
  int64_t patience;  // 0: no early stopping
  double rate;       // of Adam
};

Defaults defaults_for(const train::Dataset& dataset);

}  // namespace glia::session
