#include "glia/graph/ops/mode.h"

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/families.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/op_internal.h"

namespace glia::graph {
namespace {

Inferred infer_by_mode(const Op&, const std::vector<Value>& inputs, const Attributes&) {
  const bool same = inputs[0].shape() == inputs[1].shape() && inputs[0].type() == inputs[1].type();
  if (!same) {
    fail(ErrorKind::kUsage,
         say("by_mode: the values differ: {} {} while training, {} {} for prediction",
             type_name(inputs[0].type()), inputs[0].shape().to_string(),
             type_name(inputs[1].type()), inputs[1].shape().to_string()));
  }
  return {inputs[0].shape(), inputs[0].type()};
}

std::vector<Sample> samples() {
  return {{.shapes = {{7}, {7}}},
          {.shapes = {{3, 5}, {3, 5}}},
          {.shapes = {{1, 1}, {1, 1}}},
          {.shapes = {{0, 4}, {0, 4}}},
          {.shapes = {{}, {}}},
          {.shapes = {{3}, {4}}, .refused = true, .message = "the values differ"},
          {.shapes = {{3}, {3}},
           .types = {Type::kReal, Type::kI64},
           .refused = true,
           .message = "for prediction"}};
}

Tensor training_reference(const Attributes&, const std::vector<Tensor>& inputs, Tensor output) {
  output = inputs[0];
  return output;
}

// A derivative is that of the chosen input; the other has none.
Value or_zeros(Value value, Value like) {
  return value ? value : broadcast_to(like.graph().constant(0), like.shape());
}

const Op kByMode{.name = "by_mode",
                 .doc = "Input 0 while training, input 1 for prediction.",
                 .kind = OpKind::kMode,
                 .arity = 2,
                 .infer = infer_by_mode,
                 .reference = training_reference,
                 .gradient = [](Value, Value g) -> std::vector<Value> {
                   const Value zeros = or_zeros({}, g);
                   const Value trained = by_mode(g, zeros);
                   return {trained, by_mode(zeros, g)};
                 },
                 .tangent =
                     [](Value y, const std::vector<Value>& t) {
                       const Value trained = or_zeros(t[0], y);
                       return by_mode(trained, or_zeros(t[1], y));
                     },
                 .samples = samples};

const Op* const kFamily[] = {&kByMode};

}  // namespace

const Op& by_mode_op() { return kByMode; }

Value by_mode(Value training, Value prediction) {
  return training.graph().add(kByMode, {training, prediction});
}

std::span<const Op* const> mode_ops() { return kFamily; }

}  // namespace glia::graph
