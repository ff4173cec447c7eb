// 0.4 x^2 + 0.3 x sin 15x + 0.01 cos 50x - 0.3 by eight tanh units: 1,000 steps of Adam.
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
  const data::Table table = data::load_builtin("target-curve");
  std::vector<double> xs, ys;
  for (size_t row = 0; row < 1000; row += 9) {
    xs.push_back(table.column("x").numbers[row]);
    ys.push_back(table.column("y").numbers[row]);
  }
  graph::Graph g;
  const auto x = g.constant(Tensor::from({112, 1}, xs)), y = g.constant(Tensor::from({112, 1}, ys));
  const auto w = g.variable("w", {1, 8}, from([](double) { return 12.0; }));
  const auto b = g.variable("b", {8}, from([](double i) { return -12 * (i - 0.5) / 8; }));
  const auto v = g.variable("v", {8, 1}, from([](double i) { return 0.1 * std::sin(i); }));
  const auto c = g.variable("c", {1}, nullptr);
  const auto error = mean(square(matmul(tanh(matmul(x, w) + b), v) + c - y));
  const auto slopes = graph::grad(error, {w, b, v, c});
  optim::add_updates(g, {w, b, v, c}, slopes, g.constant(0.01), optim::Adam{});
  program::Program program(g, {error});
  for (int64_t step = 0; step <= 1000; ++step) {
    program.set_integer(program.input("step"), step);
    program.step();
    if (step == 0) std::printf("error_start %.17g\n", program.scalar(0));
  }
  std::printf("error %.17g\n", program.scalar(0));
}
