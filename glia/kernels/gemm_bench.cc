// GFLOP/s of the products of a training step: 784-128-10 at batch 1, 32 and 128, 784-512-512-10 at
// 128. Names: forward Y = X W, dW = X' dY, dX = dY W' with W [in, out].
#include <benchmark/benchmark.h>

#include <cmath>
#include <string>

#include "glia/base/aligned_buffer.h"
#include "glia/base/thread_pool.h"
#include "glia/kernels/dispatch.h"
#include "glia/kernels/gemm.h"

namespace glia::kernels {
namespace {

enum Transposed { kNeither, kA, kB };

// Elements of a product that are computed again.
constexpr int64_t kChecked = 100;

// One element, its terms added in the order that every path keeps.
template <class T>
T element(const Matrix<const T>& a, const Matrix<const T>& b, int64_t row, int64_t column) {
  T sum = 0;
  for (int64_t k = 0; k < a.cols; ++k) {
    sum = std::fma(a.data[row * a.row_stride + k * a.col_stride],
                   b.data[k * b.row_stride + column * b.col_stride], sum);
  }
  return sum;
}

template <class T>
void multiply(benchmark::State& state, Transposed transposed) {
  const int64_t m = state.range(0);
  const int64_t n = state.range(1);
  const int64_t k = state.range(2);
  ThreadPool pool(static_cast<int>(state.range(3)));
  AlignedBuffer a(static_cast<size_t>(m * k) * sizeof(T));
  AlignedBuffer b(static_cast<size_t>(k * n) * sizeof(T));
  AlignedBuffer c(static_cast<size_t>(m * n) * sizeof(T));
  for (int64_t i = 0; i < m * k; ++i) a.as<T>()[i] = static_cast<T>(i % 251) / T{125} - T{1};
  for (int64_t i = 0; i < k * n; ++i) b.as<T>()[i] = static_cast<T>(i % 241) / T{120} - T{1};
  AlignedBuffer scratch(gemm_scratch_bytes<T>(m, n, k, pool.threads()));
  const Matrix<const T> left = {a.as<T>(), m, k, transposed == kA ? 1 : k,
                                transposed == kA ? m : 1};
  const Matrix<const T> right = {b.as<T>(), k, n, transposed == kB ? 1 : n,
                                 transposed == kB ? k : 1};
  const Matrix<T> out = {c.as<T>(), m, n, n, 1};
  for (auto _ : state) {
    gemm<T>(left, right, out, false, scratch.data(), pool);
    benchmark::ClobberMemory();
  }
  for (int64_t i = 0; i < m * n; i += 1 + m * n / kChecked) {
    if (out.data[i] != element(left, right, i / n, i % n)) {
      state.SkipWithError("a wrong result");
      return;
    }
  }
  const double work = 2.0 * static_cast<double>(m) * static_cast<double>(n) *
                      static_cast<double>(k) * static_cast<double>(state.iterations());
  state.counters["GFLOP/s"] = benchmark::Counter(work * 1e-9, benchmark::Counter::kIsRate);
  state.SetLabel(std::string(target_name()));
}

void forward(benchmark::internal::Benchmark* bench) {
  bench->UseRealTime()->ArgNames({"m", "n", "k", "threads"});
  for (const int threads : {1, 2}) {
    for (const int batch : {1, 32, 128}) {
      bench->Args({batch, 128, 784, threads})->Args({batch, 10, 128, threads});
    }
    bench->Args({33, 129, 783, threads});
    bench->Args({128, 512, 784, threads})->Args({128, 512, 512, threads});
  }
}

void weight_gradient(benchmark::internal::Benchmark* bench) {
  bench->UseRealTime()->ArgNames({"m", "n", "k", "threads"});
  for (const int threads : {1, 2}) {
    for (const int batch : {1, 32, 128}) {
      bench->Args({784, 128, batch, threads})->Args({128, 10, batch, threads});
    }
    bench->Args({512, 512, 128, threads});
  }
}

void input_gradient(benchmark::internal::Benchmark* bench) {
  bench->UseRealTime()->ArgNames({"m", "n", "k", "threads"});
  for (const int threads : {1, 2}) {
    for (const int batch : {1, 32, 128}) bench->Args({batch, 128, 10, threads});
    bench->Args({128, 512, 512, threads});
  }
}

void call(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"m", "n", "k", "threads"})->Args({4, 4, 2, 1})->Args({16, 16, 4, 1});
}

void single(benchmark::State& state, Transposed which) { multiply<float>(state, which); }
void wide(benchmark::State& state, Transposed which) { multiply<double>(state, which); }

BENCHMARK_CAPTURE(single, forward, kNeither)->Apply(forward);
BENCHMARK_CAPTURE(single, dW, kA)->Apply(weight_gradient);
BENCHMARK_CAPTURE(single, dX, kB)->Apply(input_gradient);
BENCHMARK_CAPTURE(single, call, kNeither)->Apply(call);
BENCHMARK_CAPTURE(wide, forward, kNeither)
    ->ArgNames({"m", "n", "k", "threads"})
    ->Args({128, 512, 512, 1});

}  // namespace
}  // namespace glia::kernels
