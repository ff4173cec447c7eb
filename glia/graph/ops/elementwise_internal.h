// What the elementwise families share: shape rules, and gradient and tangent made from `scale`.
#pragma once

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/graph.h"
#include "glia/graph/ops/op_internal.h"

namespace glia::graph {

// Inputs of the types that the tile function wants; all of one shape, which Graph::add sees to.
inline Inferred infer_elementwise(const Op& op, const std::vector<Value>& inputs,
                                  const Attributes&) {
  const kernels::TileOpInfo& info = kernels::info(op.tile);
  for (size_t i = 0; i < inputs.size(); ++i) {
    const Type expected = (info.bool_in >> i & 1) != 0 ? Type::kBool : Type::kReal;
    if (inputs[i].type() != expected) {
      fail(ErrorKind::kUsage, say("{}: input {} is {}, expected {}{}", op.name, i,
                                  type_name(inputs[i].type()), type_name(expected),
                                  expected == Type::kReal ? "; cast it first" : "; compare first"));
    }
  }
  return {inputs[0].shape(), info.bool_out ? Type::kBool : Type::kReal};
}

inline std::vector<Value> gradient_by_scale(Value node, Value upstream) {
  std::vector<Value> gradients;
  for (size_t i = 0; i < node.node().inputs.size(); ++i)
    gradients.push_back(node.node().op->scale(node, static_cast<int>(i), upstream));
  return gradients;
}

Value tangent_by_scale(Value node, const std::vector<Value>& tangents);

using Scalar = double (*)(const double*);
using Scale = Value (*)(Value, int, Value);

inline Op elementwise(const char* name, const char* doc, kernels::TileOp tile, Scalar scalar,
                      Scale scale, std::vector<Sample> (*samples)(), std::vector<double> kinks) {
  Op op{.name = name,
        .doc = doc,
        .kind = OpKind::kElementwise,
        .arity = kernels::info(tile).arity,
        .infer = infer_elementwise};
  op.tile = tile;
  op.scalar = scalar;
  op.scale = scale;
  op.flat = scale == nullptr;
  if (scale != nullptr) {
    op.gradient = gradient_by_scale;
    op.tangent = tangent_by_scale;
  }
  op.samples = samples;
  op.kinks = std::move(kinks);
  return op;
}

// Shapes that every function of one value takes, drawn from [-2, 2), and a type that none does.
std::vector<Sample> around_zero();

}  // namespace glia::graph
