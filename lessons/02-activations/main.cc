// Activation functions and their slopes at seven points; the slope is the graph's own derivative.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

void print(const char* name, const char* what, const Tensor& values) {
  std::printf("%s%s", name, what);
  for (const double value : values.values()) std::printf(" %.17g", value);
  std::printf("\n");
}

int main() {
  const Tensor points = Tensor::from({7}, {-2, -1, -0.5, 0, 0.5, 1, 2});
  for (const char* name : {"sigmoid", "tanh", "relu", "leaky_relu", "elu"}) {
    const nn::Activation& activation = nn::find_activation(name);
    const bool leaky = activation.name == "leaky_relu";
    graph::Graph g;
    const auto x = g.input("x", {7});
    const auto f = activation.apply(x, leaky ? 0.1 : activation.parameter.standard);
    program::Program program(g, {f, graph::grad(sum(f), {x})[0]});
    const std::vector<Tensor> shown = program.run(points);
    print(name, "", shown[0]);
    print(name, "_slope", shown[1]);
  }
}
