// Values brought to a common size: over the batch, or within each row.
//
// The variance of a sum of squares is taken around the mean (two passes): E[x^2] - E[x]^2 loses
// every digit when the mean is large.
#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/mode.h"
#include "glia/graph/ops/reduce.h"
#include "glia/nn/initializer.h"
#include "glia/nn/layers/families_internal.h"

namespace glia::nn {
namespace {

double epsilon_of(const LayerSpec& spec) {
  const auto epsilon = option<double>(spec, "epsilon");
  if (!(epsilon > 0)) fail(ErrorKind::kUsage, say("epsilon must be above 0, found {}", epsilon));
  return epsilon;
}

// z * scale + shift for each feature, or z.
Value with_affine(Graph& graph, const LayerSpec& spec, Value z, int64_t features) {
  if (!option<bool>(spec, "affine")) return z;
  const Value scale = graph.variable(spec.name + ".scale", {features}, constant(1));
  const Value shift = graph.variable(spec.name + ".shift", {features}, constant(0));
  const Value scaled = z * scale;
  return scaled + shift;
}

// running <- running + share (now - running) while training.
void assign_running(Graph& graph, Value running, Value now, Value share) {
  const Value step = share * (now - running);
  const Value updated = running + step;
  graph.assign(running, graph::by_mode(updated, running));
}

Value build_batch_norm(Graph& graph, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const Value x = inputs[0];
  const int64_t features = feature_count(x);
  const double epsilon = epsilon_of(spec);
  const auto momentum = option<double>(spec, "momentum");
  if (!(momentum > 0 && momentum <= 1))
    fail(ErrorKind::kUsage, say("momentum must be in (0, 1], found {}", momentum));

  std::vector<int> others;  // every axis but the features
  for (int axis = 0; axis + 1 < x.shape().rank(); ++axis) others.push_back(axis);
  const auto state = graph::VariableKind::kState;
  const Value running_mean =
      graph.variable(spec.name + ".running_mean", {features}, constant(0), state);
  const Value running_variance =
      graph.variable(spec.name + ".running_variance", {features}, constant(1), state);
  const Value batch_mean = graph::mean(x, others);
  const Value centred = x - graph::by_mode(batch_mean, running_mean);
  const Value batch_variance = graph::mean(graph::square(centred), others);
  const Value variance = graph::by_mode(batch_variance, running_variance);
  const Value normalized = centred / graph::sqrt(variance + epsilon);
  {
    const graph::Scope scope(graph, graph.scope(), graph::Stage::kUpdate);
    Value count;
    for (const int axis : others) {
      const Value size = graph::cast(graph::size(x, axis), Type::kReal);
      count = count ? count * size : size;
    }
    // n / (n - 1) makes the variance that of the population. One value has none: it leaves the
    // running variance as it is.
    const Value one = graph.constant(1);
    const Value rest = count - one;
    const Value share = graph::minimum(rest, one) * momentum;
    const Value unbiased = batch_variance * (count / graph::maximum(rest, one));
    assign_running(graph, running_mean, batch_mean, graph.constant(momentum));
    assign_running(graph, running_variance, unbiased, share);
  }
  return with_affine(graph, spec, normalized, features);
}

Value build_layer_norm(Graph& graph, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const int64_t features = feature_count(inputs[0]);
  const double epsilon = epsilon_of(spec);
  const Value centred = inputs[0] - graph::mean(inputs[0], {-1}, true);
  const Value variance = graph::mean(graph::square(centred), {-1}, true);
  return with_affine(graph, spec, centred / graph::sqrt(variance + epsilon), features);
}

Value build_rms_norm(Graph& graph, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const int64_t features = feature_count(inputs[0]);
  const double epsilon = epsilon_of(spec);
  const Value squares = graph::mean(graph::square(inputs[0]), {-1}, true);
  const Value normalized = inputs[0] / graph::sqrt(squares + epsilon);
  return normalized * graph.variable(spec.name + ".scale", {features}, constant(1));
}

LayerOption affine() {
  return {"affine", "multiply each feature by a scale and add a shift", true};
}

}  // namespace

std::vector<LayerKind> normalization_kinds() {
  return {
      {"batch_norm",
       "(x - mean) / sqrt(variance + epsilon) scale + shift for each feature (last axis) over all "
       "rows of the batch; for prediction with running statistics, which each training step moves "
       "by `momentum` towards the batch's mean and unbiased variance. Variables scale, shift; "
       "state running_mean, running_variance. Ioffe and Szegedy 2015",
       1,
       {{"momentum", "share of the newest batch in the running statistics, in (0, 1]", 0.1},
        {"epsilon", "added to the variance, above 0", 1e-5},
        affine()},
       build_batch_norm},
      {"layer_norm",
       "(x - mean) / sqrt(variance + epsilon) scale + shift along the last axis of each row. "
       "Variables scale, shift. Ba, Kiros and Hinton 2016",
       1,
       {{"epsilon", "added to the variance, above 0", 1e-5}, affine()},
       build_layer_norm},
      {"rms_norm",
       "x / sqrt(mean x^2 + epsilon) scale along the last axis of each row. Variable scale. Zhang "
       "and Sennrich 2019",
       1,
       {{"epsilon", "added to the mean square, above 0", 1e-6}},
       build_rms_norm},
  };
}

}  // namespace glia::nn
