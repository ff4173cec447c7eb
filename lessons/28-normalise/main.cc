// Batch normalisation of four values, and the slope of a residual connection.
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
  const auto batch = g.input("batch", {4}), x = g.input("x", {3});
  const auto mu = mean(batch), variance = mean(square(batch - mu));
  const auto y = tanh(x * 0.5) + x;
  program::Program program(
      g, {mu, variance, (batch - mu) / sqrt(variance + 0.001), y, graph::grad(sum(y), {x})[0]});
  const std::vector<Tensor> shown =
      program.run(Tensor::from({4}, {1, 2, 3, 4}), Tensor::from({3}, {0, 1, 10}));
  const char* names[] = {"mean", "variance", "normalised", "residual", "residual_slope"};
  for (size_t i = 0; i < 5; ++i) print(names[i], shown[i]);
}
