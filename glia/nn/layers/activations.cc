// Activations as layers: those of the table, and those that learn.
#include "glia/graph/ops/elementwise.h"
#include "glia/nn/activation.h"
#include "glia/nn/initializer.h"
#include "glia/nn/layers/families_internal.h"

namespace glia::nn {
namespace {

Value build_activation(Graph&, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const Activation& activation = find_activation(spec.kind);
  const double parameter = activation.parameter.empty()
                               ? 0
                               : option<double>(spec, std::string(activation.parameter).c_str());
  return activation.apply(inputs[0], parameter);
}

Value build_prelu(Graph& graph, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const Value x = inputs[0];
  const int64_t slopes = option<bool>(spec, "per_feature") ? feature_count(x) : 1;
  const Value slope =
      graph.variable(spec.name + ".slope", {slopes}, constant(option<double>(spec, "start")));
  const Value positive = graph::greater(x, graph.constant(0));
  return graph::select(positive, x, slope * x);
}

}  // namespace

std::vector<LayerKind> activation_kinds() {
  std::vector<LayerKind> kinds;
  for (const Activation& activation : activations()) {
    std::vector<LayerOption> options;
    if (!activation.parameter.empty())
      options.push_back({activation.parameter, "a finite number", activation.standard});
    kinds.push_back({activation.name, activation.doc, 1, std::move(options), build_activation});
  }
  kinds.push_back({"prelu",
                   "x above 0, a x else; a is learned: variable slope [1] or [features]. He et al. "
                   "2015",
                   1,
                   {{"per_feature", "a slope for each feature (last axis)", false},
                    {"start", "what the slopes start from", 0.25}},
                   build_prelu});
  return kinds;
}

}  // namespace glia::nn
