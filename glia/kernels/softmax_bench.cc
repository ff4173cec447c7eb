// Elements a second of softmax and its logarithm, of few classes and of many.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "glia/base/thread_pool.h"
#include "glia/kernels/dispatch.h"
#include "glia/kernels/softmax.h"

namespace glia::kernels {
namespace {

template <class Function>
void measure(benchmark::State& state, const Function& function, bool logarithm) {
  const int64_t rows = state.range(0);
  const int64_t cols = state.range(1);
  ThreadPool pool(1);
  std::vector<float> in(static_cast<size_t>(rows * cols)), out(in.size());
  for (size_t i = 0; i < in.size(); ++i) in[i] = static_cast<float>(i * 7 % 31) / 4 - 3;
  for (auto _ : state) {
    function(in.data(), rows, cols, out.data(), pool);
    benchmark::ClobberMemory();
  }
  for (int64_t row = 0; row < rows; ++row) {
    double sum = 0;
    for (int64_t i = row * cols; i < (row + 1) * cols; ++i) {
      sum += logarithm ? std::exp(static_cast<double>(out[i])) : static_cast<double>(out[i]);
    }
    if (!(std::fabs(sum - 1) < 1e-4)) {
      state.SkipWithError("probabilities that do not add up to 1");
      return;
    }
  }
  state.SetItemsProcessed(state.iterations() * rows * cols);
  state.SetLabel(std::string(target_name()));
}

void softmax_rows(benchmark::State& state) { measure(state, softmax<float>, false); }
void log_softmax_rows(benchmark::State& state) { measure(state, log_softmax<float>, true); }

void shapes(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"rows", "cols"})->Args({1, 10})->Args({32, 3})->Args({128, 10});
  bench->Args({128, 1000});
}

BENCHMARK(softmax_rows)->Apply(shapes);
BENCHMARK(log_softmax_rows)->Apply(shapes);

}  // namespace
}  // namespace glia::kernels
