// The 2-2-2 network that a book works through by hand: 10,000 steps.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

// Start values from a list.
graph::Initializer from(std::vector<double> list) {
  return [list](std::span<double> values, uint64_t, uint64_t) {
    std::copy(list.begin(), list.end(), values.begin());
  };
}

int main() {
  graph::Graph g;
  const auto w1 = g.variable("w1", {2, 2}, from({0.15, 0.2, 0.25, 0.3}));
  const auto w2 = g.variable("w2", {2, 2}, from({0.4, 0.45, 0.5, 0.55}));
  const auto h = sigmoid(sum(w1 * g.constant(Tensor::from({2}, {0.05, 0.1})), {1}) + 0.35);
  const auto o = sigmoid(sum(w2 * h, {1}) + 0.6);
  const auto e = sum(square(g.constant(Tensor::from({2}, {0.01, 0.99})) - o)) / 2.0;
  optim::add_updates(g, {w1, w2}, graph::grad(e, {w1, w2}), g.constant(0.5), optim::Sgd{});
  program::Program program(g, {e, o});
  program.step();
  std::printf("E_start %.17g\n", program.scalar(0));
  program.step();
  std::printf("E_after_one %.17g\n", program.scalar(0));
  for (int i = 1; i < 10000; ++i) program.step();
  std::printf("E %.17g\n", program.scalar(0));
}
