#include "glia/optim/constraints.h"

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"

namespace glia::optim {

Value clipped_by_value(Value gradient, double limit) {
  graph::Graph& graph = gradient.graph();
  const Value below = graph::minimum(gradient, graph.constant(limit));
  return graph::maximum(below, graph.constant(-limit));
}

Value within_norm(Value weight, double limit) {
  if (weight.shape().rank() != 2) return weight;
  graph::Graph& graph = weight.graph();
  const Value norm = graph::sqrt(graph::sum(graph::square(weight), {0}, /*keep=*/true));
  // Above 0, so that a unit of zeros is not 0 / 0.
  const Value positive = graph::maximum(norm, graph.constant(1e-30));
  const Value factor = graph::minimum(limit / positive, graph.constant(1));
  return weight * factor;
}

}  // namespace glia::optim
