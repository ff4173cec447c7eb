// e = (a + b)(b + 1): an observer sees every node; one sweep back gives every slope.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

int main() {
  graph::Graph g;
  const auto a = g.input("a", {}), b = g.input("b", {});
  const auto c = a + b, d = b + 1.0, e = c * d;
  program::Program program(g, graph::grad(e, {a, b, c, d, e}));
  program.observe([&](const program::Observation& seen) {
    for (const auto& [name, node] : {std::pair{"c", c}, {"d", d}, {"e", e}})
      if (seen.id == node.id()) std::fprintf(stderr, "%s = %g\n", name, seen.value().item());
  });
  std::printf("slopes");
  for (const Tensor& slope : program.run(2.0, 1.0)) std::printf(" %.17g", slope.item());

  // Forward mode: one sweep for each input.
  const auto by_a = graph::jvp({e}, {a}, {g.constant(1)})[0];
  const auto by_b = graph::jvp({e}, {b}, {g.constant(1)})[0];
  program::Program forward(g, {by_a, by_b});
  std::printf("\nforward_mode");
  for (const Tensor& slope : forward.run(2.0, 1.0)) std::printf(" %.17g", slope.item());
  std::printf("\n");
}
