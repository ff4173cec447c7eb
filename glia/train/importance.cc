#include "glia/train/importance.h"

#include <cmath>
#include <numeric>
#include <vector>

#include "glia/base/random.h"
#include "glia/kernels/random.h"

namespace glia::train {

Importance permutation_importance(
    double score, int64_t rows,
    const std::function<double(std::span<const int64_t> order)>& shuffled,
    const ImportanceOptions& options) {
  std::vector<int64_t> order(static_cast<size_t>(rows));
  std::vector<double> falls;
  Importance importance;
  const auto n = static_cast<double>(options.repeats);
  for (int64_t repeat = 0; repeat < options.repeats; ++repeat) {
    std::iota(order.begin(), order.end(), int64_t{0});
    kernels::shuffle(order.data(), rows, options.seed ^ splitmix64(options.stream),
                     static_cast<uint64_t>(repeat));
    falls.push_back(score - shuffled(order));
    importance.mean += falls.back() / n;
  }
  for (const double fall : falls)
    importance.deviation += (fall - importance.mean) * (fall - importance.mean) / n;
  importance.deviation = std::sqrt(importance.deviation);
  return importance;
}

}  // namespace glia::train
