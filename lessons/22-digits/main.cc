// Hand-written digits: a 64-32-10 network, 20 rounds over the first 1,500 rows of the table.
#include <glia/glia.hpp>

#include <cmath>
#include <cstdio>

using namespace glia;

// Start values scale * f(1), scale * f(2), ...
graph::Initializer from(double (*f)(double), double scale) {
  return [f, scale](std::span<double> values, uint64_t, uint64_t) {
    for (size_t i = 0; i < values.size(); ++i) values[i] = scale * f(static_cast<double>(i + 1));
  };
}

int main() {
  const data::Table table = data::load_builtin("digits");
  graph::Graph g;
  const auto x = g.input("x", {30, 64}), y = g.input("y", {30, 10});
  const auto w = g.variable("w", {32, 64}, from(std::sin, 0.2)), b = g.variable("b", {32}, nullptr);
  const auto v = g.variable("v", {10, 32}, from(std::cos, 0.5)), c = g.variable("c", {10}, nullptr);
  const auto hidden = tanh(matmul(x, transpose(w)) + b);
  const auto right = sum(y * log_softmax(matmul(hidden, transpose(v)) + c), {1});
  const auto loss = -mean(right);
  const auto slopes = graph::grad(loss, {w, b, v, c});
  optim::add_updates(g, {w, b, v, c}, slopes, g.constant(0.3), optim::Sgd{});
  program::Program program(g, {loss});
  for (int round = 0; round < 20; ++round) {
    double total = 0;
    for (size_t batch = 0; batch < 50; ++batch) {
      std::vector<double> pixels, digits(300, 0);
      for (size_t row = 0; row < 30; ++row) {
        const size_t line = batch * 30 + row;
        for (int64_t i = 0; i < 64; ++i) pixels.push_back(table.column(i).numbers[line] / 16);
        digits[row * 10 + static_cast<size_t>(table.column("digit").numbers[line])] = 1;
      }
      total +=
          program.run(Tensor::from({30, 64}, pixels), Tensor::from({30, 10}, digits))[0].item();
    }
    if (round == 0) std::printf("loss_first %.17g\n", total / 50);
    if (round == 19) std::printf("loss %.17g\n", total / 50);
  }
}
