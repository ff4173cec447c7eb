// Ten steps down J = x^2 with four learning rates.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

// x before each of ten steps and after the last.
std::vector<double> slide(double rate) {
  graph::Graph g;
  const auto x = g.variable("x", {}, nn::constant(1.2));
  optim::add_updates(g, {x}, graph::grad(square(x), {x}), g.constant(rate), optim::Sgd{});
  program::Program hill(g, {x});
  std::vector<double> path;
  for (int i = 0; i <= 10; ++i) {
    hill.step();
    path.push_back(hill.scalar(0));
  }
  return path;
}

int main() {
  for (const double rate : {1.0, 0.4, 0.1})
    std::fprintf(stderr, "rate %g ends at %g\n", rate, slide(rate).back());
  std::printf("x");
  for (const double x : slide(0.3)) std::printf(" %.17g", x);
  std::printf("\n");
}
