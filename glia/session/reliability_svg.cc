#include "glia/session/reliability_svg.h"

#include <algorithm>
#include <cmath>

#include "glia/base/format.h"

namespace glia::session {
namespace {

// Pixels.
constexpr double kSize = 380, kLeft = 52, kTop = 36, kPlot = 300, kLargestDot = 11, kLeastDot = 2.5;
constexpr int kTicks = 5;

double across(double share) { return kLeft + kPlot * share; }
double down(double share) { return kTop + kPlot * (1 - share); }

std::string grid() {
  std::string svg;
  for (int i = 0; i <= kTicks; ++i) {
    const double at = static_cast<double>(i) / kTicks;
    svg += fmt::format(
        "<path d=\"M{0:.1f} {2:.1f}H{1:.1f}M{3:.1f} {4:.1f}V{5:.1f}\" stroke=\"#e5e7eb\"/>"
        "<text x=\"{6:.1f}\" y=\"{7:.1f}\" text-anchor=\"end\">{8:g}</text>"
        "<text x=\"{3:.1f}\" y=\"{9:.1f}\" text-anchor=\"middle\">{8:g}</text>\n",
        kLeft, kLeft + kPlot, down(at), across(at), kTop, kTop + kPlot, kLeft - 8, down(at) + 4, at,
        kTop + kPlot + 17);
  }
  return svg;
}

}  // namespace

std::string reliability_svg(const train::Calibration& calibration) {
  double most = 1;
  for (const train::ReliabilityBin& bin : calibration.bins) most = std::max(most, bin.weight);
  std::string line, dots;
  for (const train::ReliabilityBin& bin : calibration.bins) {
    if (bin.weight == 0) continue;
    line += fmt::format("{}{:.1f} {:.1f}", line.empty() ? "M" : "L", across(bin.confidence),
                        down(bin.right));
    const double share = bin.weight / most;
    dots += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" fill=\"#0072B2\" fill-opacity=\"0.75\">"
        "<title>{} answers given with {:.3f}, right in {:.3f}</title></circle>\n",
        across(bin.confidence), down(bin.right),
        std::max(kLeastDot, kLargestDot * std::sqrt(share)), bin.answers, bin.confidence,
        bin.right);
  }
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {0:g}\" width=\"{0:g}\" "
      "height=\"{0:g}\" role=\"img\" font-family=\"system-ui, 'Noto Sans', 'Noto Sans CJK SC', "
      "'DejaVu Sans', sans-serif\" font-size=\"12\" fill=\"#4b5563\">\n"
      "<title>reliability</title>\n<desc>expected calibration error {1:.4f}</desc>\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
      "<text x=\"{2:g}\" y=\"20\" font-size=\"13\" font-weight=\"600\" fill=\"#111827\">share that "
      "is right</text>\n{3}"
      "<path d=\"M{2:g} {4:g}L{5:g} {6:g}\" stroke=\"#9ca3af\" stroke-dasharray=\"7 4\"/>\n"
      "<path d=\"{7}\" fill=\"none\" stroke=\"#0072B2\" stroke-width=\"1.5\"/>\n{8}"
      "<text x=\"{9:g}\" y=\"{10:g}\" text-anchor=\"middle\">probability that was "
      "given</text>\n</svg>\n",
      kSize, calibration.error.value, kLeft, grid(), kTop + kPlot, kLeft + kPlot, kTop, line, dots,
      kLeft + kPlot / 2, kTop + kPlot + 36);
}

}  // namespace glia::session
