#include "glia/session/reliability_svg.h"

#include <algorithm>
#include <cmath>

#include "glia/base/format.h"

namespace glia::session {
namespace {

// Pixels.
constexpr double kLargestDot = 11, kLeastDot = 2.5;

}  // namespace

XyPlot reliability_plot(const train::Calibration& calibration) {
  double most = 1;
  for (const train::ReliabilityBin& bin : calibration.bins) most = std::max(most, bin.weight);
  XyPlot plot;
  plot.title = "reliability";
  plot.description = fmt::format("expected calibration error {:.4f}", calibration.error.value);
  plot.across = "probability that was given";
  plot.up = "share that is right";
  plot.lines.push_back({});
  for (const train::ReliabilityBin& bin : calibration.bins) {
    if (bin.weight == 0) continue;
    const train::CurvePoint at{bin.confidence, bin.right};
    plot.lines.front().points.push_back(at);
    plot.dots.push_back({at, std::max(kLeastDot, kLargestDot * std::sqrt(bin.weight / most)),
                         fmt::format("{} answers given with {:.3f}, right in {:.3f}", bin.answers,
                                     bin.confidence, bin.right)});
  }
  return plot;
}

std::string reliability_svg(const train::Calibration& calibration) {
  return xy_svg(reliability_plot(calibration));
}

}  // namespace glia::session
