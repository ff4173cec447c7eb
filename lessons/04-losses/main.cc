// How steep five losses are at the same four pairs of target t and prediction x.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

int main() {
  graph::Graph g;
  const auto t = g.input("t", {4}), x = g.input("x", {4});
  const auto yes = pow(x, t), no = pow(1.0 - x, 1.0 - t);
  const auto log_yes = t * log(x), log_no = (1.0 - t) * log(1.0 - x);
  const std::pair<const char*, graph::Value> losses[] = {{"steep_mse", square(t - x)},
                                                         {"steep_half_mse", square(t - x) / 2.0},
                                                         {"steep_absolute", abs(t - x)},
                                                         {"steep_ce", -(log_yes + log_no)},
                                                         {"steep_mle", yes * no}};
  std::vector<graph::Value> slopes;
  for (const auto& [name, loss] : losses) slopes.push_back(abs(graph::grad(sum(loss), {x})[0]));
  program::Program program(g, slopes);
  const std::vector<Tensor> shown =
      program.run(Tensor::from({4}, {0.25, 1, 0, 0.5}), Tensor::from({4}, {0.6, 0.1, 0.9, 0.2}));
  for (size_t i = 0; i < shown.size(); ++i) {
    std::printf("%s", losses[i].first);
    for (const double slope : shown[i].values()) std::printf(" %.17g", slope);
    std::printf("\n");
  }
}
