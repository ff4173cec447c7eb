#include "glia/classic/mean.h"

#include "glia/classic/checks.h"

namespace glia::classic {

std::vector<double> fit_mean(std::span<const double> targets, int64_t outputs,
                             std::span<const double> weights) {
  const size_t rows = check_targets("mean baseline", targets, outputs);
  check_weights("mean baseline", weights, rows);
  const size_t width = static_cast<size_t>(outputs);
  std::vector<double> means(width);
  double sum = 0;
  for (size_t row = 0; row < rows; ++row) {
    const double weight = weights.empty() ? 1.0 : weights[row];
    for (size_t k = 0; k < width; ++k) means[k] += weight * targets[row * width + k];
    sum += weight;
  }
  for (double& mean : means) mean /= sum;
  return means;
}

std::vector<double> predict_mean(std::span<const double> means, int64_t rows) {
  std::vector<double> all;
  all.reserve(static_cast<size_t>(rows) * means.size());
  for (int64_t r = 0; r < rows; ++r) all.insert(all.end(), means.begin(), means.end());
  return all;
}

}  // namespace glia::classic
