#include "glia/loss/margin.h"

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/reduce.h"
#include "glia/loss/loss_internal.h"

namespace glia::loss {
namespace {

// s z with s = -1 for no, +1 for yes.
Value agreement(Value scores, Value target) {
  const Value sign = target * 2.0 - 1.0;
  return sign * scores;
}

Value shortfall(const char* what, Value scores, Value target, double margin) {
  expect_same_shape(what, scores, target);
  expect_above_zero(what, "margin", margin);
  return graph::relu(margin - agreement(scores, target));
}

struct Rivals {
  Value one_hot;    // [rows, classes]
  Value own_score;  // of the row's class, [rows, 1]
};

Rivals rivals(Value scores, Value classes) {
  const Value one_hot = graph::one_hot(classes, scores.shape()[1].size());
  return {one_hot, graph::sum(scores * one_hot, {1}, /*keep=*/true)};
}

// What each rival class lacks to the margin; 0 for the row's own class, and where it has none.
Value shortfalls(const char* what, Value scores, Value classes, double margin) {
  expect_classes(what, scores, classes);
  expect_above_zero(what, "margin", margin);
  const auto [one_hot, own] = rivals(scores, classes);
  const Value lacking = graph::relu(scores - own + margin);
  const Value known = graph::sum(one_hot, {1}, /*keep=*/true);
  return lacking * (known - one_hot);
}

}  // namespace

Value hinge(Value scores, Value target, double margin) {
  return graph::mean(shortfall("hinge", scores, target, margin));
}

Value squared_hinge(Value scores, Value target, double margin) {
  return graph::mean(graph::square(shortfall("squared_hinge", scores, target, margin)));
}

Value exponential(Value scores, Value target) {
  expect_same_shape("exponential", scores, target);
  return graph::mean(graph::exp(-agreement(scores, target)));
}

// The mean over the rows of the sum over the classes, divided by the classes, is the mean of all.
Value multi_hinge(Value scores, Value classes, double margin) {
  return graph::mean(shortfalls("multi_hinge", scores, classes, margin));
}

Value multi_squared_hinge(Value scores, Value classes, double margin) {
  return graph::mean(graph::square(shortfalls("multi_squared_hinge", scores, classes, margin)));
}

Value multi_exponential(Value scores, Value classes) {
  expect_classes("multi_exponential", scores, classes);
  const auto count = static_cast<double>(scores.shape()[1].size());
  if (count < 2)
    fail(ErrorKind::kUsage, "multi_exponential: expected two classes or more, found one");
  const auto [one_hot, own] = rivals(scores, classes);
  const Value others = (graph::sum(scores, {1}, /*keep=*/true) - own) / (count - 1);
  const Value known = graph::sum(one_hot, {1}, /*keep=*/true);
  return graph::mean(graph::exp((others - own) / count) * known);
}

}  // namespace glia::loss
