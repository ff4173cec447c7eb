// Two heads in ten throws: climbing the likelihood leads to p = k / n.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

// p after `steps` of gradient descent on loss(p), p = sigmoid(z), from z = 0.
double best(double rate, int steps, graph::Value (*loss)(graph::Value p)) {
  graph::Graph g;
  const auto z = g.variable("z", {}, nn::constant(0));
  const auto p = sigmoid(z);
  const auto slope = graph::grad(loss(p), {z})[0];
  optim::add_updates(g, {z}, {slope}, g.constant(rate), optim::Sgd{});
  program::Program program(g, {p});
  for (int i = 0; i <= steps; ++i) program.step();
  return program.scalar(0);
}

graph::Value likelihood(graph::Value p) {
  const auto yes = p * p, no = pow(1.0 - p, p.graph().constant(8));
  return yes * no;
}

graph::Value cross_entropy(graph::Value p) {
  const auto yes = log(p) * 2.0, no = log(1.0 - p) * 8.0;
  return -(yes + no) / 10;
}

int main() {
  std::printf("by_product %.17g\n", best(10, 2000, [](graph::Value p) { return -likelihood(p); }));
  std::printf("by_entropy %.17g\n", best(1, 2000, cross_entropy));
}
