#include "glia/graph/ops/layout.h"

#include <algorithm>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/families.h"
#include "glia/graph/ops/join.h"
#include "glia/graph/ops/op_internal.h"
#include "glia/graph/ops/reduce.h"

namespace glia::graph {
namespace {

void set_contiguous(Array& array) {
  int64_t stride = 1;
  for (int i = array.rank - 1; i >= 0; --i) {
    array.stride[i] = stride;
    stride *= array.extent[i];
  }
}

// Product of the numbers of a shape; its symbols are appended to `symbols`.
int64_t static_count(const Shape& shape, std::vector<std::string>& symbols) {
  Shape numbers;
  for (const Dim& dim : shape.dims()) {
    if (dim.is_symbol())
      symbols.push_back(dim.name());
    else
      numbers.push_back(dim);
  }
  return numbers.count();
}

// --- reshape

Inferred infer_reshape(const Op&, const std::vector<Value>& inputs, const Attributes& attributes) {
  std::vector<std::string> from_symbols;
  std::vector<std::string> to_symbols;
  const int64_t from = static_count(inputs[0].shape(), from_symbols);
  const int64_t to = static_count(attributes.shape, to_symbols);
  if (from != to || from_symbols != to_symbols) {
    fail(ErrorKind::kUsage, say("reshape: {} and {} hold different numbers of elements",
                                inputs[0].shape().to_string(), attributes.shape.to_string()));
  }
  return {attributes.shape, inputs[0].type()};
}

void view_reshape(const Attributes&, const Array& in, Array& out) {
  out.data = in.data;
  set_contiguous(out);
}

Tensor reference_reshape(const Attributes&, const std::vector<Tensor>& inputs, Tensor output) {
  for (int64_t i = 0; i < output.count(); ++i) output.set(i, inputs[0].at(i));
  return output;
}

std::vector<Sample> samples_reshape() {
  const auto to = [](Shape shape) { return Attributes{.shape = std::move(shape)}; };
  return {{.shapes = {{2, 6}}, .attributes = to({3, 4})},
          {.shapes = {{4, 6}}, .attributes = to({4, 2, 3})},
          {.shapes = {{}}, .attributes = to({1, 1})},
          {.shapes = {{0, 3}}, .attributes = to({3, 0})},
          {.shapes = {{1}}, .attributes = to({})},
          {.shapes = {{2, 3}},
           .attributes = to({7}),
           .refused = true,
           .message = "[2, 3] and [7] hold different numbers"}};
}

const Op kReshape{.name = "reshape",
                  .doc = "The same elements, row-major, under attributes.shape.",
                  .kind = OpKind::kLayout,
                  .arity = 1,
                  .infer = infer_reshape,
                  .view = view_reshape,
                  .reference = reference_reshape,
                  .gradient = [](Value y, Value g) -> std::vector<Value> {
                    return {reshape(g, input_of(y).shape())};
                  },
                  .tangent =
                      [](Value y, const std::vector<Value>& t) {
                        return t[0] ? reshape(t[0], y.shape()) : Value();
                      },
                  .samples = samples_reshape};

// --- transpose

Inferred infer_transpose(const Op&, const std::vector<Value>& inputs,
                         const Attributes& attributes) {
  const Shape& from = inputs[0].shape();
  std::vector<int64_t> sorted = attributes.axes;
  std::sort(sorted.begin(), sorted.end());
  bool permutation = static_cast<int>(sorted.size()) == from.rank();
  for (size_t i = 0; permutation && i < sorted.size(); ++i)
    permutation = sorted[i] == static_cast<int64_t>(i);
  if (!permutation) {
    fail(ErrorKind::kUsage, say("transpose: axes [{}] are no permutation of 0..{}",
                                fmt::join(attributes.axes, ", "), from.rank() - 1));
  }
  Shape shape;
  for (const int64_t axis : attributes.axes) shape.push_back(from[static_cast<int>(axis)]);
  return {shape, inputs[0].type()};
}

void view_transpose(const Attributes& attributes, const Array& in, Array& out) {
  out.data = in.data;
  for (int i = 0; i < out.rank; ++i)
    out.stride[i] = in.stride[attributes.axes[static_cast<size_t>(i)]];
}

Tensor reference_transpose(const Attributes& attributes, const std::vector<Tensor>& inputs,
                           Tensor output) {
  const Shape& shape = output.shape();
  const int rank = shape.rank();
  for (int64_t i = 0; i < output.count(); ++i) {
    // Coordinates of output element i, put back in the input's order.
    std::vector<int64_t> at(static_cast<size_t>(rank));
    int64_t rest = i;
    for (int axis = rank - 1; axis >= 0; --axis) {
      at[static_cast<size_t>(attributes.axes[static_cast<size_t>(axis)])] =
          rest % shape[axis].size();
      rest /= shape[axis].size();
    }
    int64_t from = 0;
    for (int axis = 0; axis < rank; ++axis)
      from = from * inputs[0].shape()[axis].size() + at[static_cast<size_t>(axis)];
    output.set(i, inputs[0].at(from));
  }
  return output;
}

std::vector<int64_t> inverse(const std::vector<int64_t>& axes) {
  std::vector<int64_t> result(axes.size());
  for (size_t i = 0; i < axes.size(); ++i)
    result[static_cast<size_t>(axes[i])] = static_cast<int64_t>(i);
  return result;
}

std::vector<Sample> samples_transpose() {
  const auto by = [](std::vector<int64_t> axes) { return Attributes{.axes = std::move(axes)}; };
  return {
      {.shapes = {{3, 5}}, .attributes = by({1, 0})},
      {.shapes = {{2, 3, 4}}, .attributes = by({2, 0, 1})},
      {.shapes = {{0, 2}}, .attributes = by({1, 0})},
      {.shapes = {{1, 1}}, .attributes = by({1, 0})},
      {.shapes = {{}}, .attributes = by({})},
      {.shapes = {{2, 3}}, .attributes = by({0, 0}), .refused = true, .message = "no permutation"}};
}

const Op kTranspose{.name = "transpose",
                    .doc = "Axis i of the result is axis attributes.axes[i] of the input.",
                    .kind = OpKind::kLayout,
                    .arity = 1,
                    .infer = infer_transpose,
                    .view = view_transpose,
                    .takes_strides = true,
                    .reference = reference_transpose,
                    .gradient = [](Value y, Value g) -> std::vector<Value> {
                      return {transpose(g, inverse(y.node().attributes.axes))};
                    },
                    .tangent =
                        [](Value y, const std::vector<Value>& t) {
                          return t[0] ? transpose(t[0], y.node().attributes.axes) : Value();
                        },
                    .samples = samples_transpose};

// --- broadcast_to

Inferred infer_broadcast(const Op&, const std::vector<Value>& inputs,
                         const Attributes& attributes) {
  const Shape& from = inputs[0].shape();
  bool fits = from.rank() <= attributes.shape.rank();
  if (fits) fits = broadcast_shapes("broadcast_to", from, attributes.shape) == attributes.shape;
  if (!fits) {
    fail(ErrorKind::kUsage, say("broadcast_to: {} does not broadcast to {}", from.to_string(),
                                attributes.shape.to_string()));
  }
  return {attributes.shape, inputs[0].type()};
}

void view_broadcast(const Attributes&, const Array& in, Array& out) {
  out.data = in.data;
  const int shift = out.rank - in.rank;
  for (int i = 0; i < out.rank; ++i) {
    const bool repeats = i < shift || in.extent[i - shift] != out.extent[i];
    out.stride[i] = repeats ? 0 : in.stride[i - shift];
  }
}

Tensor reference_broadcast(const Attributes&, const std::vector<Tensor>& inputs, Tensor output) {
  const Shape& to = output.shape();
  const Shape& from = inputs[0].shape();
  for (int64_t i = 0; i < output.count(); ++i) {
    int64_t rest = i;
    int64_t source = 0;
    int64_t scale = 1;
    for (int k = 1; k <= from.rank(); ++k) {
      const int64_t size = to[to.rank() - k].size();
      const int64_t own = from[from.rank() - k].size();
      source += (own == 1 ? 0 : rest % size) * scale;
      scale *= own;
      rest /= size;
    }
    output.set(i, inputs[0].at(source));
  }
  return output;
}

std::vector<Sample> samples_broadcast() {
  const auto to = [](Shape shape) { return Attributes{.shape = std::move(shape)}; };
  return {{.shapes = {{3}}, .attributes = to({2, 3})},
          {.shapes = {{}}, .attributes = to({4})},
          {.shapes = {{2, 1}}, .attributes = to({2, 5})},
          {.shapes = {{2, 1, 3}}, .attributes = to({4, 2, 5, 3})},
          {.shapes = {{1}}, .attributes = to({0})},
          {.shapes = {{0, 1}}, .attributes = to({0, 3})},
          {.shapes = {{1, 1}}, .attributes = to({1, 1})},
          {.shapes = {{3}}, .attributes = to({3, 2}), .refused = true, .message = "broadcast"},
          {.shapes = {{2, 2}},
           .attributes = to({2}),
           .refused = true,
           .message = "[2, 2] does not broadcast to [2]"}};
}

const Op kBroadcastTo{.name = "broadcast_to",
                      .doc = "Repeats the input by the NumPy rules to attributes.shape.",
                      .kind = OpKind::kLayout,
                      .arity = 1,
                      .infer = infer_broadcast,
                      .view = view_broadcast,
                      .takes_strides = true,
                      .reference = reference_broadcast,
                      .gradient = [](Value y, Value g) -> std::vector<Value> {
                        return {sum_to(g, input_of(y).shape())};
                      },
                      .tangent =
                          [](Value y, const std::vector<Value>& t) {
                            return t[0] ? broadcast_to(t[0], y.shape()) : Value();
                          },
                      .samples = samples_broadcast};

// --- slice

Inferred infer_slice(const Op&, const std::vector<Value>& inputs, const Attributes& attributes) {
  Shape shape = inputs[0].shape();
  const int axis = static_cast<int>(attributes.axes[0]);
  const int64_t begin = attributes.axes[1];
  const int64_t end = attributes.axes[2];
  if (shape[axis].is_symbol() || begin < 0 || end < begin || end > shape[axis].size()) {
    fail(ErrorKind::kUsage,
         say("slice: [{}, {}) is outside axis {} of {}", begin, end, axis, shape.to_string()));
  }
  shape[axis] = end - begin;
  return {shape, inputs[0].type()};
}

void view_slice(const Attributes& attributes, const Array& in, Array& out) {
  const int64_t axis = attributes.axes[0];
  for (int i = 0; i < out.rank; ++i) out.stride[i] = in.stride[i];
  const int64_t skip = attributes.axes[1] * in.stride[axis];
  out.data = static_cast<char*>(in.data) + skip * static_cast<int64_t>(type_size(in.type, in.real));
}

Tensor reference_slice(const Attributes& attributes, const std::vector<Tensor>& inputs,
                       Tensor output) {
  const Shape& from = inputs[0].shape();
  const int axis = static_cast<int>(attributes.axes[0]);
  int64_t inner = 1;
  for (int i = axis + 1; i < from.rank(); ++i) inner *= from[i].size();
  const int64_t count = attributes.axes[2] - attributes.axes[1];
  for (int64_t i = 0; i < output.count(); ++i) {
    const int64_t outer = i / (count * inner);
    const int64_t along = i / inner % count + attributes.axes[1];
    output.set(i, inputs[0].at((outer * from[axis].size() + along) * inner + i % inner));
  }
  return output;
}

std::vector<Sample> samples_slice() {
  const auto by = [](std::vector<int64_t> axes) { return Attributes{.axes = std::move(axes)}; };
  return {{.shapes = {{5}}, .attributes = by({0, 1, 4})},
          {.shapes = {{3, 6}}, .attributes = by({1, 2, 6})},
          {.shapes = {{3, 6, 2}}, .attributes = by({1, 0, 1})},
          {.shapes = {{4}}, .attributes = by({0, 2, 2})},
          {.shapes = {{0, 4}}, .attributes = by({1, 1, 3})},
          {.shapes = {{1, 1}}, .attributes = by({1, 0, 1})},
          {.shapes = {{5}},
           .attributes = by({0, 3, 6}),
           .refused = true,
           .message = "[3, 6) is outside axis 0 of [5]"}};
}

const Op kSlice{.name = "slice",
                .doc = "Elements attributes.axes[1]..axes[2]-1 along axis attributes.axes[0].",
                .kind = OpKind::kLayout,
                .arity = 1,
                .infer = infer_slice,
                .view = view_slice,
                .takes_strides = true,
                .reference = reference_slice,
                .gradient = [](Value y, Value g) -> std::vector<Value> {
                  const std::vector<int64_t>& axes = y.node().attributes.axes;
                  const int axis = static_cast<int>(axes[0]);
                  const int64_t size = input_of(y).shape()[axis].size();
                  return {pad(g, axis, axes[1], size - axes[2])};
                },
                .tangent =
                    [](Value y, const std::vector<Value>& t) {
                      const std::vector<int64_t>& axes = y.node().attributes.axes;
                      return t[0] ? slice(t[0], static_cast<int>(axes[0]), axes[1], axes[2])
                                  : Value();
                    },
                .samples = samples_slice};

// --- stop_gradient

Inferred infer_same(const Op&, const std::vector<Value>& inputs, const Attributes&) {
  return {inputs[0].shape(), inputs[0].type()};
}

void view_same(const Attributes&, const Array& in, Array& out) { out = in; }

std::vector<Sample> samples_stop() {
  return {{.shapes = {{3, 2}}}, {.shapes = {{}}}, {.shapes = {{0}}}, {.shapes = {{1, 1}}}};
}

const Op kStopGradient{.name = "stop_gradient",
                       .doc = "The value itself, constant to every derivative.",
                       .kind = OpKind::kLayout,
                       .arity = 1,
                       .infer = infer_same,
                       .view = view_same,
                       .takes_strides = true,
                       .reference = reference_reshape,
                       .flat = true,
                       .samples = samples_stop};

const Op* const kFamily[] = {&kReshape, &kTranspose, &kBroadcastTo, &kSlice, &kStopGradient};

}  // namespace

Value reshape(Value x, Shape shape) {
  if (x.shape() == shape) return x;
  return x.graph().add(kReshape, {x}, {.shape = std::move(shape)});
}

const Op& transpose_op() { return kTranspose; }

Value transpose(Value x, std::vector<int64_t> axes) {
  if (axes.empty())
    for (int i = x.shape().rank() - 1; i >= 0; --i) axes.push_back(i);
  return x.graph().add(kTranspose, {x}, {.axes = std::move(axes)});
}

Value broadcast_to(Value x, Shape shape) {
  if (x.shape() == shape) return x;
  return x.graph().add(kBroadcastTo, {x}, {.shape = std::move(shape)});
}

Value slice(Value x, int axis, int64_t begin, int64_t end) {
  const int at = normalize_axis("slice", axis, x.shape().rank());
  return x.graph().add(kSlice, {x}, {.axes = {at, begin, end}});
}

Value stop_gradient(Value x) { return x.graph().add(kStopGradient, {x}); }

Value sum_to(Value x, const Shape& shape) {
  const int extra = x.shape().rank() - shape.rank();
  std::vector<int> axes;
  for (int i = 0; i < x.shape().rank(); ++i) {
    const bool repeated = i < extra || !(x.shape()[i] == shape[i - extra]);
    if (repeated) axes.push_back(i);
  }
  if (axes.empty()) return x;
  return reshape(sum(x, axes), shape);
}

std::span<const Op* const> layout_ops() { return kFamily; }

}  // namespace glia::graph
