#include "glia/loss/regression.h"

#include <numbers>

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/loss/loss_internal.h"

namespace glia::loss {

Value squared_terms(Value prediction, Value target) {
  expect_same_shape("squared_error", prediction, target);
  return graph::square(prediction - target);
}

Value squared_error(Value prediction, Value target) {
  return graph::mean(squared_terms(prediction, target));
}

Value half_squared_error(Value prediction, Value target) {
  expect_same_shape("half_squared_error", prediction, target);
  return graph::mean(graph::square(prediction - target)) * 0.5;
}

Value sum_squared_error(Value prediction, Value target) {
  expect_same_shape("sum_squared_error", prediction, target);
  return graph::sum(graph::square(prediction - target));
}

Value absolute_terms(Value prediction, Value target) {
  expect_same_shape("absolute_error", prediction, target);
  return graph::abs(prediction - target);
}

Value absolute_error(Value prediction, Value target) {
  return graph::mean(absolute_terms(prediction, target));
}

Value huber_terms(Value prediction, Value target, double delta) {
  expect_same_shape("huber", prediction, target);
  expect_above_zero("huber", "delta", delta);
  const Value error = prediction - target;
  graph::Graph& graph = error.graph();
  // clipped (e - clipped / 2) is both branches at once, with the second derivative 1 at 0, where
  // that of |e| would be lost.
  const Value below = graph::minimum(error, graph.constant(delta));
  const Value clipped = graph::maximum(below, graph.constant(-delta));
  return clipped * (error - clipped * 0.5);
}

Value huber(Value prediction, Value target, double delta) {
  return graph::mean(huber_terms(prediction, target, delta));
}

Value log_cosh_terms(Value prediction, Value target) {
  expect_same_shape("log_cosh", prediction, target);
  const Value error = prediction - target;
  graph::Graph& graph = error.graph();
  const Value size = graph::abs(error);
  const Value is_near = graph::less(size, graph.constant(1));
  // Near: -ln(1 - tanh^2) / 2 keeps the digits that |e| - ln 2 + ln(1 + e^-2|e|) cancels. Each
  // branch is given a number it can stand where the other is taken.
  const Value small = graph::select(is_near, error, graph.constant(0));
  const Value near = graph::log1p(-graph::square(graph::tanh(small))) * -0.5;
  const Value large = graph::select(is_near, graph.constant(1), size);
  const Value tail = graph::log1p(graph::exp(large * -2.0));
  const Value far = large - std::numbers::ln2 + tail;
  return graph::select(is_near, near, far);
}

Value log_cosh(Value prediction, Value target) {
  return graph::mean(log_cosh_terms(prediction, target));
}

}  // namespace glia::loss
