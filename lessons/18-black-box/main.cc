// What does the box do? Guess w x + x^2, look at the errors, and find the best w by descent.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

int main() {
  const data::Table table = data::load_builtin("black-box");
  graph::Graph g;
  const auto x = g.constant(Tensor::from({4}, table.column("input").numbers));
  const auto y = g.constant(Tensor::from({4}, table.column("output").numbers));
  const auto w = g.variable("w", {}, nn::constant(1.5));
  const auto error = w * x + square(x) - y;
  const auto j = mean(square(error)) / 2.0;
  optim::add_updates(g, {w}, graph::grad(j, {w}), g.constant(0.3), optim::Sgd{});
  program::Program program(g, {j, w});
  program.step();
  std::printf("guess_loss %.17g\n", program.scalar(0));
  for (int i = 0; i < 200; ++i) program.step();
  std::printf("best %.17g\nlimit %.17g\n", program.scalar(1), program.scalar(0));
}
