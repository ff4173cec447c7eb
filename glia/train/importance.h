// How much a score falls when one column is shuffled: what the model really uses. Breiman 2001,
// Random Forests; as scikit-learn's permutation_importance. Pure function, safe from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace glia::train {

struct Importance {
  double mean = 0;       // of score - score with the column shuffled
  double deviation = 0;  // standard deviation over the shuffles
};

struct ImportanceOptions {
  int64_t repeats = 5;
  uint64_t seed = 0;
  uint64_t stream = 0;  // another for each column
};

// score: that of the rows as they are. shuffled(order): that where row i has the cell of row
// order[i].
Importance permutation_importance(
    double score, int64_t rows,
    const std::function<double(std::span<const int64_t> order)>& shuffled,
    const ImportanceOptions& options = {});

}  // namespace glia::train
