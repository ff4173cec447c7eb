// Class numbers to vectors.
#include "glia/graph/ops/index.h"
#include "glia/nn/initializer.h"
#include "glia/nn/layers/families_internal.h"

namespace glia::nn {
namespace {

Value build_embedding(Graph& graph, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const int64_t classes = counted_option(spec, "classes", int64_t{1} << 31);
  const int64_t width = counted_option(spec, "width", kMostUnits);
  const Value weight = graph.variable(spec.name + ".weight", {classes, width}, normal(0, 1));
  return graph::gather(weight, graph::cast(inputs[0], Type::kI64));
}

}  // namespace

std::vector<LayerKind> embedding_kinds() {
  return {{"embedding",
           "row x of a table of vectors: [rows, ...] class numbers, integer or real, -> "
           "[rows, ..., width]; variable weight [classes, width]. A number outside 0 .. classes-1 "
           "makes the loss not finite, which stops the step. Bengio et al. 2003",
           1,
           {{"classes", "vectors in the table", int64_t{1}, true},
            {"width", "numbers of a vector, 1 to 1000000", int64_t{1}, true}},
           build_embedding}};
}

}  // namespace glia::nn
