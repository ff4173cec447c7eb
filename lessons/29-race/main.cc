// Three optimizers from (-1.2, 1), 300 steps down the valley f = (1 - x)^2 + 20 (y - x^2)^2.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

void run(const char* name, const optim::Optimizer& optimizer) {
  graph::Graph g;
  const auto x = g.variable("x", {}, nn::constant(-1.2)), y = g.variable("y", {}, nn::constant(1));
  const auto across = square(y - square(x)) * 20.0, along = square(1.0 - x);
  const auto f = across + along;
  optim::add_updates(g, {x, y}, graph::grad(f, {x, y}), g.constant(optimizer.rate), optimizer);
  program::Program program(g, {x, y, f});
  for (int i = 0; i <= 300; ++i) {
    if (program.has_input("step")) program.set_integer(program.input("step"), i);  // Adam counts
    program.step();
  }
  std::printf("%s %.17g %.17g %.17g\n", name, program.scalar(0), program.scalar(1),
              program.scalar(2));
}

int main() {
  run("sgd", optim::Sgd{0.005});
  run("momentum", optim::Momentum{0.002});
  run("adam", optim::Adam{0.05});
}
