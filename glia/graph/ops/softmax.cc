#include "glia/graph/ops/softmax.h"

#include <cmath>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/families.h"
#include "glia/graph/ops/reduce.h"
#include "glia/kernels/softmax.h"

namespace glia::graph {
namespace {

Inferred infer_rows(const Op& op, const std::vector<Value>& inputs, const Attributes&) {
  const Value x = inputs[0];
  if (x.type() != Type::kReal || x.shape().rank() < 1) {
    fail(ErrorKind::kUsage, say("{}: expected real rows of rank 1 or more, found {} {}", op.name,
                                type_name(x.type()), x.shape().to_string()));
  }
  return {x.shape(), Type::kReal};
}

struct Rows {
  int64_t rows = 1, cols = 0;
};

Rows rows_of(const Array& array) {
  Rows rows;
  rows.cols = array.extent[array.rank - 1];
  for (int i = 0; i + 1 < array.rank; ++i) rows.rows *= array.extent[i];
  return rows;
}

template <class T, bool kLog>
void kernel(const KernelCall& call) {
  const Rows rows = rows_of(call.output);
  const auto* in = static_cast<const T*>(call.inputs[0].data);
  auto* out = static_cast<T*>(call.output.data);
  if constexpr (kLog)
    kernels::log_softmax<T>(in, rows.rows, rows.cols, out, *call.pool);
  else
    kernels::softmax<T>(in, rows.rows, rows.cols, out, *call.pool);
}

template <bool kLog>
Tensor reference(const Attributes&, const std::vector<Tensor>& inputs, Tensor output) {
  const int64_t cols = output.shape()[output.shape().rank() - 1].size();
  for (int64_t begin = 0; cols > 0 && begin < output.count(); begin += cols) {
    double largest = inputs[0].at(begin);
    for (int64_t j = 1; j < cols; ++j) largest = std::fmax(largest, inputs[0].at(begin + j));
    double total = 0;
    for (int64_t j = 0; j < cols; ++j) total += std::exp(inputs[0].at(begin + j) - largest);
    for (int64_t j = 0; j < cols; ++j) {
      const double shifted = inputs[0].at(begin + j) - largest;
      output.set(begin + j, kLog ? shifted - std::log(total) : std::exp(shifted) / total);
    }
  }
  return output;
}

std::vector<Sample> samples() {
  return {{.shapes = {{4}}},
          {.shapes = {{3, 10}}},
          {.shapes = {{2, 3, 17}}},
          {.shapes = {{5, 1}}},
          {.shapes = {{0, 3}}},
          {.shapes = {{2, 0}}},
          {.shapes = {{}}, .refused = true, .message = "expected real rows of rank 1"}};
}

// d softmax: s (t - sum s t); the same map serves gradient and tangent.
Value softmax_derivative(Value y, Value t) { return y * (t - sum(y * t, {-1}, /*keep=*/true)); }

const Op kSoftmax{
    .name = "softmax",
    .doc = "e^(x_i - m) / sum_j e^(x_j - m), m = max x, along the last axis. Bridle 1990",
    .kind = OpKind::kKernel,
    .arity = 1,
    .infer = infer_rows,
    .kernel_float = kernel<float, false>,
    .kernel_double = kernel<double, false>,
    .reference = reference<false>,
    .gradient = [](Value y, Value g) -> std::vector<Value> { return {softmax_derivative(y, g)}; },
    .tangent =
        [](Value y, const std::vector<Value>& t) {
          return t[0] ? softmax_derivative(y, t[0]) : Value();
        },
    .samples = samples};

const Op kLogSoftmax{.name = "log_softmax",
                     .doc = "x_i - m - ln sum_j e^(x_j - m), m = max x, along the last axis.",
                     .kind = OpKind::kKernel,
                     .arity = 1,
                     .infer = infer_rows,
                     .kernel_float = kernel<float, true>,
                     .kernel_double = kernel<double, true>,
                     .reference = reference<true>,
                     .gradient = [](Value y, Value g) -> std::vector<Value> {
                       return {g - exp(y) * sum(g, {-1}, /*keep=*/true)};
                     },
                     .tangent =
                         [](Value y, const std::vector<Value>& t) {
                           return t[0] ? t[0] - sum(exp(y) * t[0], {-1}, /*keep=*/true) : Value();
                         },
                     .samples = samples};

const Op* const kFamily[] = {&kSoftmax, &kLogSoftmax};

}  // namespace

Value softmax(Value logits) { return logits.graph().add(kSoftmax, {logits}); }
Value log_softmax(Value logits) { return logits.graph().add(kLogSoftmax, {logits}); }

std::span<const Op* const> softmax_ops() { return kFamily; }

}  // namespace glia::graph
