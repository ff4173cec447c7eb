#include "glia/loss/embedding.h"

#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/loss/loss_internal.h"

namespace glia::loss {
namespace {

void expect_rows(const char* what, Value a, Value b) {
  if (a.shape().rank() == 2 && a.shape() == b.shape()) return;
  fail(ErrorKind::kUsage, say("{}: expected rows [rows, width] of equal shapes, found {} "
                              "and {}",
                              what, a.shape().to_string(), b.shape().to_string()));
}

Value distance(Value a, Value b) {
  return graph::sqrt(graph::sum(graph::square(a - b + 1e-6), {1}));
}

}  // namespace

Value cosine_similarity(Value a, Value b) {
  expect_rows("cosine_similarity", a, b);
  const Value product = graph::sum(a * b, {1});
  // Roots apart: the product of the squares would overflow in float from norms of 1e10 on.
  const Value norm_a = graph::sqrt(graph::sum(graph::square(a), {1}) + 1e-12);
  const Value norm_b = graph::sqrt(graph::sum(graph::square(b), {1}) + 1e-12);
  return product / norm_a / norm_b;
}

Value cosine_embedding(Value a, Value b, Value same, double margin) {
  expect_rows("cosine_embedding", a, b);
  expect_between("cosine_embedding", "margin", margin, -1, 1);
  if (same.shape().rank() != 1 || !(same.shape()[0] == a.shape()[0])) {
    fail(ErrorKind::kUsage, say("cosine_embedding: expected +1 or -1 for each of {}, found "
                                "{}",
                                a.shape().to_string(), same.shape().to_string()));
  }
  const Value cosine = cosine_similarity(a, b);
  const Value together = graph::greater(same, a.graph().constant(0));
  const Value apart = graph::relu(cosine - margin);
  return graph::mean(graph::select(together, 1.0 - cosine, apart));
}

Value triplet(Value anchor, Value positive, Value negative, double margin) {
  expect_rows("triplet", anchor, positive);
  expect_rows("triplet", anchor, negative);
  expect_above_zero("triplet", "margin", margin);
  const Value near = distance(anchor, positive);
  const Value far = distance(anchor, negative);
  return graph::mean(graph::relu(near - far + margin));
}

}  // namespace glia::loss
