// A unit that learns from its mistakes whether it feels warm or cold (Rosenblatt 1958).
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

int main() {
  const data::Table table = data::load_builtin("warm-cold");
  graph::Graph g;
  const auto x = g.input("x", {2}), t = g.input("t", {});
  const auto w = g.variable("w", {2}, nn::constant(0)), b = g.variable("b", {}, nn::constant(0));
  const auto error = t - step(sum(w * x) + b);
  g.assign(w, w + error * x * 0.1);  // no gradient: the rule itself
  g.assign(b, b + error * 0.1);
  program::Program unit(g, {abs(error)});

  std::printf("mistakes");
  for (double mistakes = 1; mistakes > 0;) {
    mistakes = 0;
    for (int64_t i = 0; i < table.rows(); ++i) {
      const auto row = static_cast<size_t>(i);
      const double warm = table.column("feels").cell(i) == "warm" ? 1 : 0;
      const Tensor features = Tensor::from({2}, {table.column("temperature").numbers[row] / 10,
                                                 table.column("wind").numbers[row] / 10});
      mistakes += unit.run(features, warm)[0].item();
    }
    std::printf(" %g", mistakes);
  }
  const auto& variables = *unit.variables();
  const std::vector<double> weights = variables.get(variables.find("w")).values();
  std::printf("\nw %.17g %.17g\n", weights[0], weights[1]);
  std::printf("b %.17g\n", variables.get(variables.find("b")).item());
}
