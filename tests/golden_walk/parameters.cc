// How many numbers: parameters of networks, features, bytes, pixels.
#include "glia/nn/network.h"
#include "glia/program/variables.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/sheet.h"

namespace glia::golden {
namespace {

// The variables of a network of dense layers; widths[0] is that of the input.
program::Variables dense_network(const std::vector<int64_t>& widths) {
  nn::Sequential network;
  for (size_t i = 1; i < widths.size(); ++i) network.add(nn::Dense{widths[i]});
  graph::Graph graph;
  nn::build(graph, network.arch(widths[0]));
  return {graph, Real::kDouble};
}

Json parameters(const Json& in) { return dense_network(in["layers"]).trainable_count(); }

Json parameters_of_layer(const Json& in) {
  return dense_network({in["n_in"], in["n_out"]}).trainable_count();
}

Json weights_and_biases(const Json& in) {
  const program::Variables variables = dense_network(in["layers"]);
  const auto count = [&](const char* name) {
    return variables.entries()[static_cast<size_t>(variables.find(name))].count;
  };
  return {{"weights", count("dense1.weight")},
          {"biases", count("dense1.bias")},
          {"total", variables.trainable_count()}};
}

// The texts' network for digits: dense layers, each with batch normalisation before it.
Json with_batch_norm(const Json&) {
  nn::Sequential network;
  for (const int64_t width : {300, 100, 10}) {
    network.add(nn::BatchNorm{});
    network.add(nn::Dense{width});
  }
  graph::Graph graph;
  nn::build(graph, network.arch(784));
  const program::Variables variables(graph, Real::kDouble);
  Json all = Json::array();
  Json state = Json::array();
  for (const program::Variables::Entry& entry : variables.entries()) {
    all.push_back(entry.count);
    if (entry.kind == graph::VariableKind::kState) state.push_back(entry.count);
  }
  Sheet s;
  Json answer = s.show({{"total", sum(s.given(all))}, {"non_trainable", sum(s.given(state))}});
  answer["trainable"] = variables.trainable_count();
  return answer;
}

Json quadratic_terms(const Json& in) {
  Sheet s;
  const Value n = s.given(in["n"]);
  return s.show(1.0 + n + n + n * (n - 1.0) / 2.0);
}

Json pixel_pairs(const Json& in) {
  Sheet s;
  const Value n = s.given(in["n"]);
  const Value pairs = n * (n - 1.0) / 2.0;
  return s.show({{"approx", square(n) / 2.0}, {"pairs", pairs}, {"pairs_and_squares", pairs + n}});
}

Json image_values(const Json& in) {
  return Shape{in["h"].get<int64_t>(), in["w"].get<int64_t>(), in["c"].get<int64_t>()}.count();
}

// A header of 32 bytes; then, for each of H + 1 neurons, weights and (wrongly) as many biases,
// one of 8 bytes for each of 49 pixels.
Json printed_file_size(const Json& in) {
  Sheet s;
  return s.show(32.0 + (s.given(in["H"]) + 1.0) * 2.0 * 49.0 * 8.0);
}

constexpr Answer kParameterCases[] = {
    {"000-params-121", parameters},          {"000-params-342", parameters},
    {"000-x7-file-size", printed_file_size}, {"001-quadratic-terms", quadratic_terms},
    {"001-pixel-pairs", pixel_pairs},        {"002-params-4-6", parameters_of_layer},
    {"002-params-keras-reg", parameters},    {"002-params-bn", with_batch_norm},
    {"002-image-size", image_values},        {"004-one-layer-shape", weights_and_biases},
};

}  // namespace

std::span<const Answer> parameter_cases() { return kParameterCases; }

}  // namespace glia::golden
