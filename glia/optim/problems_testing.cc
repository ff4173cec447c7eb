#include "glia/optim/problems_testing.h"

#include <string>

#include "glia/base/named.h"
#include "glia/graph/ops/elementwise.h"

namespace glia::optim {
namespace {

using graph::square;
using graph::Value;
using Point = std::vector<Value>;

// (1 - x)^2 + 100 (y - x^2)^2: a curved valley. Rosenbrock 1960.
Value rosenbrock(const Point& x) {
  const Value first = square(1.0 - x[0]);
  const Value second = square(x[1] - square(x[0]));
  return first + second * 100.0;
}

// (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2: flat, with steep corners.
Value beale(const Point& x) {
  constexpr double kConstants[] = {1.5, 2.25, 2.625};
  Value power = x[1];
  Value sum;
  for (const double constant : kConstants) {
    const Value product = x[0] * power;
    const Value term = square(constant - x[0] + product);
    sum = sum ? sum + term : term;
    power = power * x[1];
  }
  return sum;
}

// (x^2 + y - 11)^2 + (x + y^2 - 7)^2: four equal minima. Himmelblau 1972.
Value himmelblau(const Point& x) {
  const Value first = square(square(x[0]) + x[1] - 11.0);
  const Value second = square(x[0] + square(x[1]) - 7.0);
  return first + second;
}

// Sum of c x^2 / 2 with c = 1, 10, 100: an ill-conditioned quadratic.
Value quadratic(const Point& x) {
  Value sum = square(x[0]) * 0.5;
  double curvature = 0.5;
  for (size_t i = 1; i < x.size(); ++i) {
    curvature *= 10;
    sum = sum + square(x[i]) * curvature;
  }
  return sum;
}

// x^2 + sin^2 y.
Value wave(const Point& x) {
  const Value first = square(x[0]);
  return first + square(graph::sin(x[1]));
}

}  // namespace

std::span<const Problem> problems() {
  static const std::vector<Problem> problems = {
      {"rosenbrock", {-1.2, 1}, 0, rosenbrock},
      {"beale", {1, 1}, 0, beale},
      {"himmelblau", {0, 0}, 0, himmelblau},
      {"quadratic", {1.3, -0.7, 0.55}, 0, quadratic},
      {"wave", {3, 2}, 0, wave},
  };
  return problems;
}

const Problem& find_problem(std::string_view name) {
  return find_named("problem", name, problems());
}

std::vector<Value> declare_start(graph::Graph& graph, const Problem& problem) {
  std::vector<Value> variables;
  for (const double start : problem.start) {
    const auto fill = [start](std::span<double> values, uint64_t, uint64_t) { values[0] = start; };
    variables.push_back(graph.variable("x" + std::to_string(variables.size()), {}, fill));
  }
  return variables;
}

}  // namespace glia::optim
