// 2 sin x by five sigmoid units: 1,000 steps of gradient descent on 41 points.
#include <glia/glia.hpp>

#include <cmath>
#include <cstdio>

using namespace glia;

graph::Initializer from(std::vector<double> list) {
  return [list](std::span<double> values, uint64_t, uint64_t) {
    std::copy(list.begin(), list.end(), values.begin());
  };
}

int main() {
  std::vector<double> xs, ys;
  for (int i = 0; i < 41; ++i) {
    xs.push_back(-2 + 4 * i / 40.0);
    ys.push_back(2 * std::sin(xs.back()));
  }
  graph::Graph g;
  const auto x = g.constant(Tensor::from({41, 1}, xs)), y = g.constant(Tensor::from({41, 1}, ys));
  const auto w1 = g.variable("w1", {1, 5}, from({-2, -1, 0.5, 1, 2}));
  const auto b1 = g.variable("b1", {5}, from({1, -0.5, 0, 0.5, -1}));
  const auto w2 = g.variable("w2", {5, 1}, from({0.1, -0.2, 0.3, -0.4, 0.5}));
  const auto b2 = g.variable("b2", {1}, nullptr);
  const auto hidden = sigmoid(matmul(x, w1) + b1);
  const auto error = mean(square(matmul(hidden, w2) + b2 - y));
  const auto slopes = graph::grad(error / 2.0, {w1, b1, w2, b2});
  optim::add_updates(g, {w1, b1, w2, b2}, slopes, g.constant(0.1), optim::Sgd{});
  program::Program program(g, {error});
  program.step();
  std::printf("error_start %.17g\n", program.scalar(0));
  for (int i = 0; i < 1000; ++i) program.step();
  std::printf("error %.17g\n", program.scalar(0));
}
