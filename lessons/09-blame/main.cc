// Every slope of a 2-2-1 network, and how two errors come back to one hidden unit.
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
  const auto x = g.constant(Tensor::from({2}, {0.3, -0.6}));
  const auto w1 = g.constant(Tensor::from({2, 2}, {0.2, -0.4, 0.7, 0.1}));
  const auto b1 = g.constant(Tensor::from({2}, {0.05, -0.2}));
  const auto w2 = g.constant(Tensor::from({2}, {0.6, -0.9})), b2 = g.constant(0.15);
  const auto hidden = sigmoid(sum(w1 * x, {1}) + b1);  // row i of w1 belongs to unit i
  const auto y = sigmoid(sum(w2 * hidden) + b2);
  const auto loss = square(y - 0.8) / 2.0;
  auto outputs = graph::grad(loss, {b1, w2, b2});
  outputs.push_back(loss);

  const auto a = g.constant(1);
  const auto errors = g.constant(Tensor::from({2}, {0.3, -0.3}));
  outputs.push_back(graph::grad(g.constant(Tensor::from({2}, {0.5, 0.2})) * a, {a}, errors)[0]);

  program::Program program(g, outputs);
  program.step();
  const char* names[] = {"db1", "dW2", "db2", "loss", "sum"};
  for (size_t i = 0; i < 5; ++i) print(names[i], program.output(i));
}
