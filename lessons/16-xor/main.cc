// XOR with a 2-4-1 network: 2,000 steps of gradient descent on all four rows.
#include <glia/glia.hpp>

#include <cmath>
#include <cstdio>

using namespace glia;

// Start values f(1), f(2), ...
graph::Initializer from(double (*f)(double)) {
  return [f](std::span<double> values, uint64_t, uint64_t) {
    for (size_t i = 0; i < values.size(); ++i) values[i] = f(static_cast<double>(i + 1));
  };
}

int main() {
  graph::Graph g;
  const auto x = g.constant(Tensor::from({4, 2}, {0, 0, 0, 1, 1, 0, 1, 1}));
  const auto y = g.constant(Tensor::from({4, 1}, {0, 1, 1, 0}));
  const auto w1 = g.variable("w1", {4, 2}, from(std::sin)), b1 = g.variable("b1", {4}, nullptr);
  const auto w2 = g.variable("w2", {4, 1}, from(std::cos)), b2 = g.variable("b2", {1}, nullptr);
  const auto hidden = tanh(matmul(x, transpose(w1)) + b1);
  const auto logits = matmul(hidden, w2) + b2;
  const auto loss = loss::sigmoid_cross_entropy(logits, y);
  const auto slopes = graph::grad(loss, {w1, b1, w2, b2});
  optim::add_updates(g, {w1, b1, w2, b2}, slopes, g.constant(1), optim::Sgd{});
  program::Program program(g, {loss, sigmoid(logits)});
  program.step();
  std::printf("loss_first %.17g\n", program.scalar(0));
  for (int i = 0; i < 2000; ++i) program.step();
  std::printf("loss %.17g\nanswers", program.scalar(0));
  for (const double answer : program.output(1).values()) std::printf(" %.17g", answer);
  std::printf("\n");
}
