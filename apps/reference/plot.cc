#include "apps/reference/plot.h"

#include <algorithm>

#include "glia/base/format.h"
#include "glia/session/axis.h"

namespace glia::reference {
namespace {

// Pixels.
constexpr double kWidth = 420, kHeight = 280, kLeft = 44, kRight = 12, kTop = 34, kBottom = 30;
constexpr const char* kFunctionPen = "stroke=\"#0072B2\" stroke-width=\"2\"";
constexpr const char* kDerivativePen =
    "stroke=\"#D55E00\" stroke-width=\"2\" stroke-dasharray=\"6 4\"";

class Plot {
 public:
  explicit Plot(const std::vector<const Pieces*>& curves) {
    std::vector<double> x;
    std::vector<double> y = {0};
    for (const Pieces* curve : curves) {
      for (const auto& piece : *curve) {
        for (const Point& point : piece) {
          x.push_back(point.x);
          y.push_back(point.y);
        }
      }
    }
    across_ = session::value_axis(x, 8);
    up_ = session::value_axis(y, 6);
    grid();
  }

  void curve(const Pieces& pieces, const char* pen) {
    for (const auto& piece : pieces) {
      body_ += fmt::format("<polyline fill=\"none\" {} points=\"", pen);
      for (size_t i = 0; i < piece.size(); ++i)
        body_ +=
            fmt::format("{}{:.1f},{:.1f}", i > 0 ? " " : "", left(piece[i].x), top(piece[i].y));
      body_ += "\"/>\n";
    }
  }

  void legend(double at, const char* pen, const std::string& text) {
    body_ +=
        fmt::format("<line {} x1=\"{:g}\" x2=\"{:g}\" y1=\"16\" y2=\"16\"/>\n", pen, at, at + 26);
    body_ += fmt::format("<text x=\"{:g}\" y=\"20\" fill=\"#111827\">{}</text>\n", at + 32, text);
  }

  std::string text(const std::string& title) const {
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:g}\" width=\"{0:g}\" "
        "height=\"{1:g}\" role=\"img\" font-family=\"system-ui, 'DejaVu Sans', sans-serif\" "
        "font-size=\"12\">\n<title>{2}</title>\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{3}</svg>\n",
        kWidth, kHeight, title, body_);
  }

 private:
  double left(double x) const { return kLeft + across_.place(x) * (kWidth - kLeft - kRight); }
  double top(double y) const {
    return kHeight - kBottom - up_.place(y) * (kHeight - kTop - kBottom);
  }

  void grid() {
    for (const session::Tick& tick : across_.ticks) {
      line(left(tick.value), left(tick.value), kTop, kHeight - kBottom, tick.value == 0);
      body_ += fmt::format(
          "<text x=\"{:.1f}\" y=\"{:g}\" text-anchor=\"middle\" fill=\"#374151\">{}</text>\n",
          left(tick.value), kHeight - kBottom + 18, tick.label);
    }
    for (const session::Tick& tick : up_.ticks) {
      line(kLeft, kWidth - kRight, top(tick.value), top(tick.value), tick.value == 0);
      body_ += fmt::format(
          "<text x=\"{:g}\" y=\"{:.1f}\" text-anchor=\"end\" fill=\"#374151\">{}</text>\n",
          kLeft - 6, top(tick.value) + 4, tick.label);
    }
  }

  void line(double x1, double x2, double y1, double y2, bool axis) {
    body_ += fmt::format(
        "<line stroke=\"{}\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>\n",
        axis ? "#6B7280" : "#E5E7EB", x1, x2, y1, y2);
  }

  session::Axis across_, up_;
  std::string body_;
};

}  // namespace

std::string plot_svg(const std::string& title, const Pieces& function, const Pieces& derivative) {
  Plot plot({&function, &derivative});
  plot.curve(derivative, kDerivativePen);
  plot.curve(function, kFunctionPen);
  plot.legend(kLeft, kFunctionPen, title);
  plot.legend(kLeft + 190, kDerivativePen, "derivative");
  return plot.text(title);
}

}  // namespace glia::reference
