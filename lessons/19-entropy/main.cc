// Information, entropy, cross entropy.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

void print(const char* name, const Tensor& values) {
  std::printf("%s", name);
  for (const double value : values.values()) std::printf(" %.17g", value);
  std::printf("\n");
}

int main() {
  graph::Graph g;
  const auto list = [&](std::vector<double> values) {
    return g.constant(Tensor::from({static_cast<int64_t>(values.size())}, values));
  };
  const auto three = list({0.7, 0.2, 0.1});
  const auto t = list({0, 1, 1, 0.25, 0.5, 0.7}), x = list({0.1, 0.1, 0.9, 0.4, 0.5, 0.2});
  const auto yes = t * log(x), no = (1.0 - t) * log(1.0 - x);
  const auto cross_entropy = -(yes + no);
  program::Program program(g, {-log(list({0.99, 0.9, 0.5, 0.1, 0.01})), -sum(three * log(three)),
                               cross_entropy, graph::grad(sum(cross_entropy), {x})[0]});
  program.step();
  const char* names[] = {"information", "entropy_of_three", "ce", "ce_slope"};
  for (size_t i = 0; i < 4; ++i) print(names[i], program.output(i));
}
