// Layers without weights that join or reorder values.
#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/join.h"
#include "glia/graph/ops/layout.h"
#include "glia/nn/layers/families_internal.h"

namespace glia::nn {
namespace {

// Numbers in one row.
int64_t row_count(Value x) {
  const Shape& shape = x.shape();
  if (shape.rank() < 1) fail(ErrorKind::kUsage, "expected rows, found a scalar");
  int64_t count = 1;
  for (int axis = 1; axis < shape.rank(); ++axis) count *= shape[axis].size();
  return count;
}

Value build_flatten(Graph&, const LayerSpec&, const std::vector<Value>& inputs) {
  const int64_t width = row_count(inputs[0]);
  return graph::reshape(inputs[0], {inputs[0].shape()[0], Dim(width)});
}

Value build_reshape(Graph&, const LayerSpec& spec, const std::vector<Value>& inputs) {
  const auto& sizes = option<std::vector<int64_t>>(spec, "shape");
  const int64_t count = row_count(inputs[0]);
  int64_t known = 1;
  int open = 0;
  for (const int64_t size : sizes) {
    if (size < -1 || size == 0)
      fail(ErrorKind::kUsage, say("shape: sizes are 1 or more, or -1, found {}", size));
    open += size == -1;
    if (size > 0 && known <= count) known *= size;
  }
  const bool fits = open == 0 ? known == count : open == 1 && known <= count && count % known == 0;
  if (!fits) {
    fail(ErrorKind::kUsage,
         say("shape [{}] does not hold the {} numbers of a row", fmt::join(sizes, ", "), count));
  }
  Shape shape{inputs[0].shape()[0]};
  for (const int64_t size : sizes) shape.push_back(size == -1 ? count / known : size);
  return graph::reshape(inputs[0], shape);
}

template <Value (*kCombine)(Value, Value)>
Value build_fold(Graph&, const LayerSpec&, const std::vector<Value>& inputs) {
  Value result = inputs[0];
  for (size_t i = 1; i < inputs.size(); ++i) result = kCombine(result, inputs[i]);
  return result;
}

Value build_concat(Graph&, const LayerSpec&, const std::vector<Value>& inputs) {
  return graph::concat(inputs, -1);
}

}  // namespace

std::vector<LayerKind> shape_kinds() {
  return {
      {"flatten", "[rows, a, b, ...] -> [rows, a b ...]", 1, {}, build_flatten},
      {"reshape",
       "the same numbers of each row in another shape: [rows, ...] -> [rows, shape ...]",
       1,
       {{"shape", "sizes, one of which may be -1: what is left", std::vector<int64_t>{}, true}},
       build_reshape},
      {"add",
       "a + b + ..., of shapes that broadcast; with a shortcut a residual block. He et al. 2016",
       -1,
       {},
       build_fold<graph::add>},
      {"mul", "a b ..., of shapes that broadcast", -1, {}, build_fold<graph::mul>},
      {"concat", "joined along the last axis", -1, {}, build_concat}};
}

}  // namespace glia::nn
