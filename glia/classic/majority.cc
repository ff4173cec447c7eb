#include "glia/classic/majority.h"

#include <algorithm>

#include "glia/classic/checks.h"

namespace glia::classic {

Majority fit_majority(std::span<const int32_t> labels, int32_t classes,
                      std::span<const double> weights) {
  check_labels("majority baseline", labels, classes);
  check_weights("majority baseline", weights, labels.size());
  Majority model;
  model.shares.resize(static_cast<size_t>(classes));
  double sum = 0;
  for (size_t i = 0; i < labels.size(); ++i) {
    const double weight = weights.empty() ? 1.0 : weights[i];
    model.shares[static_cast<size_t>(labels[i])] += weight;
    sum += weight;
  }
  for (double& share : model.shares) share /= sum;
  model.label = static_cast<int32_t>(std::max_element(model.shares.begin(), model.shares.end()) -
                                     model.shares.begin());
  return model;
}

std::vector<double> probabilities(const Majority& model, int64_t rows) {
  std::vector<double> all;
  all.reserve(static_cast<size_t>(rows) * model.shares.size());
  for (int64_t r = 0; r < rows; ++r) {
    all.insert(all.end(), model.shares.begin(), model.shares.end());
  }
  return all;
}

}  // namespace glia::classic
