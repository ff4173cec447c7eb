// The activations with their plots: values and slopes are the engine's own.
#include <algorithm>
#include <cmath>

#include "apps/reference/pages.h"
#include "apps/reference/plot.h"
#include "glia/base/format.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/nn/activation.h"
#include "glia/program/program.h"

namespace glia::reference {
namespace {

using nn::Activation;
using nn::Value;

// Softmax and its logarithm read a row: they are shown for the first of [x, 0].
bool reads_row(const Activation& activation) { return activation.exact == nullptr; }

struct Curve {
  std::vector<Point> value, slope;
};

// The engine's values and slopes at `x`.
Curve curve_of(const Activation& activation, const std::vector<double>& x) {
  const auto count = static_cast<int64_t>(x.size());
  const int64_t width = reads_row(activation) ? 2 : 1;
  graph::Graph g;
  const Value in = g.input("x", {count, width});
  const Value value = activation.apply(in, activation.parameter.standard);
  Tensor first({width}, Type::kReal);
  first.set(0, 1);
  const Value slope = graph::grad(graph::sum(value * g.constant(first)), {in})[0];
  Tensor rows({count, width}, Type::kReal);
  for (int64_t i = 0; i < count; ++i) rows.set(i * width, x[static_cast<size_t>(i)]);
  program::Program program(g, {value, slope});
  const std::vector<Tensor> found = program.run(rows);
  Curve curve;
  for (int64_t i = 0; i < count; ++i) {
    const double at = x[static_cast<size_t>(i)];
    curve.value.push_back({at, found[0].at(i * width)});
    curve.slope.push_back({at, found[1].at(i * width)});
  }
  return curve;
}

// Ends of the pieces between which the function is smooth.
std::vector<double> ends_of(const Activation& activation) {
  double reach = 5;
  for (const double kink : activation.kinks) reach = std::max(reach, std::fabs(kink) + 2);
  std::vector<double> ends = {-reach};
  for (const double kink : activation.kinks) ends.push_back(kink);
  ends.push_back(reach);
  return ends;
}

std::string plot_of(const Activation& activation) {
  constexpr int kPoints = 60;  // of a piece
  constexpr double kBeside = 1e-9;
  Pieces value, slope;
  const std::vector<double> ends = ends_of(activation);
  for (size_t piece = 0; piece + 1 < ends.size(); ++piece) {
    std::vector<double> x;
    const double low = ends[piece] + kBeside;
    const double high = ends[piece + 1] - kBeside;
    for (int i = 0; i <= kPoints; ++i) x.push_back(low + (high - low) * i / kPoints);
    Curve curve = curve_of(activation, x);
    value.push_back(std::move(curve.value));
    slope.push_back(std::move(curve.slope));
  }
  const std::string title = reads_row(activation)
                                ? fmt::format("{}([x, 0]), the first", activation.name)
                                : fmt::format("{}(x)", activation.name);
  return plot_svg(title, value, slope);
}

std::string parameter_of(const Activation& activation) {
  const nn::ActivationParameter& parameter = activation.parameter;
  if (parameter.name.empty()) return "";
  return fmt::format("`{}` = {:g}, {}", parameter.name, parameter.standard,
                     std::isfinite(parameter.least) ? fmt::format("above {:g}", parameter.least)
                                                    : "any finite number");
}

std::string error_of(const Activation& activation) {
  if (reads_row(activation)) return "";
  if (activation.ulp_float == 0) return "exact";
  return fmt::format("{:g}, {:g}", activation.ulp_float, activation.ulp_double);
}

}  // namespace

std::vector<Page> activation_pages() {
  Page page{"activations.md", heading("Activations")};
  page.text +=
      "By name in `glia train --activation NAME`, as `kind` of a `[[layer]]` in the architecture "
      "file, and in C++ as `nn::activate(x, \"NAME\")`. Error: the bound in units in the last "
      "place of float and double, for normal inputs and results; `./check --long` judges every "
      "float. Where the slope jumps, the derivative is that of one side.\n\n";
  Table table({"name", "formula and source", "parameter", "error (ulp)", "plot"});
  std::vector<Page> pages;
  for (const Activation& each : nn::activations()) {
    const std::string plot = fmt::format("plots/{}.svg", each.name);
    std::string name = code(each.name);
    if (!each.alias.empty()) name += " or " + code(each.alias);
    table.add({name, std::string(each.doc), parameter_of(each), error_of(each),
               fmt::format("![{}]({})", each.name, plot)});
    pages.push_back({plot, plot_of(each)});
  }
  page.text += table.text();
  pages.insert(pages.begin(), std::move(page));
  return pages;
}

}  // namespace glia::reference
