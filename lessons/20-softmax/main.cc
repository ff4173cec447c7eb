// Softmax, and the slope of its cross entropy: a - t.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

void print(const char* name, const Tensor& values) {
  std::printf("%s", name);
  for (const double value : values.values()) std::printf(" %.17g", value);
  std::printf("\n");
}

int main() {
  graph::Graph g;
  const auto z = g.input("z", {3}), t = g.input("t", {3});
  const auto a = softmax(z);
  const auto cost = -sum(t * log_softmax(z));
  program::Program program(g, {a, cost, graph::grad(cost, {z})[0]});
  const std::vector<Tensor> shown =
      program.run(Tensor::from({3}, {1, 2, 0.5}), Tensor::from({3}, {0, 1, 0}));
  print("a", shown[0]);
  print("cost", shown[1]);
  print("dz", shown[2]);
}
