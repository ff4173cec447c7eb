// The 1-2-1 network that predicts activity from temperature, with the weights the book prints.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

int main() {
  graph::Graph g;
  const auto x = g.input("temperature", {});
  const auto h1 = tanh(x * -0.16132499999994152 + 0.07210999999999113);
  const auto h2 = tanh(x * -0.2150150000000196 + 1.4037740000000716);
  const auto weighted = h1 * 0.342746999998477 - h2 * 0.7286400000000355;
  const auto y = tanh(weighted + 0.6238199999996561);
  program::Program network(g, {h1, h2, y, graph::grad(y, {x})[0]});
  const std::vector<Tensor> shown = network.run(18.0);
  const char* names[] = {"hidden1", "hidden2", "output", "slope"};
  for (size_t i = 0; i < shown.size(); ++i) std::printf("%s %.17g\n", names[i], shown[i].item());

  // As layers, counted.
  graph::Graph layers;
  nn::build(layers, nn::Sequential{nn::Dense{2}, nn::Tanh{}, nn::Dense{1}, nn::Tanh{}}.arch(1));
  const program::Variables variables(layers, Real::kDouble);
  std::printf("parameters %d\n", static_cast<int>(variables.trainable_count()));
}
