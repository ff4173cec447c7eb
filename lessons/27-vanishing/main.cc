// What is left of an error after 1 to 10 sigmoid layers whose sums are 0.5.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

int main() {
  std::printf("left_sigmoid");
  for (int layers = 1; layers <= 10; ++layers) {
    graph::Graph g;
    const auto x = g.input("x", {}), z = g.constant(0.5);
    auto a = x;
    for (int i = 0; i < layers; ++i) a = sigmoid(a + stop_gradient(z - a));  // the sum is held at z
    program::Program program(g, {graph::grad(a, {x})[0]});
    std::printf(" %.17g", program.run(0.0)[0].item());
  }
  std::printf("\n");
}
