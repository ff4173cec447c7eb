#include "glia/lesson/figure_svg.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "glia/lesson/contour.h"
#include "glia/lesson/svg_page_internal.h"

namespace glia::lesson {
namespace {

constexpr double kPlotHeight = 240;
constexpr double kBelowPlot = 52;  // tick labels, name of the axis, space
constexpr int kXTicks = 8;
constexpr int kYTicks = 5;

struct Pen {
  const char* color;
  const char* dash;
};
constexpr Pen kPens[] = {{"#0072B2", ""},        {"#D55E00", "7 4"}, {"#007A5A", "2 3"},
                         {"#A8507F", "9 3 2 3"}, {"#000000", "4 2"}, {"#8A6D00", "1 4"}};

// What lies over contours, which have the first pen's colour.
constexpr size_t kOverPen = 1;

const Pen& pen_of(size_t i) { return kPens[i % std::size(kPens)]; }

void draw_points(SvgPage& page, const Frame& frame, const Series& series, const Pen& pen) {
  for (size_t i = 0; i < series.x.size(); ++i) {
    if (!frame.holds(series.x[i], series.y[i])) continue;
    page.add("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" fill=\"{}\"/>\n", frame.x(series.x[i]),
             frame.y(series.y[i]), series.x.size() > 200 ? 1.5 : 3.0, pen.color);
  }
}

void draw_line(SvgPage& page, const Frame& frame, const Series& series, const Pen& pen) {
  std::string path;
  bool drawing = false;
  for (size_t i = 0; i < series.x.size(); ++i) {
    const bool holds = frame.holds(series.x[i], series.y[i]);
    if (holds) {
      fmt::format_to(std::back_inserter(path), "{}{:.1f} {:.1f}", drawing ? "L" : "M",
                     frame.x(series.x[i]), frame.y(series.y[i]));
    }
    drawing = holds;
  }
  const std::string dash =
      *pen.dash == '\0' ? "" : fmt::format(" stroke-dasharray=\"{}\"", pen.dash);
  page.add("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"{}/>\n", path, pen.color,
           dash);
}

void draw_series(SvgPage& page, const Frame& frame, const Series& series, const Pen& pen) {
  if (series.mark != Mark::kPoints) draw_line(page, frame, series, pen);
  if (series.mark != Mark::kLine) draw_points(page, frame, series, pen);
}

// A guess, since the reader's font is unknown: Latin letters 0.6 em, Chinese 1 em.
double width_of(std::string_view text) {
  double width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) width += 0.6;
    if (byte >= 0xC0) width += byte >= 0xE0 ? 1.0 : 0.6;
  }
  return 12 * width;
}

void draw_legend(SvgPage& page, const std::vector<Series>& series, size_t first_pen = 0) {
  double x = kPanelLeft;
  for (size_t i = 0; i < series.size(); ++i) {
    const std::string& name = series[i].name.in(page.language());
    const double width = 32 + width_of(name) + 18;
    if (x + width > kPageWidth && x > kPanelLeft) {
      x = kPanelLeft;
      page.top += 18;
    }
    const Frame sample{x, page.top, 26, 16, {}, {}};
    draw_series(page, sample, {{}, {0, 0.5, 1}, {0.5, 0.5, 0.5}, series[i].mark},
                pen_of(first_pen + i));
    page.text(x + 32, page.top + 12, "start", name);
    x += width;
  }
  if (!series.empty()) page.top += 24;
}

Frame next_frame(SvgPage& page, double height, session::Axis across, session::Axis up) {
  return {kPanelLeft, page.top, kPanelWidth, height, std::move(across), std::move(up)};
}

void draw(SvgPage& page, const Plot& plot) {
  page.title(plot.title);
  draw_legend(page, plot.series);
  std::vector<double> xs, ys;
  for (const Series& series : plot.series) {
    xs.insert(xs.end(), series.x.begin(), series.x.end());
    ys.insert(ys.end(), series.y.begin(), series.y.end());
  }
  if (plot.from_zero) ys.push_back(0);
  const Frame frame = next_frame(page, kPlotHeight, session::value_axis(xs, kXTicks),
                                 session::value_axis(ys, kYTicks));
  draw_frame(page, frame, plot.x, plot.y);
  for (size_t i = 0; i < plot.series.size(); ++i)
    draw_series(page, frame, plot.series[i], pen_of(i));
  page.top += kPlotHeight + kBelowPlot;
}

void draw(SvgPage& page, const Bars& bars) {
  constexpr double kRow = 24;
  page.title(bars.title);
  double names = 0;
  for (const Text& name : bars.names) names = std::max(names, width_of(name.in(page.language())));
  std::vector<double> ends = bars.values;
  ends.push_back(0);
  const double left = kPageMargin + names + 8;
  constexpr double kForNumbers = 84;
  const Frame frame{left,
                    page.top,
                    kPageWidth - kForNumbers - left,
                    kRow * static_cast<double>(bars.values.size()),
                    session::value_axis(ends, kXTicks),
                    {}};
  const double zero = frame.x(0);
  for (size_t i = 0; i < bars.values.size(); ++i) {
    const double end = std::isfinite(bars.values[i]) ? frame.x(bars.values[i]) : zero;
    const double y = frame.top + kRow * static_cast<double>(i);
    page.text(left - 8, y + 15, "end", bars.names[i].in(page.language()));
    page.add("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"16\" fill=\"#0072B2\"/>\n",
             std::min(zero, end), y + 3, std::abs(end - zero));
    page.text(std::max(zero, end) + 6, y + 15, "start", Word(bars.values[i]).in(page.language()));
  }
  page.add("<path d=\"M{:.1f} {:.1f}v{:.1f}\" stroke=\"#6b7280\"/>\n", zero, frame.top,
           frame.height);
  page.top += frame.height + 24;
}

// Light to dark along one hue, so that it also works in grey.
std::string shade(double share) {
  const auto mix = [&](int light, int dark) {
    return static_cast<int>(std::lround(light + (dark - light) * share));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", mix(0xE8, 0x08), mix(0xF1, 0x30), mix(0xFA, 0x6B));
}

void draw_cells(SvgPage& page, const Frame& frame, const Field& field) {
  const auto [least, most] = std::minmax_element(field.values.begin(), field.values.end());
  const double span = *most > *least ? *most - *least : 1;
  const double wide = frame.width / static_cast<double>(field.columns);
  const double high = frame.height / static_cast<double>(field.rows);
  for (int64_t row = 0; row < field.rows; ++row) {
    for (int64_t column = 0; column < field.columns; ++column) {
      const double value = field.values[static_cast<size_t>(row * field.columns + column)];
      page.add("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.2f}\" height=\"{:.2f}\" fill=\"{}\"/>\n",
               frame.left + wide * static_cast<double>(column),
               frame.top + frame.height - high * static_cast<double>(row + 1), wide, high,
               shade((value - *least) / span));
    }
  }
}

void draw_contours(SvgPage& page, const Frame& frame, const Field& field) {
  constexpr int kLevels = 12;
  const std::vector<double> levels = contour_levels(field, kLevels);
  for (size_t i = 0; i < levels.size(); ++i) {
    std::string path;
    for (const Piece& piece : contour(field, levels[i])) {
      fmt::format_to(std::back_inserter(path), "M{:.1f} {:.1f}L{:.1f} {:.1f}", frame.x(piece.x1),
                     frame.y(piece.y1), frame.x(piece.x2), frame.y(piece.y2));
    }
    page.add("<path d=\"{}\" fill=\"none\" stroke=\"{}\"><title>{}</title></path>\n", path,
             shade(0.25 + 0.75 * static_cast<double>(i) / static_cast<double>(levels.size())),
             Word(levels[i], 3).in(page.language()));
  }
}

// An axis of exactly this span, without the rounding to ticks that would leave a margin.
session::Axis exact_axis(Span span, int count) {
  session::Axis axis = session::value_axis({span.low, span.high}, count);
  axis.logarithmic = false;
  axis.low = span.low;
  axis.high = span.high;
  std::erase_if(axis.ticks, [&](const session::Tick& tick) {
    return tick.value < span.low || tick.value > span.high;
  });
  return axis;
}

void draw(SvgPage& page, const Field& field) {
  page.title(field.title);
  draw_legend(page, field.over, kOverPen);
  Frame frame = next_frame(page, field.cells ? 160 : 360, exact_axis(field.across, kXTicks),
                           exact_axis(field.up, kXTicks));
  if (field.cells) {
    frame.width =
        frame.height * static_cast<double>(field.columns) / static_cast<double>(field.rows);
    draw_cells(page, frame, field);
  } else {
    draw_frame(page, frame, field.x, field.y);
    draw_contours(page, frame, field);
  }
  for (size_t i = 0; i < field.over.size(); ++i)
    draw_series(page, frame, field.over[i], pen_of(kOverPen + i));
  page.top += frame.height + (field.cells ? 16 : kBelowPlot);
}

void draw(SvgPage& page, const Diagram& diagram) {
  constexpr double kHeight = 260, kRadius = 24;
  page.title(diagram.title);
  const Language language = page.language();
  const auto x = [](const Diagram::Node& node) { return 60 + node.x * (kPageWidth - 120); };
  const auto y = [&](const Diagram::Node& node) {
    return page.top + 40 + node.y * (kHeight - 100);
  };
  for (const Diagram::Edge& edge : diagram.edges) {
    const Diagram::Node& from = diagram.nodes[edge.from];
    const Diagram::Node& to = diagram.nodes[edge.to];
    const double dx = x(to) - x(from);
    const double dy = y(to) - y(from);
    const double length = std::max(1.0, std::hypot(dx, dy));
    const double ux = dx / length;
    const double uy = dy / length;
    const double end = length - kRadius;
    page.add(
        "<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}l{:.1f} {:.1f}m{:.1f} {:.1f}l{:.1f} {:.1f}\" "
        "fill=\"none\" stroke=\"#6b7280\"/>\n",
        x(from) + kRadius * ux, y(from) + kRadius * uy, x(from) + end * ux, y(from) + end * uy,
        -8 * ux + 4 * uy, -8 * uy - 4 * ux, 8 * ux - 4 * uy, 8 * uy + 4 * ux, -8 * ux - 4 * uy,
        -8 * uy + 4 * ux);
    // Off the middle, so that notes of crossing edges stay apart.
    constexpr double kPlace = 0.42;
    page.text(x(from) + kPlace * dx, y(from) + kPlace * dy - 5, "middle", edge.note.in(language));
  }
  for (const Diagram::Node& node : diagram.nodes) {
    page.add(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:g}\" fill=\"#E8F1FA\" "
        "stroke=\"#0072B2\"/>\n",
        x(node), y(node), kRadius);
    page.text(x(node), y(node) + 4, "middle", node.name.in(language));
    page.text(x(node), y(node) + kRadius + 16, "middle", node.note.in(language));
  }
  page.top += kHeight;
}

void draw(SvgPage&, const Heading&) {}
void draw(SvgPage&, const Paragraph&) {}
void draw(SvgPage&, const Table&) {}
void draw(SvgPage&, const Named&) {}

}  // namespace

bool is_figure(const Event& event) {
  return std::holds_alternative<Plot>(event) || std::holds_alternative<Bars>(event) ||
         std::holds_alternative<Field>(event) || std::holds_alternative<Diagram>(event);
}

std::string figures_svg(const std::string& name, const std::vector<Event>& events,
                        Language language) {
  SvgPage page(language);
  for (const Event& event : events)
    std::visit([&](const auto& figure) { draw(page, figure); }, event);
  return page.finish(name);
}

}  // namespace glia::lesson
