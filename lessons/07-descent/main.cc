// Down the surface J = x^2 + sin^2 y from (3, 1) until J < 0.01.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

int main() {
  graph::Graph g;
  const auto x = g.variable("x", {}, nn::constant(3)), y = g.variable("y", {}, nn::constant(1));
  const auto in_x = square(x), in_y = square(sin(y));
  const auto j = in_x + in_y;
  optim::add_updates(g, {x, y}, graph::grad(j, {x, y}), g.constant(0.1), optim::Sgd{});
  program::Program hill(g, {x, y, j});

  std::vector<double> xs, ys;
  do {
    hill.step();  // shows x, y and J, then moves
    xs.push_back(hill.scalar(0));
    ys.push_back(hill.scalar(1));
  } while (hill.scalar(2) >= 0.01);
  std::printf("surface_updates %zu\nsurface_x", xs.size() - 1);
  for (const double each : xs) std::printf(" %.17g", each);
  std::printf("\nsurface_y");
  for (const double each : ys) std::printf(" %.17g", each);
  std::printf("\n");
}
