// Bytes a second of reductions: along rows, down columns (a bias's gradient), and of everything.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "glia/base/thread_pool.h"
#include "glia/kernels/dispatch.h"
#include "glia/kernels/reduce.h"

namespace glia::kernels {
namespace {

struct Axis {
  int64_t outer, reduce, inner;

  explicit Axis(const benchmark::State& state)
      : outer(state.range(0)), reduce(state.range(1)), inner(state.range(2)) {}
  int64_t size() const { return outer * reduce * inner; }
};

// Small whole numbers: every order of adding gives the same sum.
std::vector<float> numbers(int64_t size) {
  std::vector<float> values(static_cast<size_t>(size));
  for (int64_t i = 0; i < size; ++i) values[i] = static_cast<float>(i * 7 % 31 - 15);
  return values;
}

template <class Reduce, class Combine>
void measure(benchmark::State& state, float start, const Reduce& reduce, const Combine& combine) {
  const Axis axis(state);
  const std::vector<float> in = numbers(axis.size());
  std::vector<float> out(static_cast<size_t>(axis.outer * axis.inner));
  for (auto _ : state) {
    reduce(in.data(), axis, out.data());
    benchmark::ClobberMemory();
  }
  for (int64_t at = 0; at < axis.outer * axis.inner; ++at) {
    const float* const first = in.data() + at / axis.inner * axis.reduce * axis.inner;
    float expected = start;
    for (int64_t r = 0; r < axis.reduce; ++r) {
      expected = combine(expected, first[r * axis.inner + at % axis.inner]);
    }
    if (out[at] != expected) {
      state.SkipWithError("a wrong result");
      return;
    }
  }
  state.SetBytesProcessed(state.iterations() * axis.size() * static_cast<int64_t>(sizeof(float)));
  state.SetLabel(std::string(target_name()));
}

void sum_axis(benchmark::State& state) {
  const Axis axis(state);
  ThreadPool pool(1);
  std::vector<double> scratch(
      reduce_scratch_bytes(axis.outer, axis.reduce, axis.inner) / sizeof(double) + 1);
  measure(
      state, 0,
      [&](const float* in, const Axis& a, float* out) {
        sum(in, a.outer, a.reduce, a.inner, out, scratch.data(), pool);
      },
      [](float a, float b) { return a + b; });
}

void max_axis(benchmark::State& state) {
  ThreadPool pool(1);
  measure(
      state, -100,
      [&](const float* in, const Axis& a, float* out) {
        max(in, a.outer, a.reduce, a.inner, out, pool);
      },
      [](float a, float b) { return std::max(a, b); });
}

void shapes(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"outer", "reduce", "inner"});
  bench->Args({128, 10, 1})->Args({128, 784, 1})->Args({1, 32, 128})->Args({1, 128, 512});
  bench->Args({1, 100000, 1});
}

BENCHMARK(sum_axis)->Apply(shapes);
BENCHMARK(max_axis)->Apply(shapes);

}  // namespace
}  // namespace glia::kernels
