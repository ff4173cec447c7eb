#include "apps/cli/difference_text.h"

#include <cmath>

#include "apps/cli/numbers.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"

namespace glia::cli {
namespace {

constexpr char kPoints[] = "difference {} points, interval {} to {}";
constexpr char kOfMetric[] = "difference {} of {}, interval {} to {}";
constexpr char kNoInterval[] = "difference {} of {}, no interval";

// "0.4", "-1.1": a tenth of a point.
std::string points(double share) {
  const std::string text = fmt::format("{:.1f}", 100 * share);
  return text == "-0.0" ? "0.0" : text;
}

}  // namespace

std::string difference_text(const session::PairedMetric& metric) {
  if (std::isnan(metric.low)) return tr(kNoInterval, value_text(metric.difference), metric.name);
  if (metric.name == "accuracy")
    return tr(kPoints, points(metric.difference), points(metric.low), points(metric.high));
  return tr(kOfMetric, value_text(metric.difference), metric.name, value_text(metric.low),
            value_text(metric.high));
}

}  // namespace glia::cli
