// Layers of weighted sums: dense, and the largest of several.
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/nn/initializer.h"
#include "glia/nn/layers/families_internal.h"

namespace glia::nn {
namespace {

constexpr int64_t kMostPieces = 1000;

Value build_dense(Graph& graph, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const int64_t in = row_width(inputs[0]);
  const int64_t units = counted_option(spec, "units", kMostUnits);
  const NamedInitializer init = find_initializer(option<std::string>(spec, "init"));
  const Value weight = graph.variable(spec.name + ".weight", {in, units}, init.make(in, units));
  const Value product = graph::matmul(inputs[0], weight);
  if (!option<bool>(spec, "bias")) return product;
  return product + graph.variable(spec.name + ".bias", {units}, constant(0));
}

Value build_maxout(Graph& graph, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const int64_t in = row_width(inputs[0]);
  const int64_t units = counted_option(spec, "units", kMostUnits);
  const int64_t pieces = counted_option(spec, "pieces", kMostPieces);
  const NamedInitializer init = find_initializer(option<std::string>(spec, "init"));
  const Value weight =
      graph.variable(spec.name + ".weight", {in, units * pieces}, init.make(in, units));
  const Value bias = graph.variable(spec.name + ".bias", {units * pieces}, constant(0));
  const Value sums = graph::matmul(inputs[0], weight) + bias;
  return graph::max(graph::reshape(sums, {sums.shape()[0], units, pieces}), 2);
}

}  // namespace

std::vector<LayerKind> dense_kinds() {
  return {{"dense",
           "x W + b: [rows, in] -> [rows, units]; variables weight [in, units], bias [units]",
           1,
           {{"units", "outputs, 1 to 1000000", int64_t{1}, true},
            {"bias", "add a number to each output", true},
            {"init", "start values of the weights", std::string("glorot_uniform")}},
           build_dense},
          {"maxout",
           "the largest of `pieces` sums x W + b for each unit: [rows, in] -> [rows, units]; "
           "variables weight [in, units pieces], bias [units pieces]. Goodfellow et al. 2013",
           1,
           {{"units", "outputs, 1 to 1000000", int64_t{1}, true},
            {"pieces", "sums for each output, 1 to 1000", int64_t{2}},
            {"init", "start values of the weights", std::string("glorot_uniform")}},
           build_maxout}};
}

}  // namespace glia::nn
