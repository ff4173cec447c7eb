#include "glia/graph/ops/random.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/graph/ops/families.h"
#include "glia/kernels/random.h"

namespace glia::graph {
namespace {

// --- dropout

Inferred infer_dropout(const Op&, const std::vector<Value>& inputs, const Attributes&) {
  const auto scalar = [](Value x, Type type) { return x.shape().rank() == 0 && x.type() == type; };
  if (inputs[0].type() != Type::kReal || !scalar(inputs[1], Type::kReal) ||
      !scalar(inputs[2], Type::kI64) || !scalar(inputs[3], Type::kI64)) {
    fail(ErrorKind::kUsage,
         "dropout: expected real values, a real scalar rate, and i64 scalars seed and step");
  }
  return {inputs[0].shape(), Type::kReal};
}

template <class T>
void dropout_kernel(const KernelCall& call) {
  constexpr int64_t kBlock = 4096;
  const auto* x = static_cast<const T*>(call.inputs[0].data);
  auto* out = static_cast<T*>(call.output.data);
  const double rate = static_cast<double>(*static_cast<const T*>(call.inputs[1].data));
  const auto seed = static_cast<uint64_t>(*static_cast<const int64_t*>(call.inputs[2].data));
  const auto step = static_cast<uint64_t>(*static_cast<const int64_t*>(call.inputs[3].data));
  const uint64_t stream = hash_path(call.attributes->text);
  const int64_t count = call.output.count();
  call.pool->run((count + kBlock - 1) / kBlock, [&](int64_t block, int) {
    const int64_t first = block * kBlock;
    const int64_t n = std::min(kBlock, count - first);
    kernels::dropout<T>(x + first, out + first, n, first, seed, stream, step, rate);
  });
}

Tensor dropout_reference(const Attributes& attributes, const std::vector<Tensor>& inputs,
                         Tensor output) {
  const double rate = inputs[1].item();
  const auto seed = static_cast<uint64_t>(inputs[2].item());
  const auto step = static_cast<uint64_t>(inputs[3].item());
  for (int64_t i = 0; i < output.count(); ++i) {
    const uint32_t word =
        random_word(seed, hash_path(attributes.text), step, static_cast<uint64_t>(i));
    output.set(i, uniform01(word) >= rate ? inputs[0].at(i) / (1 - rate) : 0.0);
  }
  return output;
}

std::vector<Sample> samples() {
  const std::vector<Type> types = {Type::kReal, Type::kReal, Type::kI64, Type::kI64};
  const Attributes stream{.text = "dropout1"};
  const auto of = [&](Shape shape) {
    return Sample{.shapes = {std::move(shape), {}, {}, {}},
                  .attributes = stream,
                  .low = 0.1,
                  .high = 0.9,
                  .types = types};
  };
  return {of({7}),
          of({3, 50}),
          of({1, 1}),
          of({0, 4}),
          of({}),
          {.shapes = {{3}, {3}, {}, {}},
           .attributes = stream,
           .types = types,
           .refused = true,
           .message = "dropout: expected"}};
}

// Linear in x, with the mask of the same stream.
Value masked(Value y, Value x) {
  std::vector<Value> inputs = {x};
  for (size_t i = 1; i < 4; ++i) inputs.push_back(y.graph().value(y.node().inputs[i]));
  return y.graph().add(dropout_op(), std::move(inputs), y.node().attributes);
}

const Op kDropout{
    .name = "dropout",
    .doc =
        "x / (1 - p) with probability 1 - p, else 0; x when predicting. Srivastava "
        "et al. 2014. No derivative by p: a mask is drawn by it.",
    .kind = OpKind::kKernel,
    .arity = 4,
    .infer = infer_dropout,
    .kernel_float = dropout_kernel<float>,
    .kernel_double = dropout_kernel<double>,
    .reference = dropout_reference,
    .gradient = [](Value y, Value g) -> std::vector<Value> {
      return {masked(y, g), Value(), Value(), Value()};
    },
    .tangent = [](Value y,
                  const std::vector<Value>& t) { return t[0] ? masked(y, t[0]) : Value(); },
    .underivable = 1,
    .samples = samples};

// --- standard_normal

Inferred infer_normal(const Op&, const std::vector<Value>& inputs, const Attributes&) {
  const auto counts = [](Value x) { return x.shape().rank() == 0 && x.type() == Type::kI64; };
  if (!counts(inputs[1]) || !counts(inputs[2]))
    fail(ErrorKind::kUsage, "standard_normal: expected i64 scalars seed and step");
  return {inputs[0].shape(), Type::kReal};
}

template <class T>
void normal_kernel(const KernelCall& call) {
  constexpr int64_t kBlock = 4096;
  auto* out = static_cast<T*>(call.output.data);
  const auto seed = static_cast<uint64_t>(*static_cast<const int64_t*>(call.inputs[1].data));
  const auto step = static_cast<uint64_t>(*static_cast<const int64_t*>(call.inputs[2].data));
  const uint64_t stream = hash_path(call.attributes->text);
  const int64_t count = call.output.count();
  call.pool->run((count + kBlock - 1) / kBlock, [&](int64_t block, int) {
    const int64_t first = block * kBlock;
    kernels::normal<T>(out + first, std::min(kBlock, count - first), first, seed, stream, step);
  });
}

// Elements 2j and 2j + 1 are the two numbers that Box and Muller make of words 2j and 2j + 1.
Tensor normal_reference(const Attributes& attributes, const std::vector<Tensor>& inputs,
                        Tensor output) {
  const auto seed = static_cast<uint64_t>(inputs[1].item());
  const auto step = static_cast<uint64_t>(inputs[2].item());
  const double turn = 2 * std::acos(-1.0);
  for (int64_t i = 0; i < output.count(); ++i) {
    const auto word = [&](int64_t k) {
      const auto element = static_cast<uint64_t>(k);
      return static_cast<double>(random_word(seed, hash_path(attributes.text), step, element));
    };
    const int64_t even = i / 2 * 2;
    const double radius = std::sqrt(-2 * std::log((word(even) + 0.5) * 0x1p-32));
    const double angle = turn * word(even + 1) * 0x1p-32;
    output.set(i, radius * (i == even ? std::cos(angle) : std::sin(angle)));
  }
  return output;
}

std::vector<Sample> normal_samples() {
  const std::vector<Type> types = {Type::kReal, Type::kI64, Type::kI64};
  const Attributes stream{.text = "noise1"};
  const auto of = [&](Shape shape) {
    return Sample{
        .shapes = {std::move(shape), {}, {}}, .attributes = stream, .low = 0.1, .types = types};
  };
  return {of({7}),
          of({3, 51}),
          of({1, 1}),
          of({0, 4}),
          of({}),
          {.shapes = {{3}, {3}, {}},
           .attributes = stream,
           .types = types,
           .refused = true,
           .message = "standard_normal: expected i64 scalars"}};
}

const Op kStandardNormal{
    .name = "standard_normal",
    .doc =
        "Numbers of mean 0 and deviation 1 in the shape of input 0, others at each step. Box and "
        "Muller 1958; derivative 0.",
    .kind = OpKind::kKernel,
    .arity = 3,
    .infer = infer_normal,
    .kernel_float = normal_kernel<float>,
    .kernel_double = normal_kernel<double>,
    .reference = normal_reference,
    .flat = true,
    .samples = normal_samples};

const Op* const kFamily[] = {&kDropout, &kStandardNormal};

Value scalar_input(Graph& graph, const char* name) {
  const Value existing = graph.find_input(name);
  return existing ? existing : graph.input(name, {}, Type::kI64);
}

}  // namespace

const Op& dropout_op() { return kDropout; }

Randomness randomness(Graph& graph) {
  return {scalar_input(graph, "seed"), scalar_input(graph, "step")};
}

Value dropout(Value x, Value rate, std::string_view stream) {
  const Randomness random = randomness(x.graph());
  Attributes attributes;
  attributes.text = stream;
  return x.graph().add(kDropout, {x, rate, random.seed, random.step}, std::move(attributes));
}

Value standard_normal(Value like, std::string_view stream) {
  const Randomness random = randomness(like.graph());
  Attributes attributes;
  attributes.text = stream;
  return like.graph().add(kStandardNormal, {like, random.seed, random.step}, std::move(attributes));
}

std::span<const Op* const> random_ops() { return kFamily; }

}  // namespace glia::graph
