// Is there an X? A 49-8-1 network, one drawing at a time, until a round costs at most 0.01.
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
  const data::Table table = data::load_builtin("x7x7");
  graph::Graph g;
  const auto x = g.input("x", {1, 49}), t = g.input("t", {1, 1});
  const auto w = g.variable("w", {8, 49}, from(std::sin, 0.1)), b = g.variable("b", {8}, nullptr);
  const auto v = g.variable("v", {1, 8}, from(std::cos, 0.5)), c = g.variable("c", {1}, nullptr);
  const auto hidden = nn::elu(matmul(x, transpose(w)) + b);
  const auto loss = loss::sigmoid_cross_entropy(matmul(hidden, transpose(v)) + c, t);
  const auto slopes = graph::grad(loss, {w, b, v, c});
  optim::add_updates(g, {w, b, v, c}, slopes, g.constant(0.03), optim::Sgd{});
  program::Program program(g, {loss});

  double error = 1;
  int rounds = 0;
  for (; error > 0.01; ++rounds) {
    error = 0;
    for (size_t row = 0; row < 14; ++row) {
      std::vector<double> pixels;
      for (int64_t i = 0; i < 49; ++i) pixels.push_back(table.column(i).numbers[row]);
      const Tensor truth = Tensor::from({1, 1}, {table.column("has_x").numbers[row]});
      error += program.run(Tensor::from({1, 49}, pixels), truth)[0].item();
    }
  }
  std::printf("rounds %d\nerror %.17g\n", rounds, error);
}
