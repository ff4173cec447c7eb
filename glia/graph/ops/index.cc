#include "glia/graph/ops/index.h"

#include <cmath>
#include <cstring>
#include <limits>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/families.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/op_internal.h"

namespace glia::graph {
namespace {

void expect_index(const Op& op, Value index) {
  if (index.type() != Type::kI64) {
    fail(ErrorKind::kUsage,
         say("{}: expected an i64 index, found {}", op.name, type_name(index.type())));
  }
}

// [k, ...] of an index, and [n, rest ...] of a table, give [k, ..., rest ...].
Shape picked_shape(const Shape& table, const Shape& index) {
  Shape shape = index;
  for (int axis = 1; axis < table.rank(); ++axis) shape.push_back(table[axis]);
  return shape;
}

// --- gather

Inferred infer_gather(const Op& op, const std::vector<Value>& inputs, const Attributes&) {
  expect_real(op, inputs[0]);
  expect_index(op, inputs[1]);
  if (inputs[0].shape().rank() < 1)
    fail(ErrorKind::kUsage, "gather: the table is a scalar, expected rows");
  return {picked_shape(inputs[0].shape(), inputs[1].shape()), Type::kReal};
}

template <class T>
void gather_kernel(const KernelCall& call) {
  const Array& table = call.inputs[0];
  const int64_t width = tail_count(table, 1);
  const auto* index = static_cast<const int64_t*>(call.inputs[1].data);
  auto* out = static_cast<T*>(call.output.data);
  const auto* rows = static_cast<const T*>(table.data);
  for (int64_t k = 0; k < call.inputs[1].count(); ++k) {
    const bool inside = index[k] >= 0 && index[k] < table.extent[0];
    if (inside && width > 0)
      std::memcpy(out + k * width, rows + index[k] * width, static_cast<size_t>(width) * sizeof(T));
    for (int64_t i = 0; !inside && i < width; ++i)
      out[k * width + i] = std::numeric_limits<T>::quiet_NaN();
  }
}

Tensor gather_reference(const Attributes&, const std::vector<Tensor>& inputs, Tensor output) {
  const int64_t width = tail_count(inputs[0].shape(), 1);
  for (int64_t i = 0; i < output.count(); ++i) {
    const double row = inputs[1].at(i / width);
    output.set(i, inputs[0].at(static_cast<int64_t>(row) * width + i % width));
  }
  return output;
}

std::vector<Sample> gather_samples() {
  const std::vector<Type> types = {Type::kReal, Type::kI64};
  return {{.shapes = {{3, 5}, {4}}, .types = types},
          {.shapes = {{3}, {1}}, .types = types},
          {.shapes = {{3, 2, 2}, {0}}, .types = types},
          {.shapes = {{3, 5}, {2, 2}}, .types = types},
          {.shapes = {{3, 5}, {}}, .types = types},
          {.shapes = {{}, {2}}, .types = types, .refused = true, .message = "is a scalar"},
          {.shapes = {{3, 5}, {4}}, .refused = true, .message = "expected an i64 index"}};
}

const Op kGather{.name = "gather",
                 .doc = "Rows of input 0 at the indices of input 1.",
                 .kind = OpKind::kKernel,
                 .arity = 2,
                 .infer = infer_gather,
                 .kernel_float = gather_kernel<float>,
                 .kernel_double = gather_kernel<double>,
                 .reference = gather_reference,
                 .gradient = [](Value y, Value g) -> std::vector<Value> {
                   return {scatter_add(g, input_of(y, 1), input_of(y, 0).shape()), Value()};
                 },
                 .tangent =
                     [](Value y, const std::vector<Value>& t) {
                       return t[0] ? gather(t[0], input_of(y, 1)) : Value();
                     },
                 .samples = gather_samples};

// --- scatter_add

Inferred infer_scatter(const Op& op, const std::vector<Value>& inputs,
                       const Attributes& attributes) {
  expect_real(op, inputs[0]);
  expect_index(op, inputs[1]);
  const Shape& rows = attributes.shape;
  if (rows.rank() < 1 || !(picked_shape(rows, inputs[1].shape()) == inputs[0].shape())) {
    fail(ErrorKind::kUsage, say("scatter_add: updates {} with index {} do not fit rows of {}",
                                inputs[0].shape().to_string(), inputs[1].shape().to_string(),
                                attributes.shape.to_string()));
  }
  return {attributes.shape, Type::kReal};
}

template <class T>
void scatter_kernel(const KernelCall& call) {
  const int64_t width = tail_count(call.output, 1);
  const auto* index = static_cast<const int64_t*>(call.inputs[1].data);
  const auto* updates = static_cast<const T*>(call.inputs[0].data);
  auto* out = static_cast<T*>(call.output.data);
  for (int64_t i = 0; i < call.output.count(); ++i) out[i] = 0;
  for (int64_t k = 0; k < call.inputs[1].count(); ++k) {
    if (index[k] < 0 || index[k] >= call.output.extent[0]) continue;
    for (int64_t i = 0; i < width; ++i) out[index[k] * width + i] += updates[k * width + i];
  }
}

Tensor scatter_reference(const Attributes&, const std::vector<Tensor>& inputs, Tensor output) {
  const int64_t width = tail_count(output.shape(), 1);
  for (int64_t i = 0; i < inputs[0].count(); ++i) {
    const int64_t to = static_cast<int64_t>(inputs[1].at(i / width)) * width + i % width;
    output.set(to, output.at(to) + inputs[0].at(i));
  }
  return output;
}

std::vector<Sample> scatter_samples() {
  const std::vector<Type> types = {Type::kReal, Type::kI64};
  return {{.shapes = {{4, 5}, {4}}, .attributes = {.shape = {3, 5}}, .types = types},
          {.shapes = {{1}, {1}}, .attributes = {.shape = {3}}, .types = types},
          {.shapes = {{0, 2}, {0}}, .attributes = {.shape = {3, 2}}, .types = types},
          {.shapes = {{2, 4, 5}, {2, 4}}, .attributes = {.shape = {3, 5}}, .types = types},
          {.shapes = {{4, 5}, {3}},
           .attributes = {.shape = {3, 5}},
           .types = types,
           .refused = true,
           .message = "do not fit rows of [3, 5]"}};
}

const Op kScatterAdd{.name = "scatter_add",
                     .doc = "Zeros of attributes.shape with input 0's rows added at input 1.",
                     .kind = OpKind::kKernel,
                     .arity = 2,
                     .infer = infer_scatter,
                     .kernel_float = scatter_kernel<float>,
                     .kernel_double = scatter_kernel<double>,
                     .reference = scatter_reference,
                     .gradient = [](Value y, Value g) -> std::vector<Value> {
                       return {gather(g, input_of(y, 1)), Value()};
                     },
                     .tangent =
                         [](Value y, const std::vector<Value>& t) {
                           return t[0] ? scatter_add(t[0], input_of(y, 1), y.shape()) : Value();
                         },
                     .samples = scatter_samples};

// --- one_hot

Inferred infer_one_hot(const Op&, const std::vector<Value>& inputs, const Attributes& attributes) {
  if (inputs[0].type() != Type::kI64 || attributes.axes[0] < 1) {
    fail(ErrorKind::kUsage,
         say("one_hot: expected an i64 index and at least one class, found {} and {}",
             type_name(inputs[0].type()), attributes.axes[0]));
  }
  Shape shape = inputs[0].shape();
  shape.push_back(attributes.axes[0]);
  return {shape, Type::kReal};
}

template <class T>
void one_hot_kernel(const KernelCall& call) {
  const int64_t classes = call.attributes->axes[0];
  const auto* index = static_cast<const int64_t*>(call.inputs[0].data);
  auto* out = static_cast<T*>(call.output.data);
  for (int64_t k = 0; k < call.inputs[0].count(); ++k)
    for (int64_t j = 0; j < classes; ++j) out[k * classes + j] = index[k] == j ? T{1} : T{0};
}

Tensor one_hot_reference(const Attributes& attributes, const std::vector<Tensor>& inputs,
                         Tensor output) {
  for (int64_t k = 0; k < inputs[0].count(); ++k)
    output.set(k * attributes.axes[0] + static_cast<int64_t>(inputs[0].at(k)), 1);
  return output;
}

std::vector<Sample> one_hot_samples() {
  return {{.shapes = {{5}}, .attributes = {.axes = {3}}, .types = {Type::kI64}},
          {.shapes = {{}}, .attributes = {.axes = {3}}, .types = {Type::kI64}},
          {.shapes = {{0}}, .attributes = {.axes = {4}}, .types = {Type::kI64}},
          {.shapes = {{1}}, .attributes = {.axes = {3}}, .types = {Type::kI64}},
          {.shapes = {{2, 2}}, .attributes = {.axes = {1}}, .types = {Type::kI64}, .modulo = 1},
          {.shapes = {{2}}, .attributes = {.axes = {3}}, .refused = true, .message = "found real"}};
}

const Op kOneHot{
    .name = "one_hot",
    .doc = "1 at the index, 0 elsewhere, over attributes.axes[0] classes; derivative 0.",
    .kind = OpKind::kKernel,
    .arity = 1,
    .infer = infer_one_hot,
    .kernel_float = one_hot_kernel<float>,
    .kernel_double = one_hot_kernel<double>,
    .reference = one_hot_reference,
    .flat = true,
    .samples = one_hot_samples};

// --- cast

Inferred infer_cast(const Op&, const std::vector<Value>& inputs, const Attributes& attributes) {
  return {inputs[0].shape(), attributes.type};
}

template <class From, class To>
void convert(const void* from, void* to, int64_t count, bool to_bool) {
  for (int64_t i = 0; i < count; ++i) {
    const From value = static_cast<const From*>(from)[i];
    if (to_bool) {
      static_cast<uint8_t*>(to)[i] = value != From{0} ? 1 : 0;
    } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
      // Out of range and NaN have no integer: they become the nearest end, and 0.
      const double low = static_cast<double>(std::numeric_limits<To>::min());
      const double high = std::nextafter(std::ldexp(1.0, std::numeric_limits<To>::digits), 0.0);
      const double clamped = std::fmin(std::fmax(static_cast<double>(value), low), high);
      static_cast<To*>(to)[i] = std::isnan(value) ? To{0} : static_cast<To>(clamped);
    } else {
      static_cast<To*>(to)[i] = static_cast<To>(value);
    }
  }
}

template <class From, class T>
void convert_from(const Array& from, const Array& to) {
  const int64_t count = from.count();
  switch (to.type) {
    case Type::kReal:
      return convert<From, T>(from.data, to.data, count, false);
    case Type::kI32:
      return convert<From, int32_t>(from.data, to.data, count, false);
    case Type::kI64:
      return convert<From, int64_t>(from.data, to.data, count, false);
    case Type::kU8:
    case Type::kBool:
      return convert<From, uint8_t>(from.data, to.data, count, to.type == Type::kBool);
  }
}

template <class T>
void cast_kernel(const KernelCall& call) {
  const Array& from = call.inputs[0];
  switch (from.type) {
    case Type::kReal:
      return convert_from<T, T>(from, call.output);
    case Type::kI32:
      return convert_from<int32_t, T>(from, call.output);
    case Type::kI64:
      return convert_from<int64_t, T>(from, call.output);
    case Type::kU8:
    case Type::kBool:
      return convert_from<uint8_t, T>(from, call.output);
  }
}

Tensor cast_reference(const Attributes&, const std::vector<Tensor>& inputs, Tensor output) {
  for (int64_t i = 0; i < output.count(); ++i) {
    const double value = inputs[0].at(i);
    output.set(i, output.type() == Type::kBool ? value : std::trunc(value));
  }
  if (output.type() == Type::kReal)
    for (int64_t i = 0; i < output.count(); ++i) output.set(i, inputs[0].at(i));
  return output;
}

std::vector<Sample> cast_samples() {
  const auto to = [](Type type) { return Attributes{.type = type}; };
  return {{.shapes = {{5}}, .attributes = to(Type::kReal), .types = {Type::kI64}},
          {.shapes = {{3, 2}}, .attributes = to(Type::kReal), .types = {Type::kBool}},
          {.shapes = {{2}}, .attributes = to(Type::kReal), .types = {Type::kU8}},
          {.shapes = {{0}}, .attributes = to(Type::kReal), .types = {Type::kI32}},
          {.shapes = {{7}}, .attributes = to(Type::kI64)},
          {.shapes = {{1, 1}}, .attributes = to(Type::kBool)},
          {.shapes = {{4}}, .attributes = to(Type::kReal)}};
}

bool real_to_real(Value y) {
  return y.type() == Type::kReal && input_of(y, 0).type() == Type::kReal;
}

const Op kCast{
    .name = "cast",
    .doc = "Elements as attributes.type; to an integer truncates and has derivative 0.",
    .kind = OpKind::kKernel,
    .arity = 1,
    .infer = infer_cast,
    .kernel_float = cast_kernel<float>,
    .kernel_double = cast_kernel<double>,
    .reference = cast_reference,
    .gradient = [](Value y, Value g) -> std::vector<Value> {
      return {real_to_real(y) ? g : Value()};
    },
    .tangent = [](Value y,
                  const std::vector<Value>& t) { return real_to_real(y) ? t[0] : Value(); },
    .samples = cast_samples};

const Op* const kFamily[] = {&kGather, &kScatterAdd, &kOneHot, &kCast};

}  // namespace

const Op& cast_op() { return kCast; }

Value gather(Value table, Value index) { return table.graph().add(kGather, {table, index}); }

Value scatter_add(Value updates, Value index, Shape shape) {
  return updates.graph().add(kScatterAdd, {updates, index}, {.shape = std::move(shape)});
}

Value one_hot(Value index, int64_t classes) {
  return index.graph().add(kOneHot, {index}, {.axes = {classes}});
}

Value cast(Value x, Type type) {
  if (x.type() == type) return x;
  return x.graph().add(kCast, {x}, {.type = type});
}

std::span<const Op* const> index_ops() { return kFamily; }

}  // namespace glia::graph
