#include "glia/data/scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "glia/data/json_object_internal.h"
#include "glia/data/step_columns_internal.h"

namespace glia::data {

// Two passes, the second around the mean: the textbook E[x^2] - E[x]^2 loses all digits of a
// column like 1,000,000.1, 1,000,000.2. The residual sum corrects the rounding of the mean
// (Chan, Golub, LeVeque 1983, Algorithms for computing the sample variance).
CentreSpread centre_and_spread(const std::vector<double>& values, Scaling scaling) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  double sum = 0.0;
  int64_t n = 0;
  for (const double x : values) {
    if (std::isnan(x)) continue;
    low = std::min(low, x);
    high = std::max(high, x);
    sum += x;
    ++n;
  }
  if (n == 0 || scaling == Scaling::kNone) return {};
  if (low == high) return {low, 1.0};
  // Squares of such values would overflow, or be 0; their range says as much as a deviation.
  const double range = high / 4.0 - low / 4.0;
  if (scaling == Scaling::kMinMax || !std::isfinite(sum) || range > 1e150 || range < 1e-150) {
    const double width = high - low;
    if (width < std::numeric_limits<double>::min()) return {low, 1.0};  // 1 / width is infinite
    return {low, std::isfinite(width) ? width : std::numeric_limits<double>::max()};
  }
  const double mean = sum / static_cast<double>(n);
  double squares = 0.0;
  double rest = 0.0;
  for (const double x : values) {
    if (std::isnan(x)) continue;
    squares += (x - mean) * (x - mean);
    rest += x - mean;
  }
  const double count = static_cast<double>(n);
  const double spread = std::sqrt(std::max(0.0, (squares - rest * rest / count) / count));
  // Below the smallest normal double 1 / spread would be infinite.
  return {mean, spread >= std::numeric_limits<double>::min() ? spread : 1.0};
}

StepPtr ScaleNumbers::fit(const Layout& before, const Frame& training, Scaling scaling) {
  std::vector<Scale> scales;
  for (size_t c = 0; c < before.size(); ++c)
    if (!before[c].text && !before[c].flag && scaling != Scaling::kNone)
      scales.push_back({c, centre_and_spread(training.columns[c].numbers, scaling)});
  return std::make_shared<ScaleNumbers>(before, std::move(scales));
}

ScaleNumbers::ScaleNumbers(const Layout& before, std::vector<Scale> scales)
    : scales_(std::move(scales)), after_(before) {}

void ScaleNumbers::apply(Frame& frame) const {
  // Halves, as a difference may leave the range of double that its quotient is in. And not x /
  // spread
  // - centre / spread: with a tiny spread both may be infinite.
  for (const Scale& scale : scales_)
    for (double& x : frame.columns[scale.column].numbers)
      x = (0.5 * x - 0.5 * scale.by.centre) / scale.by.spread * 2;
}

std::string ScaleNumbers::to_json() const {
  Json columns = Json::array();
  for (const Scale& scale : scales_)
    columns.push_back(json_object({{"name", after_[scale.column].name},
                                   {"centre", scale.by.centre},
                                   {"spread", scale.by.spread}}));
  return dump_json(json_object({{"kind", kind()}, {"columns", std::move(columns)}}));
}

StepPtr ScaleNumbers::read(std::string_view text, const Layout& before) {
  const Json json = JsonReader::parse(text, "scale_numbers");
  std::vector<Scale> scales;
  for (const auto& [entry, column] : step_columns({json, "scale_numbers"}, before, false))
    scales.push_back({column, read_centre_spread(entry)});
  return std::make_shared<ScaleNumbers>(before, std::move(scales));
}

}  // namespace glia::data
