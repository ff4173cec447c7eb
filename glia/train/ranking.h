// How well scores put the positive rows before the others: ROC AUC and average precision.
//
// The rows are sorted once; each area is then one pass, also for rows repeated or left out
// (bootstrap). Rows of equal score count as one step, whatever their order. Values equal
// scikit-learn's roc_auc_score and average_precision_score. Immutable, so safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "glia/train/score.h"

namespace glia::train {

class Ranking {
 public:
  // scores: any finite numbers, larger means "more likely positive". positive: 0 or 1, one per
  // score; throws Error(kUsage) when the lengths differ.
  Ranking(std::span<const double> scores, std::span<const uint8_t> positive);

  // The chance that a positive row outscores another one, ties counted half; in [0, 1].
  // times: how often each row counts, one per row; empty means once each.
  // Undefined without positive or without other rows.
  Score roc_auc(std::span<const int32_t> times = {}) const;

  // Sum over thresholds of (recall gained) * (precision there), in (0, 1].
  // Undefined without positive rows.
  Score average_precision(std::span<const int32_t> times = {}) const;

 private:
  struct Entry {
    int64_t row;
    bool positive;
    bool ends_tie;  // The next entry has a smaller score, or there is none.
  };
  std::vector<Entry> entries_;  // By falling score.
  bool finite_ = true;
};

}  // namespace glia::train
