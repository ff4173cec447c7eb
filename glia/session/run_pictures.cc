#include "glia/session/run_pictures.h"

#include <algorithm>
#include <cmath>

#include "glia/base/format.h"
#include "glia/session/axis.h"
#include "glia/session/curves_svg.h"

namespace glia::session {
namespace {

// Pixels.
constexpr double kWidth = 760, kHeight = 320, kLeft = 64, kTop = 44, kPlotWidth = 676,
                 kPlotHeight = 220;
constexpr char kLossColor[] = "#9ca3af", kSmoothColor[] = "#0072B2", kMarkColor[] = "#D55E00";
constexpr char kLine[] =
    "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"><title>{}</title></path>\n";
constexpr int kRateSteps = 8, kLossSteps = 5;

// The losses up to which it is worth looking.
double highest_shown(const std::vector<double>& smoothed) {
  const double first = smoothed.front();
  return first + (first - *std::min_element(smoothed.begin(), smoothed.end())) + 1e-12;
}

struct Plot {
  Axis x, y;

  double across(double rate) const { return kLeft + kPlotWidth * x.place(rate); }
  double down(double loss) const { return kTop + kPlotHeight * (1 - y.place(loss)); }

  std::string path(const std::vector<double>& rates, const std::vector<double>& losses,
                   double most) const {
    std::string d;
    bool up = true;  // the pen
    for (size_t i = 0; i < rates.size(); ++i) {
      const bool seen = losses[i] <= most;
      if (seen)
        d += fmt::format("{}{:.1f} {:.1f}", up ? "M" : "L", across(rates[i]), down(losses[i]));
      up = !seen;
    }
    return d;
  }

  std::string grid() const {
    std::string svg;
    for (const Tick& tick : y.ticks) {
      svg += fmt::format(
          "<path d=\"M{:g} {:.1f}h{:g}\" stroke=\"#e5e7eb\"/><text x=\"{:g}\" y=\"{:.1f}\" "
          "text-anchor=\"end\">{}</text>\n",
          kLeft, down(tick.value), kPlotWidth, kLeft - 8, down(tick.value) + 4, tick.label);
    }
    for (const Tick& tick : x.ticks) {
      svg += fmt::format(
          "<path d=\"M{:.1f} {:g}v4\" stroke=\"#6b7280\"/><text x=\"{:.1f}\" y=\"{:g}\" "
          "text-anchor=\"middle\">{}</text>\n",
          across(tick.value), kTop + kPlotHeight, across(tick.value), kTop + kPlotHeight + 17,
          tick.label);
    }
    return svg;
  }
};

}  // namespace

std::string history_svg(const train::History& history) {
  std::vector<Chart> charts(2);
  charts[0] = {"loss", {{"training", history.loss}}};
  charts[1] = {history.metric, {{"training", history.score}}};
  if (!history.val_loss.empty()) {
    charts[0].curves.push_back({"validation", history.val_loss});
    charts[1].curves.push_back({"validation", history.val_score});
  }
  CurvesOptions options;
  options.marked_epoch = history.best_epoch;
  return curves_svg(charts, options);
}

std::string rate_search_svg(const train::RateSearch& search) {
  Plot plot;
  std::string lines, mark;
  if (!search.rates.empty()) {
    const double most = highest_shown(search.smoothed);
    std::vector<double> shown;
    for (const double loss : search.losses)
      if (loss <= most) shown.push_back(loss);
    shown.insert(shown.end(), search.smoothed.begin(), search.smoothed.end());
    for (double& loss : shown) loss = std::min(loss, most);
    plot.x = value_axis(search.rates, kRateSteps);
    plot.y = value_axis(shown, kLossSteps);
    lines = fmt::format(kLine, plot.path(search.rates, search.losses, most), kLossColor, 1, "loss");
    lines += fmt::format(kLine, plot.path(search.rates, search.smoothed, most), kSmoothColor, 2.5,
                         "smoothed");
  }
  if (search.suggested > 0) {
    mark = fmt::format(
        "<path d=\"M{0:.1f} {1:g}v{2:g}\" stroke=\"{3}\" stroke-width=\"2\" "
        "stroke-dasharray=\"7 4\"/><text x=\"{0:.1f}\" y=\"{4:g}\" text-anchor=\"middle\" "
        "fill=\"{3}\">{5:.2g}</text>\n",
        plot.across(search.suggested), kTop, kPlotHeight, kMarkColor, kTop - 8, search.suggested);
  }
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:g}\" width=\"{0:g}\" "
      "height=\"{1:g}\" role=\"img\" font-family=\"system-ui, 'Noto Sans', 'Noto Sans CJK SC', "
      "'DejaVu Sans', sans-serif\" font-size=\"12\" fill=\"#4b5563\">\n<title>loss over the "
      "learning rate</title>\n<desc>suggested rate: {2:.3g}; lowest smoothed loss at "
      "{3:.3g}</desc>\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
      "<text x=\"{4:g}\" y=\"20\" font-size=\"13\" font-weight=\"600\" "
      "fill=\"#111827\">loss</text>\n"
      "{5}{6}{7}"
      "<text x=\"{8:g}\" y=\"{9:g}\" text-anchor=\"middle\">learning rate</text>\n</svg>\n",
      kWidth, kHeight, search.suggested, search.lowest, kLeft, plot.grid(), lines, mark,
      kLeft + kPlotWidth / 2, kHeight - 16);
}

}  // namespace glia::session
