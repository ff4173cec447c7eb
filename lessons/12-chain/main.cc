// x -> x^2 -> ln -> sqrt = 2.13: the error of the last step, divided by slope after slope.
#include <glia/glia.hpp>

#include <cmath>
#include <cstdio>

using namespace glia;

int main() {
  graph::Graph g;
  const auto held = g.variable("x", {}, nn::constant(2));
  const auto x = select(less(held, g.constant(1)), g.constant(1.1), held);
  const auto a = square(x), b = log(a), c = sqrt(b);
  const auto dc = c - 2.13;
  const auto db = dc / graph::grad(c, {b})[0];
  const auto da = db / graph::grad(b, {a})[0];
  g.assign(held, x - da / graph::grad(a, {x})[0]);
  program::Program program(g, {x, c, dc});

  std::vector<double> xs, cs;
  do {
    program.step();
    xs.push_back(program.scalar(0));
    cs.push_back(program.scalar(1));
  } while (std::abs(program.scalar(2)) >= 0.001);
  std::printf("evaluations %zu\nx", xs.size());
  for (const double each : xs) std::printf(" %.17g", each);
  std::printf("\nc");
  for (const double each : cs) std::printf(" %.17g", each);
  std::printf("\n");
}
