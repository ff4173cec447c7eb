#include "glia/session/xy_plot.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "glia/base/format.h"
#include "glia/base/markup.h"
#include "glia/session/axis.h"
#include "glia/session/pens_internal.h"

namespace glia::session {
namespace {

// Pixels.
constexpr double kWidth = 380, kLeft = 60, kRight = 18, kPlot = kWidth - kLeft - kRight;
constexpr double kTitleRow = 30, kLegendRow = 20, kSample = 24, kTickRow = 22, kAxisRow = 28;
constexpr double kLeastMove = 0.4;
constexpr int kSteps = 5;
constexpr double kFarFromZero = 3;

class Picture {
 public:
  explicit Picture(const XyPlot& plot) : plot_(plot), axis_(axis_of(plot)) {}

  std::string text() {
    add("<text x=\"{:g}\" y=\"18\" font-size=\"13\" font-weight=\"600\" "
        "fill=\"#111827\">{}</text>\n",
        kLeft, escaped_markup(plot_.title));
    top_ = kTitleRow;
    draw_legend();
    draw_grid();
    if (plot_.diagonal)
      add("<path d=\"M{:g} {:.1f}L{:g} {:.1f}\" stroke=\"#9ca3af\" stroke-dasharray=\"7 4\"/>\n",
          kLeft, top_ + kPlot, kLeft + kPlot, top_);
    for (size_t i = 0; i < plot_.lines.size(); ++i) draw_line(plot_.lines[i], pen_of(i));
    draw_dots();
    const double bottom = top_ + kPlot + kTickRow + kAxisRow;
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:g}\" width=\"{0:g}\" "
        "height=\"{1:g}\" role=\"img\" font-family=\"system-ui, 'Noto Sans', 'Noto Sans CJK SC', "
        "'DejaVu Sans', sans-serif\" font-size=\"12\" fill=\"#4b5563\">\n"
        "<title>{2}</title>\n<desc>{3}</desc>\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{4}</svg>\n",
        kWidth, bottom, escaped_markup(plot_.title), escaped_markup(plot_.description), body_);
  }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(body_), format, std::forward<Args>(args)...);
  }

  // One for both, so that the diagonal is where they are equal.
  static Axis axis_of(const XyPlot& plot) {
    if (plot.shares) {
      Axis axis;
      axis.low = 0;
      axis.high = 1;
      for (int i = 0; i <= kSteps; ++i) {
        const double share = static_cast<double>(i) / kSteps;
        axis.ticks.push_back({share, fmt::format("{:g}", share)});
      }
      return axis;
    }
    std::vector<double> all;
    for (const XyLine& line : plot.lines) take(line.points, all);
    for (const XyDot& dot : plot.dots) take({dot.at}, all);
    const auto [least, most] = std::minmax_element(all.begin(), all.end());
    // From 0 on unless that wastes the picture; a logarithmic axis would hide large errors.
    if (!all.empty() && *least > 0 && *most > kFarFromZero * *least) all.push_back(0);
    return value_axis(all, kSteps);
  }

  static void take(const std::vector<train::CurvePoint>& points, std::vector<double>& all) {
    for (const train::CurvePoint& at : points) {
      if (std::isfinite(at.x)) all.push_back(at.x);
      if (std::isfinite(at.y)) all.push_back(at.y);
    }
  }

  double x_of(double value) const { return kLeft + kPlot * axis_.place(value); }
  double y_of(double value) const { return top_ + kPlot * (1 - axis_.place(value)); }

  void draw_legend() {
    double x = kLeft;
    bool any = false;
    for (size_t i = 0; i < plot_.lines.size(); ++i) {
      const std::string& name = plot_.lines[i].name;
      if (name.empty()) continue;
      const double width = kSample + 6 + text_width(name, 12);
      if (any && x + width > kWidth - kRight) {
        x = kLeft;
        top_ += kLegendRow;
      }
      add("<path d=\"M{:.1f} {:g}h{:g}\" stroke=\"{}\" stroke-width=\"2\"{}/>"
          "<text x=\"{:.1f}\" y=\"{:g}\" fill=\"#111827\">{}</text>\n",
          x, top_ + 6, kSample, pen_of(i).color, dash_of(pen_of(i)), x + kSample + 6, top_ + 10,
          escaped_markup(name));
      x += width + 16;
      any = true;
    }
    if (any) top_ += kLegendRow;
  }

  void draw_grid() {
    for (const Tick& tick : axis_.ticks) {
      add("<path d=\"M{0:g} {2:.1f}h{1:g}M{3:.1f} {4:g}v{1:g}\" stroke=\"#e5e7eb\"/>"
          "<text x=\"{5:g}\" y=\"{6:.1f}\" text-anchor=\"end\">{7}</text>"
          "<text x=\"{3:.1f}\" y=\"{8:g}\" text-anchor=\"middle\">{7}</text>\n",
          kLeft, kPlot, y_of(tick.value), x_of(tick.value), top_, kLeft - 8, y_of(tick.value) + 4,
          tick.label, top_ + kPlot + 17);
    }
    const double middle = top_ + kPlot / 2;
    add("<text x=\"{:g}\" y=\"{:g}\" text-anchor=\"middle\">{}</text>\n"
        "<text x=\"14\" y=\"{:g}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {:g})\">{}"
        "</text>\n",
        kLeft + kPlot / 2, top_ + kPlot + kTickRow + 16, escaped_markup(plot_.across), middle,
        middle, escaped_markup(plot_.up));
  }

  void draw_line(const XyLine& line, const Pen& pen) {
    if (line.points.empty()) return;
    std::string path;
    double x = 0, y = 0;
    const auto move = [&](double to_x, double to_y) {
      path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", to_x, to_y);
      x = to_x;
      y = to_y;
    };
    const bool steps = line.shape == XyLine::Shape::kSteps;
    for (size_t i = 0; i < line.points.size(); ++i) {
      const double to_x = x_of(line.points[i].x), to_y = y_of(line.points[i].y);
      const bool ends = i == 0 || i + 1 == line.points.size();
      if (!ends && std::fabs(to_x - x) + std::fabs(to_y - y) < kLeastMove) continue;
      if (steps && i > 0) move(x, to_y);
      move(to_x, to_y);
    }
    add("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" stroke-linejoin=\"round\"{}"
        "><title>{}</title></path>\n",
        path, pen.color, dash_of(pen), escaped_markup(line.name));
  }

  void draw_dots() {
    std::set<std::string> drawn;
    for (const XyDot& dot : plot_.dots) {
      if (!std::isfinite(dot.at.x) || !std::isfinite(dot.at.y)) continue;
      const std::string spot = fmt::format("cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"",
                                           x_of(dot.at.x), y_of(dot.at.y), dot.radius);
      if (!drawn.insert(spot).second) continue;
      add("<circle {} fill=\"#0072B2\" fill-opacity=\"0.6\"", spot);
      if (dot.text.empty())
        add("/>\n");
      else
        add("><title>{}</title></circle>\n", escaped_markup(dot.text));
    }
  }

  const XyPlot& plot_;
  Axis axis_;
  double top_ = 0;  // where the plot, or the next row above it, begins
  std::string body_;
};

}  // namespace

std::string xy_svg(const XyPlot& plot) { return Picture(plot).text(); }

}  // namespace glia::session
