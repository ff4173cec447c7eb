// Layers that disturb training and leave predictions alone.
#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/mode.h"
#include "glia/graph/ops/random.h"
#include "glia/nn/layers/families_internal.h"

namespace glia::nn {
namespace {

Value build_dropout(Graph& graph, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const auto rate = option<double>(spec, "rate");
  if (!(rate >= 0 && rate < 1))
    fail(ErrorKind::kUsage, say("rate must be in [0, 1), found {}", rate));
  return graph::dropout(inputs[0], graph.constant(rate), spec.name);
}

Value build_gaussian_noise(Graph&, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const auto deviation = option<double>(spec, "deviation");
  if (!(deviation >= 0))
    fail(ErrorKind::kUsage, say("deviation must be 0 or more, found {}", deviation));
  const Value noise = graph::standard_normal(inputs[0], spec.name) * deviation;
  return graph::by_mode(inputs[0] + noise, inputs[0]);
}

}  // namespace

std::vector<LayerKind> noise_kinds() {
  return {{"dropout",
           "while training sets a share of the values to 0 and scales the rest. Srivastava et al. "
           "2014",
           1,
           {{"rate", "the share, in [0, 1)", 0.5}},
           build_dropout},
          {"gaussian_noise",
           "while training adds normal numbers of mean 0. Sietsma and Dow 1991",
           1,
           {{"deviation", "of the noise, 0 or more", 0.1}},
           build_gaussian_noise}};
}

}  // namespace glia::nn
