// Two bits and their complements: a 2-4-2 network with leaky ReLU, one sample at a time.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

graph::Initializer from(std::vector<double> list) {
  return [list](std::span<double> values, uint64_t, uint64_t) {
    std::copy(list.begin(), list.end(), values.begin());
  };
}

int main() {
  graph::Graph g;
  const auto x = g.input("x", {1, 2}), y = g.input("y", {1, 2});
  const auto w1 = g.variable("w1", {4, 2}, from({0.1, 0.7, 0.4, 0.8, 0.7, 0.1, 0.1, 0.4}));
  const auto b1 = g.variable("b1", {4}, from({0.1, 0.9, 0.6, 0.5}));
  const auto w2 = g.variable("w2", {2, 4}, from({0.3, 0.4, 0.5, 0.2, 0.3, 0.4, 0.5, 0.2}));
  const auto b2 = g.variable("b2", {2}, from({0.6, 0.6}));
  const auto hidden = nn::leaky_relu(matmul(x, transpose(w1)) + b1, 0.1);
  const auto answer = nn::leaky_relu(matmul(hidden, transpose(w2)) + b2, 0.1);
  const auto loss = sum(square(answer - y)) / 2.0;
  const auto slopes = graph::grad(loss, {w1, b1, w2, b2});
  optim::add_updates(g, {w1, b1, w2, b2}, slopes, g.constant(0.17), optim::Sgd{});
  program::Program program(g, {loss});

  const std::vector<std::vector<double>> bits = {{1, 1}, {0, 0}, {0, 1}, {1, 0}};
  double error = 1;
  int rounds = 0;
  for (; error > 1e-5; ++rounds) {
    error = 0;
    for (const auto& pair : bits)
      error +=
          program
              .run(Tensor::from({1, 2}, pair), Tensor::from({1, 2}, {1 - pair[0], 1 - pair[1]}))[0]
              .item();
  }
  std::printf("rounds %d\nerror %.17g\n", rounds, error);
}
