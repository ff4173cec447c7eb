// Activations as layers: those of the table, and those that learn.
#include <cmath>

#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/nn/activation.h"
#include "glia/nn/initializer.h"
#include "glia/nn/layers/families_internal.h"

namespace glia::nn {
namespace {

std::string range_of(const ActivationParameter& parameter) {
  return std::isfinite(parameter.least) ? fmt::format("a number above {}", parameter.least)
                                        : "a finite number";
}

Value build_activation(Graph&, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const Activation& activation = find_activation(spec.kind);
  const ActivationParameter& about = activation.parameter;
  if (about.name.empty()) return activation.apply(inputs[0], 0);
  const double parameter = option<double>(spec, std::string(about.name).c_str());
  if (!(parameter > about.least && std::isfinite(parameter)))
    fail(ErrorKind::kUsage, say("{} must be {}, found {}", about.name, range_of(about), parameter));
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
    const ActivationParameter& parameter = activation.parameter;
    if (!parameter.name.empty()) {
      const bool bounded = std::isfinite(parameter.least);
      options.push_back(
          {parameter.name, bounded ? "a number above 0" : "a finite number", parameter.standard});
    }
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
