// What entries of the op table share. Not for use outside glia/graph/ops.
#pragma once

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/graph.h"

namespace glia::graph {

inline Value input_of(Value node, size_t i = 0) {
  return node.graph().value(node.node().inputs[i]);
}

inline void expect_real(const Op& op, Value x) {
  if (x.type() != Type::kReal)
    fail(ErrorKind::kUsage, say("{}: expected real, found {}", op.name, type_name(x.type())));
}

// Elements of the axes from `from` on.
inline int64_t tail_count(const Array& array, int from) {
  int64_t count = 1;
  for (int i = from; i < array.rank; ++i) count *= array.extent[i];
  return count;
}

inline int64_t tail_count(const Shape& shape, int from) {
  int64_t count = 1;
  for (int i = from; i < shape.rank(); ++i) count *= shape[i].size();
  return count;
}

}  // namespace glia::graph
