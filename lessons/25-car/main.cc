// Car or not from two pixels: logistic regression and 2,000 steps, without and with quadratic
// terms.
#include <glia/glia.hpp>

#include <cmath>
#include <cstdio>

using namespace glia;

// A car where pixel p is lighter than q by more than 0.4, or the two differ by more than 0.5.
double loss_after_training(bool either_way, bool quadratic) {
  std::vector<double> inputs, cars;
  for (int i = 0; i < 64; ++i) {
    const double p = i % 8 / 7.0, q = i / 8 / 7.0;
    inputs.insert(inputs.end(), {p, q});
    if (quadratic) inputs.insert(inputs.end(), {p * p, p * q, q * q});
    cars.push_back(either_way ? std::abs(p - q) > 0.5 : p - q > 0.4);
  }
  const int64_t terms = quadratic ? 5 : 2;
  graph::Graph g;
  const auto x = g.constant(Tensor::from({64, terms}, inputs));
  const auto y = g.constant(Tensor::from({64, 1}, cars));
  const auto w = g.variable("w", {terms, 1}, nullptr), b = g.variable("b", {1}, nullptr);
  const auto loss = loss::sigmoid_cross_entropy(matmul(x, w) + b, y);
  const auto slopes = graph::grad(loss, {w, b});
  optim::add_updates(g, {w, b}, slopes, g.constant(2), optim::Sgd{});
  program::Program program(g, {loss});
  for (int step = 0; step <= 2000; ++step) program.step();
  return program.scalar(0);
}

int main() {
  std::printf("line %.17g\n", loss_after_training(false, false));
  std::printf("fails %.17g\n", loss_after_training(true, false));
  std::printf("quadratic %.17g\n", loss_after_training(true, true));
}
