// Do probabilities mean what they say? Of the answers given with 90 % confidence, 90 % should be
// right. Pure functions, safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "glia/train/intervals.h"
#include "glia/train/score.h"

namespace glia::train {

// Answers whose confidence lies in (low, high]; the first has its lower end too.
struct ReliabilityBin {
  double low = 0;
  double high = 0;
  int64_t answers = 0;
  double weight = 0;      // of these answers together: their number, where all count the same
  double confidence = 0;  // mean of what was said; NaN without answers
  double right = 0;       // share that was right; NaN without answers
};

struct Calibration {
  std::vector<ReliabilityBin> bins;  // of equal width over [0, 1]
  // Expected calibration error: the mean over the answers of |right - confidence| of their bin.
  // Naeini, Cooper and Hauskrecht 2015; of the most probable class, Guo et al. 2017.
  Score error;
  Interval interval;  // by the bootstrap
};

// confidence: in [0, 1], what an answer was given with; right: 0 or 1, one for each; weights: what
// each answer counts, 0 or more, or none. The bins are those of scikit-learn's calibration_curve
// (uniform).
Calibration calibration(std::span<const double> confidence, std::span<const uint8_t> right,
                        int32_t bins = 10, const IntervalOptions& options = {},
                        std::span<const double> weights = {});

// The squared distance of each row's probabilities from the truth. Two classes: of class 1's
// probability, as scikit-learn's brier_score_loss; more: summed over the classes. Brier 1950.
std::vector<double> brier_terms(std::span<const int32_t> truth,
                                std::span<const double> probabilities, int32_t classes);

}  // namespace glia::train
