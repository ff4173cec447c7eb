// One neuron taught by trial: slopes are differences of the cost.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

int main() {
  graph::Graph g;
  const auto w = g.input("w", {}), b = g.input("b", {});
  const auto prediction = sigmoid(w * 0.4 + b);
  program::Program neuron(g, {square(0.9 - prediction) / 2.0, prediction});
  const auto cost = [&](double weight, double bias) { return neuron.run(weight, bias)[0].item(); };

  const double h = 1e-10, rate = 0.6;
  double weight = 1, bias = 0;
  int steps = 0;
  for (double here = cost(weight, bias); here > 0.001; here = cost(weight, bias), ++steps) {
    const double in_weight = (cost(weight + h, bias) - here) / h;
    const double in_bias = (cost(weight, bias + h) - here) / h;
    weight -= rate * in_weight;
    bias -= rate * in_bias;
  }
  std::printf("steps %d\nw %.17g\nb %.17g\n", steps, weight, bias);
  std::printf("pred %.17g\n", neuron.run(weight, bias)[1].item());
}
