// The seven steps of training, once, on one unit A = w X + b.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

int main() {
  graph::Graph g;
  const auto x = g.input("X", {}), y = g.input("Y", {});  // 1. a sample
  const auto w = g.variable("w", {}, nn::constant(2));    // 2. start values
  const auto b = g.variable("b", {}, nn::constant(3));
  const auto a = w * x + b;                       // 3. forward
  const auto j = square(a - y);                   // 4. loss
  const auto slopes = graph::grad(j, {a, w, b});  // 5. backward
  optim::add_updates(g, {w, b}, {slopes[1], slopes[2]}, g.constant(0.1), optim::Sgd{});  // 6.
  program::Program round(g, {a, j, slopes[0], slopes[1], slopes[2]});

  const std::vector<Tensor> first = round.run(1.0, 3.0);
  std::printf("A %.17g\nJ %.17g\nslopes", first[0].item(), first[1].item());
  for (size_t i = 2; i < 5; ++i) std::printf(" %.17g", first[i].item());
  std::printf("\nJ_after %.17g\n", round.run(1.0, 3.0)[1].item());  // 7. good enough?
}
