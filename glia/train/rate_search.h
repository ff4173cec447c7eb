// The learning-rate range test: one short run whose rate rises from step to step, to see where the
// loss falls and where it bursts. Smith 2017, "Cyclical learning rates", section 3.3.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "glia/train/step.h"

namespace glia::train {

struct RateSearchOptions {
  double low = 1e-6;    // the first rate, above 0
  double high = 10;     // the last one, above `low`; between them by equal factors
  int64_t steps = 200;  // at least 2
  int64_t batch = 32;
  uint64_t seed = 0;  // of the shuffles
  double burst = 4;   // ends when the smoothed loss is this many times the least so far
  double keep = 0.9;  // the share of the smoothed loss that stays with each step
};

// The steps that were done; the three rows have one length.
struct RateSearch {
  std::vector<double> rates;
  std::vector<double> losses;    // of the step's rows, before its update
  std::vector<double> smoothed;  // a running mean, corrected for its start
  // The rate at which the smoothed loss falls fastest; 0 when it never falls.
  double suggested = 0;
  double lowest = 0;   // the rate of the least smoothed loss
  bool burst = false;  // ended before `high`
};

// Runs the steps and puts the variables back. Errors: those of Step::run, but a loss that is not
// finite ends the search; kData without rows.
RateSearch search_rate(Step& step, std::span<const int64_t> rows, const RateSearchOptions& options);

}  // namespace glia::train
