#include "quantile_loss.h"

using namespace glia;
using graph::Value;

Value quantile_loss(Value prediction, Value target, double q) {
  const Value error = target - prediction;
  // Statements of their own: the order in which a compiler evaluates operands is the order of
  // nodes.
  const Value above = error * q;
  const Value below = error * (q - 1);
  return graph::mean(graph::maximum(above, below));
}
