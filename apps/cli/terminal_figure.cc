#include "apps/cli/terminal_figure.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "apps/cli/braille.h"
#include "apps/cli/text_table.h"
#include "apps/cli/text_width.h"
#include "glia/session/axis.h"

namespace glia::cli {
namespace {

using lesson::Mark;
using lesson::Series;

constexpr int kColumns = 60;
constexpr int kRows = 14;
constexpr int kLabel = 10;  // columns for the numbers beside a plot

struct Dashes {
  int on, off;
};
constexpr Dashes kDashes[] = {{1, 0}, {6, 4}, {1, 2}, {8, 3}, {3, 3}, {1, 4}};
constexpr char kLetters[] = "ox+*^v";
constexpr char kLettersOverShades[] = "OXVAZW";  // none of them is a shade
constexpr size_t kMostLetters = 400;             // more points are dots

struct Canvas {
  Braille dots;
  session::Axis across, up;

  int x(double value) const { return place(across, value, dots.width()); }
  int y(double value) const { return dots.height() - 1 - place(up, value, dots.height()); }

 private:
  // Far outside for what has no place on the axis.
  static int place(const session::Axis& axis, double value, int size) {
    const double share = axis.place(value);
    if (!(std::abs(share) < 8)) return -8 * size;
    return static_cast<int>(std::lround(share * (size - 1)));
  }
};

void draw(Canvas& canvas, const Series& series, size_t order) {
  const int color = static_cast<int>(order);
  const Dashes dashes = kDashes[order % std::size(kDashes)];
  for (size_t i = 0; i + 1 < series.x.size() && series.mark != Mark::kPoints; ++i) {
    if (!std::isfinite(series.y[i]) || !std::isfinite(series.y[i + 1])) continue;
    canvas.dots.line(canvas.x(series.x[i]), canvas.y(series.y[i]), canvas.x(series.x[i + 1]),
                     canvas.y(series.y[i + 1]), color, dashes.on, dashes.off);
  }
  for (size_t i = 0; i < series.x.size() && series.mark != Mark::kLine; ++i) {
    const int x = canvas.x(series.x[i]);
    const int y = canvas.y(series.y[i]);
    if (series.x.size() > kMostLetters)
      canvas.dots.dot(x, y, color);
    else
      canvas.dots.letter(x, y, kLetters[order % (sizeof(kLetters) - 1)], color);
  }
}

std::string legend(const std::vector<Series>& all, const FigureStyle& style) {
  std::string text;
  for (size_t i = 0; i < all.size(); ++i) {
    Canvas sample{Braille(5, 1), {}, {}};
    sample.across.high = 4;
    Series line = {{}, {0, 2, 4}, {0.5, 0.5, 0.5}, all[i].mark};
    draw(sample, line, i);
    std::string shown = sample.dots.lines(style.colored)[0];
    shown += std::string(all[i].mark == Mark::kPoints ? 0 : 1, ' ');
    text +=
        std::string(kLabel, ' ') + shown + " " + printable(all[i].name.in(style.language)) + "\n";
  }
  return text;
}

// The numbers below a plot, each under its place if there is room.
std::string bottom_line(const session::Axis& axis, int columns) {
  std::string line;
  int used = 0;
  for (const session::Tick& tick : axis.ticks) {
    const double share = axis.place(tick.value);
    if (share < -1e-9 || share > 1 + 1e-9) continue;
    const int width = display_width(tick.label);
    const int at = std::max(0, static_cast<int>(share * (columns - 1)) - width / 2);
    if (used > 0 && at < used + 1) continue;
    line += std::string(static_cast<size_t>(at - used), ' ') + tick.label;
    used = at + width;
  }
  return line;
}

// Rows of a picture with the axis' numbers at their left.
std::string framed(const std::vector<std::string>& rows, const session::Axis& across,
                   const session::Axis& up, int columns) {
  const int count = static_cast<int>(rows.size());
  std::vector<std::string> labels(rows.size());
  for (const session::Tick& tick : up.ticks) {
    const double share = up.place(tick.value);
    if (share < -1e-9 || share > 1 + 1e-9) continue;
    labels[static_cast<size_t>(std::lround((1 - share) * (count - 1)))] = tick.label;
  }
  std::string text;
  for (size_t i = 0; i < rows.size(); ++i)
    text += padded_left(labels[i], kLabel - 2) + " |" + rows[i] + "\n";
  text +=
      std::string(kLabel - 1, ' ') + "+" + std::string(static_cast<size_t>(columns), '-') + "\n";
  return text + std::string(kLabel, ' ') + bottom_line(across, columns) + "\n";
}

std::string axis_names(const Text& x, const Text& y, const FigureStyle& style) {
  return std::string(kLabel, ' ') + "x: " + printable(x.in(style.language)) +
         "   y: " + printable(y.in(style.language)) + "\n";
}

std::string title_line(const Text& title, const FigureStyle& style) {
  return printable(title.in(style.language)) + "\n";
}

session::Axis exact_axis(lesson::Span span, int count) {
  session::Axis axis = session::value_axis({span.low, span.high}, count);
  axis.logarithmic = false;
  axis.low = span.low;
  axis.high = span.high;
  return axis;
}

// The sign of a value: light for small, dark for large, by rank, so that steep walls leave the
// valley visible.
class Shades {
 public:
  explicit Shades(std::vector<double> values) : sorted_(std::move(values)) {
    std::sort(sorted_.begin(), sorted_.end());
  }
  char of(double value) const {
    const auto below = std::lower_bound(sorted_.begin(), sorted_.end(), value) - sorted_.begin();
    const size_t i = static_cast<size_t>(below) * (sizeof(kRamp) - 1) / sorted_.size();
    return kRamp[std::min(i, sizeof(kRamp) - 2)];
  }

 private:
  static constexpr char kRamp[] = " .:-=+*#%@";
  std::vector<double> sorted_;
};

double value_at(const lesson::Field& field, int64_t column, int64_t row) {
  return field.values[static_cast<size_t>(row * field.columns + column)];
}

std::string cells_text(const lesson::Field& field, const FigureStyle& style) {
  const auto [least, most] = std::minmax_element(field.values.begin(), field.values.end());
  constexpr char kInk[] = " .:+#";
  const double span = *most > *least ? *most - *least : 1;
  std::string text = title_line(field.title, style);
  for (int64_t row = field.rows - 1; row >= 0; --row) {
    std::string line(kLabel, ' ');
    for (int64_t column = 0; column < field.columns; ++column) {
      const double share = (value_at(field, column, row) - *least) / span;
      line += std::string(2, kInk[std::lround(share * (sizeof(kInk) - 2))]);
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

}  // namespace

std::string figure_text(const lesson::Plot& plot, const FigureStyle& style) {
  std::vector<double> xs, ys;
  for (const Series& series : plot.series) {
    xs.insert(xs.end(), series.x.begin(), series.x.end());
    ys.insert(ys.end(), series.y.begin(), series.y.end());
  }
  if (plot.from_zero) ys.push_back(0);
  Canvas canvas{Braille(kColumns, kRows), session::value_axis(xs, 6), session::value_axis(ys, 5)};
  for (size_t i = 0; i < plot.series.size(); ++i) draw(canvas, plot.series[i], i);
  return title_line(plot.title, style) +
         framed(canvas.dots.lines(style.colored), canvas.across, canvas.up, kColumns) +
         axis_names(plot.x, plot.y, style) + legend(plot.series, style);
}

std::string figure_text(const lesson::Bars& bars, const FigureStyle& style) {
  constexpr int kLongest = 40;
  double most = 0;
  int wide = 0;
  for (const double value : bars.values)
    if (std::isfinite(value)) most = std::max(most, std::abs(value));
  for (const Text& name : bars.names) wide = std::max(wide, display_width(name.in(style.language)));
  std::string text = title_line(bars.title, style);
  for (size_t i = 0; i < bars.values.size(); ++i) {
    const double share =
        most > 0 && std::isfinite(bars.values[i]) ? std::abs(bars.values[i]) / most : 0;
    Braille bar(kLongest, 1);
    const int length = static_cast<int>(std::lround(share * bar.width()));
    for (int y = 0; y < 3 && length > 0; ++y)
      bar.line(0, y, length - 1, y, bars.values[i] < 0 ? 1 : 0, 1, 0);
    const std::string drawn = bar.lines(style.colored)[0];
    text += "  " + padded(bars.names[i].in(style.language), wide) + "  " + drawn +
            (drawn.empty() ? "" : " ") + lesson::Word(bars.values[i]).in(style.language) + "\n";
  }
  return text;
}

std::string figure_text(const lesson::Field& field, const FigureStyle& style) {
  if (field.cells) return cells_text(field, style);
  constexpr int kHigh = 20;
  const Shades shades(field.values);
  std::vector<std::string> rows;
  for (int row = 0; row < kHigh; ++row) {
    std::string line;
    for (int column = 0; column < kColumns; ++column) {
      const int64_t i = column * (field.columns - 1) / (kColumns - 1);
      const int64_t j = (kHigh - 1 - row) * (field.rows - 1) / (kHigh - 1);
      line += shades.of(value_at(field, i, j));
    }
    rows.push_back(line);
  }
  const session::Axis across = exact_axis(field.across, 6);
  const session::Axis up = exact_axis(field.up, 5);
  for (size_t k = 0; k < field.over.size(); ++k) {
    const Series& series = field.over[k];
    for (size_t i = 0; i < series.x.size(); ++i) {
      const double right = across.place(series.x[i]);
      const double down = 1 - up.place(series.y[i]);
      if (!(right >= 0 && right <= 1 && down >= 0 && down <= 1)) continue;
      rows[static_cast<size_t>(std::lround(down * (kHigh - 1)))]
          [static_cast<size_t>(std::lround(right * (kColumns - 1)))] = kLettersOverShades[k];
    }
  }
  std::string text = title_line(field.title, style) + framed(rows, across, up, kColumns) +
                     axis_names(field.x, field.y, style);
  for (size_t k = 0; k < field.over.size(); ++k)
    text += std::string(kLabel, ' ') + kLettersOverShades[k] + "  " +
            printable(field.over[k].name.in(style.language)) + "\n";
  return text;
}

std::string figure_text(const lesson::Diagram& diagram, const FigureStyle& style) {
  TextTable table({TextTable::Align::kLeft, TextTable::Align::kLeft, TextTable::Align::kLeft});
  for (size_t i = 0; i < diagram.nodes.size(); ++i) {
    const lesson::Diagram::Node& node = diagram.nodes[i];
    std::string targets;
    for (const lesson::Diagram::Edge& edge : diagram.edges) {
      if (edge.from != i) continue;
      const std::string& note = edge.note.in(style.language);
      targets += (targets.empty() ? "-> " : ", ") + diagram.nodes[edge.to].name.in(style.language) +
                 (note.empty() ? "" : " (" + note + ")");
    }
    table.add({node.name.in(style.language), node.note.in(style.language), targets});
  }
  return title_line(diagram.title, style) + table.text();
}

}  // namespace glia::cli
