// y = 2x + 3 from 20 points: a hundred steps down the loss over (w, b).
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

int main() {
  std::vector<double> points;
  for (int i = 0; i < 20; ++i) points.push_back(i / 19.0);
  graph::Graph g;
  const auto x = g.constant(Tensor::from({20}, points));
  const auto w = g.variable("w", {}, nn::constant(0.2)), b = g.variable("b", {}, nn::constant(1.2));
  const auto error = (w * x + b) - (x * 2.0 + 3.0);
  const auto j = mean(square(error)) / 2.0;
  optim::add_updates(g, {w, b}, graph::grad(j, {w, b}), g.constant(0.5), optim::Sgd{});
  program::Program program(g, {w, b, j});
  for (int i = 0; i <= 100; ++i) {
    program.step();  // shows, then moves
    if (i % 20 == 0) std::fprintf(stderr, "%3d  J = %g\n", i, program.scalar(2));
  }
  std::printf("w %.17g\nb %.17g\n", program.scalar(0), program.scalar(1));
}
