#include "glia/graph/ops/join.h"

#include <cstring>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/families.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/op_internal.h"

namespace glia::graph {
namespace {

// Both place a block of neighbouring axes in a larger one.

template <class T>
void copy_block(const Array& from, int axis, int64_t at, const Array& to) {
  const int64_t inner = tail_count(to, axis + 1);
  const int64_t width = from.extent[axis] * inner;
  const int64_t stride = to.extent[axis] * inner;
  const int64_t outer = width == 0 ? 0 : from.count() / width;
  for (int64_t o = 0; o < outer; ++o) {
    std::memcpy(static_cast<T*>(to.data) + o * stride + at * inner,
                static_cast<const T*>(from.data) + o * width,
                static_cast<size_t>(width) * sizeof(T));
  }
}

void set_block(Tensor& to, const Tensor& from, int axis, int64_t at) {
  const int64_t inner = tail_count(to.shape(), axis + 1);
  const int64_t width = from.shape()[axis].size() * inner;
  const int64_t stride = to.shape()[axis].size() * inner;
  for (int64_t i = 0; i < from.count(); ++i)
    to.set(i / width * stride + at * inner + i % width, from.at(i));
}

// attributes.axes = {axis, before, after}
Inferred infer_pad(const Op& op, const std::vector<Value>& inputs, const Attributes& attributes) {
  expect_real(op, inputs[0]);
  Shape shape = inputs[0].shape();
  const std::vector<int64_t>& axes = attributes.axes;
  const int axis = static_cast<int>(axes[0]);
  if (axis < 0 || axis >= shape.rank() || shape[axis].is_symbol() || axes[1] < 0 || axes[2] < 0) {
    fail(ErrorKind::kUsage, say("pad: {} zeros before and {} after do not fit axis {} of {}",
                                axes[1], axes[2], axis, shape.to_string()));
  }
  shape[axis] = shape[axis].size() + axes[1] + axes[2];
  return {shape, Type::kReal};
}

template <class T>
void pad_kernel(const KernelCall& call) {
  auto* out = static_cast<T*>(call.output.data);
  for (int64_t i = 0; i < call.output.count(); ++i) out[i] = 0;
  const std::vector<int64_t>& axes = call.attributes->axes;
  copy_block<T>(call.inputs[0], static_cast<int>(axes[0]), axes[1], call.output);
}

Tensor pad_reference(const Attributes& attributes, const std::vector<Tensor>& inputs,
                     Tensor output) {
  set_block(output, inputs[0], static_cast<int>(attributes.axes[0]), attributes.axes[1]);
  return output;
}

std::vector<Sample> pad_samples() {
  return {{.shapes = {{3}}, .attributes = {.axes = {0, 1, 2}}},
          {.shapes = {{2, 3}}, .attributes = {.axes = {1, 0, 4}}},
          {.shapes = {{2, 3, 2}}, .attributes = {.axes = {1, 2, 0}}},
          {.shapes = {{0, 3}}, .attributes = {.axes = {0, 1, 0}}},
          {.shapes = {{1, 1}}, .attributes = {.axes = {0, 0, 0}}},
          {.shapes = {{3}},
           .attributes = {.axes = {1, 1, 2}},
           .refused = true,
           .message = "do not fit axis 1 of [3]"}};
}

const Op kPad{.name = "pad",
              .doc = "attributes.axes = {axis, before, after}: zeros around the input.",
              .kind = OpKind::kKernel,
              .arity = 1,
              .infer = infer_pad,
              .kernel_float = pad_kernel<float>,
              .kernel_double = pad_kernel<double>,
              .reference = pad_reference,
              .gradient = [](Value y, Value g) -> std::vector<Value> {
                const std::vector<int64_t>& axes = y.node().attributes.axes;
                const int axis = static_cast<int>(axes[0]);
                const int64_t size = input_of(y, 0).shape()[axis].size();
                return {slice(g, axis, axes[1], axes[1] + size)};
              },
              .tangent =
                  [](Value y, const std::vector<Value>& t) {
                    const std::vector<int64_t>& axes = y.node().attributes.axes;
                    return t[0] ? pad(t[0], static_cast<int>(axes[0]), axes[1], axes[2]) : Value();
                  },
              .samples = pad_samples};

// attributes.axes = {axis}
Inferred infer_concat(const Op& op, const std::vector<Value>& inputs,
                      const Attributes& attributes) {
  if (inputs.empty()) fail(ErrorKind::kUsage, "concat: nothing to join");
  Shape shape = inputs[0].shape();
  const int axis = normalize_axis("concat", static_cast<int>(attributes.axes[0]), shape.rank());
  int64_t total = 0;
  for (const Value& input : inputs) {
    expect_real(op, input);
    Shape other = input.shape();
    const bool fits = other.rank() == shape.rank();
    if (fits && other[axis].is_symbol()) {
      fail(ErrorKind::kUsage,
           say("concat: {} and {} can't be joined along axis {}: its sizes must be numbers",
               shape.to_string(), other.to_string(), axis));
    }
    if (fits) {
      total += other[axis].size();
      other[axis] = shape[axis];
    }
    if (!fits || !(other == shape)) {
      fail(ErrorKind::kUsage, say("concat: {} and {} differ beside axis {}", shape.to_string(),
                                  input.shape().to_string(), axis));
    }
  }
  shape[axis] = total;
  return {shape, Type::kReal};
}

template <class T>
void concat_kernel(const KernelCall& call) {
  const int axis = static_cast<int>(call.attributes->axes[0]);
  for (int64_t at = 0, k = 0; at < call.output.extent[axis]; ++k) {
    copy_block<T>(call.inputs[k], axis, at, call.output);
    at += call.inputs[k].extent[axis];
  }
}

Tensor concat_reference(const Attributes& attributes, const std::vector<Tensor>& inputs,
                        Tensor output) {
  const int axis = static_cast<int>(attributes.axes[0]);
  int64_t at = 0;
  for (const Tensor& input : inputs) {
    set_block(output, input, axis, at);
    at += input.shape()[axis].size();
  }
  return output;
}

std::vector<Sample> concat_samples() {
  return {{.shapes = {{2}, {3}}, .attributes = {.axes = {0}}},
          {.shapes = {{2, 3}, {2, 1}, {2, 2}}, .attributes = {.axes = {1}}},
          {.shapes = {{1, 1}}, .attributes = {.axes = {0}}},
          {.shapes = {{0, 2}, {3, 2}}, .attributes = {.axes = {0}}},
          {.shapes = {{2, 3}, {3, 3}},
           .attributes = {.axes = {1}},
           .refused = true,
           .message = "[2, 3] and [3, 3] differ beside axis 1"}};
}

const Op kConcat{.name = "concat",
                 .doc = "Inputs joined along attributes.axes[0].",
                 .kind = OpKind::kKernel,
                 .arity = -1,
                 .infer = infer_concat,
                 .kernel_float = concat_kernel<float>,
                 .kernel_double = concat_kernel<double>,
                 .reference = concat_reference,
                 .gradient =
                     [](Value y, Value g) {
                       const int axis = static_cast<int>(y.node().attributes.axes[0]);
                       std::vector<Value> gradients;
                       int64_t at = 0;
                       for (size_t i = 0; i < y.node().inputs.size(); ++i) {
                         const int64_t size = input_of(y, i).shape()[axis].size();
                         gradients.push_back(slice(g, axis, at, at + size));
                         at += size;
                       }
                       return gradients;
                     },
                 .tangent =
                     [](Value y, const std::vector<Value>& tangents) {
                       std::vector<Value> parts;
                       for (size_t i = 0; i < tangents.size(); ++i) {
                         const Value zeros =
                             broadcast_to(y.graph().constant(0), input_of(y, i).shape());
                         parts.push_back(tangents[i] ? tangents[i] : zeros);
                       }
                       return concat(parts, static_cast<int>(y.node().attributes.axes[0]));
                     },
                 .samples = concat_samples};

const Op* const kFamily[] = {&kPad, &kConcat};

}  // namespace

Value pad(Value x, int axis, int64_t before, int64_t after) {
  const int at = normalize_axis("pad", axis, x.shape().rank());
  return x.graph().add(kPad, {x}, {.axes = {at, before, after}});
}

Value concat(const std::vector<Value>& parts, int axis) {
  if (parts.empty()) fail(ErrorKind::kUsage, "concat: nothing to join");
  const int at = normalize_axis("concat", axis, parts[0].shape().rank());
  return parts[0].graph().add(kConcat, parts, {.axes = {at}});
}

std::span<const Op* const> join_ops() { return kFamily; }

}  // namespace glia::graph
