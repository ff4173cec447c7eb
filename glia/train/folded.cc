#include "glia/train/folded.h"

#include <cmath>

#include "glia/train/distributions.h"
#include "glia/train/score.h"

namespace glia::train {

double mean_of_values(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

Interval folded_interval(std::span<const double> values, double test_share, double level) {
  Interval interval;
  const double mean = mean_of_values(values);
  const auto n = static_cast<double>(values.size());
  if (values.size() < 2 || !std::isfinite(mean)) {
    interval.reason = values.size() < 2 ? kTooFewRows : kNotFinite;
    return interval;
  }
  double spread = 0;
  for (const double value : values) spread += (value - mean) * (value - mean) / (n - 1);
  const double half = student_bound(level, n - 1) * std::sqrt((1 / n + test_share) * spread);
  return {mean - half, mean + half, {}};
}

}  // namespace glia::train
