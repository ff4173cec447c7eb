// z = (2w + 3b)(2b + 1) = 150, half the error taken off with each variable.
#include <glia/glia.hpp>

#include <cmath>
#include <cstdio>

using namespace glia;

int main() {
  graph::Graph g;
  const auto w = g.variable("w", {}, nn::constant(3)), b = g.variable("b", {}, nn::constant(4));
  const auto x = w * 2.0 + b * 3.0, y = b * 2.0 + 1.0;
  const auto z = x * y, error = z - 150.0;
  const auto slopes = graph::grad(z, {w, b});
  g.assign(w, w - error / 2.0 / slopes[0]);
  g.assign(b, b - error / 2.0 / slopes[1]);
  program::Program program(g, {w, b, error});

  std::vector<double> ws, bs;
  do {
    program.step();  // shows the values, then moves both
    ws.push_back(program.scalar(0));
    bs.push_back(program.scalar(1));
  } while (std::abs(program.scalar(2)) >= 1e-5);
  std::printf("updates %zu\nboth_w", ws.size() - 1);
  for (const double each : ws) std::printf(" %.17g", each);
  std::printf("\nboth_b");
  for (const double each : bs) std::printf(" %.17g", each);
  std::printf("\n");
}
