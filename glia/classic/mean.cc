#include "glia/classic/mean.h"

#include "glia/classic/checks.h"

namespace glia::classic {

std::vector<double> fit_mean(std::span<const double> targets, int64_t outputs) {
  const size_t rows = check_targets("mean baseline", targets, outputs);
  const size_t width = static_cast<size_t>(outputs);
  std::vector<double> means(width);
  for (size_t i = 0; i < targets.size(); ++i) means[i % width] += targets[i];
  for (double& mean : means) mean /= static_cast<double>(rows);
  return means;
}

std::vector<double> predict_mean(std::span<const double> means, int64_t rows) {
  std::vector<double> all;
  all.reserve(static_cast<size_t>(rows) * means.size());
  for (int64_t r = 0; r < rows; ++r) all.insert(all.end(), means.begin(), means.end());
  return all;
}

}  // namespace glia::classic
