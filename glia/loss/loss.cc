#include "glia/loss/loss.h"

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/named.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/reduce.h"
#include "glia/graph/ops/softmax.h"

namespace glia::loss {
namespace {

constexpr Loss kLosses[] = {
    {"squared_error", "mean (y - t)^2", Targets::kNumbers, squared_error},
    {"softmax_cross_entropy", "-mean log softmax(z)[t]", Targets::kClasses, softmax_cross_entropy},
    {"sigmoid_cross_entropy", "mean softplus(z) - z t", Targets::kYesNo, sigmoid_cross_entropy},
};

void expect_same_shape(const char* what, Value prediction, Value target) {
  if (prediction.shape() == target.shape()) return;
  fail(ErrorKind::kUsage, fmt::format("{}: shapes differ: prediction {}, target {}", what,
                                      prediction.shape().to_string(), target.shape().to_string()));
}

}  // namespace

Value squared_error(Value prediction, Value target) {
  expect_same_shape("squared_error", prediction, target);
  return graph::mean(graph::square(prediction - target));
}

Value softmax_cross_entropy(Value logits, Value classes) {
  const Shape& shape = logits.shape();
  if (shape.rank() != 2 || classes.shape().rank() != 1 || !(shape[0] == classes.shape()[0]) ||
      classes.type() != Type::kI64) {
    fail(ErrorKind::kUsage,
         fmt::format("softmax_cross_entropy: expected logits [rows, classes] and i64 classes "
                     "[rows], found {} and {} {}",
                     shape.to_string(), type_name(classes.type()), classes.shape().to_string()));
  }
  const Value picked = graph::log_softmax(logits) * graph::one_hot(classes, shape[1].size());
  return -graph::mean(graph::sum(picked, {1}));
}

Value sigmoid_cross_entropy(Value logits, Value target) {
  expect_same_shape("sigmoid_cross_entropy", logits, target);
  // In statements of their own: compilers evaluate operands in either order, and the graph would be
  // another.
  const Value linear = logits * target;
  return graph::mean(graph::softplus(logits) - linear);
}

std::span<const Loss> losses() { return kLosses; }

const Loss& find_loss(std::string_view name) { return find_named("loss", name, losses()); }

}  // namespace glia::loss
