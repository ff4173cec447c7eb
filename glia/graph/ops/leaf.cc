#include "glia/graph/ops/leaf.h"

#include "glia/graph/ops/families.h"

namespace glia::graph {
namespace {

Inferred infer_declared(const Op&, const std::vector<Value>&, const Attributes& attributes) {
  return {attributes.shape, attributes.type};
}

Inferred infer_size(const Op&, const std::vector<Value>&, const Attributes&) {
  return {{}, Type::kI64};
}

const Op kInput{.name = "input",
                .doc = "A value given at each run. attributes: text is its name, shape, type.",
                .kind = OpKind::kLeaf,
                .arity = 0,
                .infer = infer_declared};
const Op kVariable{.name = "variable",
                   .doc = "A variable before the step. attributes: index, text is its name, shape.",
                   .kind = OpKind::kLeaf,
                   .arity = 0,
                   .infer = infer_declared};
const Op kConstant{.name = "constant",
                   .doc = "attributes: number (a real scalar), or tensor with its shape and type.",
                   .kind = OpKind::kLeaf,
                   .arity = 0,
                   .infer = infer_declared};
const Op kSize{
    .name = "size",
    .doc = "The size of a dimension, an i64 scalar. attributes: shape holds the dimension.",
    .kind = OpKind::kLeaf,
    .arity = 0,
    .infer = infer_size};

const Op* const kFamily[] = {&kInput, &kVariable, &kConstant, &kSize};

}  // namespace

const Op& input_op() { return kInput; }
const Op& variable_op() { return kVariable; }
const Op& constant_op() { return kConstant; }
const Op& size_op() { return kSize; }

Value size(Graph& graph, const Dim& dim) {
  Attributes attributes;
  attributes.shape = Shape{dim};
  return graph.add(kSize, {}, std::move(attributes));
}

Value size(Value value, int axis) {
  const int at = normalize_axis("size", axis, value.shape().rank());
  return size(value.graph(), value.shape()[at]);
}

std::span<const Op* const> leaf_ops() { return kFamily; }

}  // namespace glia::graph
