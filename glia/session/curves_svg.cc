#include "glia/session/curves_svg.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "glia/base/format.h"
#include "glia/base/markup.h"
#include "glia/session/axis.h"
#include "glia/session/pens_internal.h"

namespace glia::session {
namespace {

// Pixels.
constexpr double kLeft = 64, kRight = 20;
constexpr double kPlotHeight = 200;
constexpr double kMargin = 16, kTitleHeight = 28, kLegendRow = 22, kChartGap = 26;
constexpr double kTickRow = 20, kAxisLabelRow = 18;
constexpr double kSample = 26;  // Length of a line in the legend.
constexpr int kValueSteps = 5;
constexpr double kEpochStep = 67;  // Between ticks, at least about that.

struct Point {
  double x, y;
};

class Drawing {
 public:
  Drawing(const std::vector<Chart>& charts, const CurvesOptions& options)
      : charts_(charts), options_(options), plot_width_(options.width - kLeft - kRight) {
    size_t epochs = 1;
    for (const Chart& chart : charts) {
      for (const Curve& curve : chart.curves) epochs = std::max(epochs, curve.values.size());
    }
    last_epoch_ = options.first_epoch + static_cast<int64_t>(epochs) - 1;
    epoch_axis_ = counting_axis(options.first_epoch, last_epoch_,
                                std::max(2, static_cast<int>(plot_width_ / kEpochStep)));
  }

  std::string text() {
    top_ = kMargin;
    if (!options_.title.empty()) {
      add("<text x=\"{:g}\" y=\"{:g}\" font-size=\"16\" font-weight=\"600\" fill=\"#111827\">{}"
          "</text>\n",
          kMargin, top_ + 14, escaped_markup(options_.title));
      top_ += kTitleHeight;
    }
    for (const Chart& chart : charts_) {
      draw(chart);
      top_ += kChartGap;
    }
    const double height = top_ - kChartGap + kAxisLabelRow + kMargin;
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:g}\" width=\"{0:g}\" "
        "height=\"{1:g}\" role=\"img\" font-family=\"system-ui, 'Noto Sans', 'Noto Sans CJK SC', "
        "'DejaVu Sans', sans-serif\" font-size=\"12\">\n<title>{2}</title>\n<desc>{3}</desc>\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{4}"
        "<text x=\"{5:g}\" y=\"{6:g}\" text-anchor=\"middle\" fill=\"#374151\">{7}</text>\n"
        "</svg>\n",
        options_.width, height, escaped_markup(name()), description_, body_,
        kLeft + plot_width_ / 2, height - kMargin, escaped_markup(options_.epoch_label));
  }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(body_), format, std::forward<Args>(args)...);
  }

  std::string name() const {
    if (!options_.title.empty()) return options_.title;
    std::string all;
    for (const Chart& chart : charts_) all += (all.empty() ? "" : ", ") + chart.title;
    return all;
  }

  bool marked() const {
    return options_.marked_epoch >= options_.first_epoch && options_.marked_epoch <= last_epoch_;
  }

  double x_of(int64_t epoch) const {
    return kLeft + plot_width_ * epoch_axis_.place(static_cast<double>(epoch));
  }

  void draw(const Chart& chart) {
    std::vector<double> all;
    for (const Curve& curve : chart.curves) {
      all.insert(all.end(), curve.values.begin(), curve.values.end());
    }
    const Axis axis = value_axis(all, kValueSteps);
    draw_heading(chart, axis.logarithmic);
    draw_grid(axis);
    draw_mark();
    for (size_t i = 0; i < chart.curves.size(); ++i) {
      draw_curve(chart.curves[i], pen_of(i), axis);
      describe(chart, chart.curves[i]);
    }
    top_ += kPlotHeight + kTickRow;
  }

  // Title and legend in one line; entries that don't fit go on in the next.
  void draw_heading(const Chart& chart, bool logarithmic) {
    std::string title = chart.title;
    if (logarithmic) title += " (" + options_.logarithmic_label + ")";
    add("<text x=\"{:g}\" y=\"{:g}\" font-size=\"13\" font-weight=\"600\" fill=\"#111827\">{}"
        "</text>\n",
        kLeft, top_ + 12, escaped_markup(title));
    double x = kLeft + text_width(title, 13) + 24;
    for (size_t i = 0; i < chart.curves.size(); ++i) {
      const std::string line = fmt::format("h{:g}", kSample);
      draw_legend_entry(x, chart.curves[i].name, line, 8, kSample, pen_of(i));
    }
    if (marked()) {
      const std::string label = fmt::format("{} {}", options_.marked_label, options_.marked_epoch);
      draw_legend_entry(x, label, "v14", 1, 4, {"#6b7280", "3 3"});
    }
    top_ += kLegendRow;
  }

  // Moves x behind the entry, or into the next row if there is no room.
  void draw_legend_entry(double& x, const std::string& name, const std::string& line, double down,
                         double length, const Pen& pen) {
    const double width = length + 6 + text_width(name, 12);
    if (x + width > options_.width - kRight && x > kLeft) {
      x = kLeft;
      top_ += kLegendRow;
    }
    add("<path d=\"M{:.1f} {:g}{}\" stroke=\"{}\" stroke-width=\"2\"{}/>\n"
        "<text x=\"{:.1f}\" y=\"{:g}\" fill=\"#111827\">{}</text>\n",
        x, top_ + down, line, pen.color, dash_of(pen), x + length + 6, top_ + 12,
        escaped_markup(name));
    x += width + 20;
  }

  void draw_grid(const Axis& axis) {
    const double bottom = top_ + kPlotHeight;
    add("<g fill=\"#4b5563\" text-anchor=\"end\">\n");
    for (const Tick& tick : axis.ticks) {
      const double y = bottom - kPlotHeight * axis.place(tick.value);
      add("<path d=\"M{:g} {:.1f}h{:g}\" stroke=\"#e5e7eb\"/>"
          "<text x=\"{:g}\" y=\"{:.1f}\">{}</text>\n",
          kLeft, y, plot_width_, kLeft - 8, y + 4, tick.label);
    }
    add("</g>\n<g fill=\"#4b5563\" text-anchor=\"middle\">\n");
    for (const Tick& tick : epoch_axis_.ticks) {
      const double x = kLeft + plot_width_ * epoch_axis_.place(tick.value);
      add("<path d=\"M{:.1f} {:g}v4\" stroke=\"#6b7280\"/><text x=\"{:.1f}\" "
          "y=\"{:g}\">{}</text>\n",
          x, bottom, x, bottom + 17, tick.label);
    }
    add("</g>\n<path d=\"M{:g} {:g}h{:g}\" stroke=\"#6b7280\"/>\n", kLeft, bottom, plot_width_);
  }

  void draw_mark() {
    if (!marked()) return;
    add("<path d=\"M{:.1f} {:g}v{:g}\" stroke=\"#6b7280\" stroke-dasharray=\"3 3\"/>\n",
        x_of(options_.marked_epoch), top_, kPlotHeight);
  }

  void draw_curve(const Curve& curve, const Pen& pen, const Axis& axis) {
    const double bottom = top_ + kPlotHeight;
    std::vector<Point> run;  // Points since the last gap.
    std::string lines, dots;
    const auto end_run = [&] {
      if (run.size() == 1) {
        dots += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" fill=\"{}\"/>\n", run[0].x,
                            run[0].y, pen.color);
      } else {
        const std::vector<Point> drawn = thinned(run);
        for (size_t i = 0; i < drawn.size(); ++i) {
          lines += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", drawn[i].x, drawn[i].y);
        }
      }
      run.clear();
    };
    for (size_t i = 0; i < curve.values.size(); ++i) {
      const double place = axis.place(curve.values[i]);
      if (std::abs(place) < 2.0) {  // All but NaN, infinity and what the axis left out.
        run.push_back({x_of(options_.first_epoch + static_cast<int64_t>(i)),
                       bottom - kPlotHeight * std::clamp(place, 0.0, 1.0)});
      } else {
        end_run();
      }
    }
    end_run();
    if (!lines.empty()) {
      add("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" "
          "stroke-linejoin=\"round\"{}"
          "><title>{}</title></path>\n",
          lines, pen.color, dash_of(pen), escaped_markup(curve.name));
    }
    body_ += dots;
  }

  // At most four points for each pixel column: the first, the extremes in their order, the last.
  std::vector<Point> thinned(const std::vector<Point>& run) const {
    if (static_cast<double>(run.size()) <= 4 * plot_width_) return run;
    std::vector<Point> kept;
    const auto by_y = [](const Point& a, const Point& b) { return a.y < b.y; };
    for (auto first = run.begin(); first != run.end();) {
      const auto next = std::find_if(first, run.end(), [&](const Point& p) {
        return std::floor(p.x) != std::floor(first->x);
      });
      const auto [low, high] = std::minmax_element(first, next, by_y);
      kept.push_back(*first);
      kept.push_back(*std::min(low, high));
      kept.push_back(*std::max(low, high));
      kept.push_back(*std::prev(next));
      first = next;
    }
    return kept;
  }

  // What a screen reader says of a curve: its name, and where it starts and ends.
  void describe(const Chart& chart, const Curve& curve) {
    const auto finite = [](double v) { return std::isfinite(v); };
    const auto first = std::find_if(curve.values.begin(), curve.values.end(), finite);
    const auto last = std::find_if(curve.values.rbegin(), curve.values.rend(), finite);
    if (!description_.empty()) description_ += "; ";
    description_ += escaped_markup(chart.title + ", " + curve.name);
    if (first == curve.values.end()) return;
    const auto epoch = [&](auto distance) {
      return options_.first_epoch + static_cast<int64_t>(distance);
    };
    description_ += fmt::format(
        ": {} {}: {:.4g}, {} {}: {:.4g}", escaped_markup(options_.epoch_label),
        epoch(first - curve.values.begin()), *first, escaped_markup(options_.epoch_label),
        epoch(std::distance(last, curve.values.rend()) - 1), *last);
  }

  const std::vector<Chart>& charts_;
  const CurvesOptions& options_;
  double plot_width_;
  int64_t last_epoch_ = 0;
  Axis epoch_axis_;
  double top_ = 0;  // Where the next thing is drawn.
  std::string body_;
  std::string description_;
};

}  // namespace

std::string curves_svg(const std::vector<Chart>& charts, const CurvesOptions& options) {
  return Drawing(charts, options).text();
}

}  // namespace glia::session
