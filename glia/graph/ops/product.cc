#include "glia/graph/ops/product.h"

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/families.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/op_internal.h"
#include "glia/kernels/gemm.h"
#include "glia/kernels/gemm_bands.h"

namespace glia::graph {
namespace {

Inferred infer_matmul(const Op&, const std::vector<Value>& inputs, const Attributes&) {
  const Shape& a = inputs[0].shape();
  const Shape& b = inputs[1].shape();
  for (const Value& input : inputs) {
    if (input.type() != Type::kReal)
      fail(ErrorKind::kUsage,
           say("matmul: expected real values, found {}", type_name(input.type())));
  }
  if (a.rank() != 2 || b.rank() != 2) {
    fail(ErrorKind::kUsage,
         say("matmul: expected two matrices, found a {} and b {}", a.to_string(), b.to_string()));
  }
  if (!(a[1] == b[0])) {
    const char* hint = a[1] == b[1] ? "; did you mean transpose(b)?" : "";
    fail(ErrorKind::kUsage,
         say("matmul: inner sizes differ: a is {}, b is {}{}", a.to_string(), b.to_string(), hint));
  }
  return {{a[0], b[1]}, Type::kReal};
}

template <class T>
kernels::Matrix<const T> matrix(const Array& array) {
  return {static_cast<const T*>(array.data), array.extent[0], array.extent[1], array.stride[0],
          array.stride[1]};
}

// B, or C, in bands; C is [rows, cols].
template <class T>
void banded_matmul(const KernelCall& call, kernels::Matrix<T> c) {
  const Array& b = call.inputs[1];
  const kernels::Matrix<const T> left = matrix<T>(call.inputs[0]);
  const int64_t copy = call.inputs[0].copy_bytes / static_cast<int64_t>(sizeof(T));
  if (call.output.bands > 1) {
    return kernels::gemm_into_bands<T>({left, copy}, matrix<T>(b),
                                       {c.data, {c.rows, c.cols, call.output.bands}}, call.scratch,
                                       *call.pool, call.epilogue);
  }
  const auto* data = static_cast<const T*>(b.data);
  const bool turned = b.stride[1] != 1;
  if (turned) {
    return kernels::gemm_from_turned_bands<T>(left, {data, {b.extent[1], b.extent[0], b.bands}}, c,
                                              call.scratch, *call.pool, call.epilogue);
  }
  kernels::gemm_from_bands<T>({left, copy}, {data, {b.extent[0], b.extent[1], b.bands}}, c,
                              call.scratch, *call.pool, call.epilogue);
}

template <class T>
void matmul_kernel(const KernelCall& call) {
  const Array& out = call.output;
  const kernels::Matrix<T> c{static_cast<T*>(out.data), out.extent[0], out.extent[1], out.extent[1],
                             1};
  if (out.bands > 1 || call.inputs[1].bands > 1) return banded_matmul<T>(call, c);
  kernels::gemm<T>(matrix<T>(call.inputs[0]), matrix<T>(call.inputs[1]), c, /*accumulate=*/false,
                   call.scratch, *call.pool, call.epilogue);
}

size_t matmul_scratch(const KernelCall& call, Real real, int threads) {
  const int64_t m = call.output.extent[0];
  const int64_t n = call.output.extent[1];
  const int64_t k = call.inputs[0].extent[1];
  return real == Real::kFloat ? kernels::gemm_scratch_bytes<float>(m, n, k, threads)
                              : kernels::gemm_scratch_bytes<double>(m, n, k, threads);
}

Tensor matmul_reference(const Attributes&, const std::vector<Tensor>& inputs, Tensor output) {
  const int64_t k = inputs[0].shape()[1].size();
  const int64_t n = output.shape()[1].size();
  for (int64_t i = 0; i < output.count(); ++i) {
    double sum = 0;
    for (int64_t j = 0; j < k; ++j)
      sum += inputs[0].at(i / n * k + j) * inputs[1].at(j * n + i % n);
    output.set(i, sum);
  }
  return output;
}

std::vector<Sample> samples() {
  return {{.shapes = {{3, 4}, {4, 5}}},
          {.shapes = {{1, 1}, {1, 1}}},
          {.shapes = {{17, 33}, {33, 19}}},
          {.shapes = {{1, 30}, {30, 10}}},
          {.shapes = {{0, 3}, {3, 2}}},
          {.shapes = {{2, 0}, {0, 3}}},
          {.shapes = {{2, 3}, {3, 0}}},
          {.shapes = {{32, 784}, {10, 784}},
           .refused = true,
           .message = "matmul: inner sizes differ: a is [32, 784], b is [10, 784]; did you mean "
                      "transpose(b)?"},
          {.shapes = {{3}, {3, 2}}, .refused = true, .message = "expected two matrices"},
          {.shapes = {{2, 2}, {2, 2}},
           .types = {Type::kReal, Type::kI64},
           .refused = true,
           .message = "found i64"}};
}

const Op kMatmul{
    .name = "matmul",
    .doc = "c_ij = sum_k a_ik b_kj; dA = G B', dB = A' G",
    .kind = OpKind::kKernel,
    .arity = 2,
    .infer = infer_matmul,
    .kernel_float = matmul_kernel<float>,
    .kernel_double = matmul_kernel<double>,
    .scratch = matmul_scratch,
    .takes_strides = true,
    .takes_epilogue = true,
    .takes_bands = true,
    .reference = matmul_reference,
    .operations =
        [](const std::vector<Shape>& inputs, const Shape& output) {
          return 2.0 * static_cast<double>(inputs[0].count()) *
                 static_cast<double>(output[1].size());
        },
    .gradient = [](Value y, Value g) -> std::vector<Value> {
      return {matmul(g, transpose(input_of(y, 1))), matmul(transpose(input_of(y, 0)), g)};
    },
    .tangent =
        [](Value y, const std::vector<Value>& t) {
          const Value left = t[0] ? matmul(t[0], input_of(y, 1)) : Value();
          const Value right = t[1] ? matmul(input_of(y, 0), t[1]) : Value();
          return left && right ? left + right : left ? left : right;
        },
    .samples = samples};

const Op* const kFamily[] = {&kMatmul};

}  // namespace

Value matmul(Value a, Value b) { return a.graph().add(kMatmul, {a, b}); }

std::span<const Op* const> product_ops() { return kFamily; }

}  // namespace glia::graph
