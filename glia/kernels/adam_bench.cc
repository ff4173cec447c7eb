// Weights a second of one step of Adam, in place: a tile of a chain, and a weight of 784 x 128.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "glia/kernels/adam.h"
#include "glia/kernels/dispatch.h"

namespace glia::kernels {
namespace {

template <class T>
void adam(benchmark::State& state) {
  const size_t n = static_cast<size_t>(state.range(0));
  std::vector<T> g(n), m(n), v(n), w(n);
  for (size_t i = 0; i < n; ++i) {
    g[i] = static_cast<T>(i % 61) / T{61} - T{0.5};
    m[i] = static_cast<T>(i % 53) / T{53} - T{0.5};
    v[i] = static_cast<T>(i % 47 + 1) / T{47};
    w[i] = static_cast<T>(i % 43) / T{43} - T{0.5};
  }
  const T beta1 = static_cast<T>(0.9), rest1 = static_cast<T>(0.1);
  const T beta2 = static_cast<T>(0.999), rest2 = static_cast<T>(0.001);
  const T m_scale = static_cast<T>(0.01), v_scale = static_cast<T>(1.5);
  const T epsilon = static_cast<T>(1e-8);
  const AdamTile tile = {.g = g.data(),
                         .m = m.data(),
                         .v = v.data(),
                         .w = w.data(),
                         .scalars = {.beta1 = &beta1,
                                     .rest1 = &rest1,
                                     .beta2 = &beta2,
                                     .rest2 = &rest2,
                                     .m_scale = &m_scale,
                                     .v_scale = &v_scale,
                                     .epsilon = &epsilon},
                         .m_out = m.data(),
                         .v_out = v.data(),
                         .w_out = w.data()};
  const std::vector<T> m_before = m, v_before = v, w_before = w;
  adam_tile<T>(tile, n);
  for (size_t i = 0; i < n; ++i) {
    const double mean = 0.9 * m_before[i] + 0.1 * g[i];
    const double square = 0.999 * v_before[i] + 0.001 * g[i] * g[i];
    const double expected = w_before[i] - 0.01 * mean / (std::sqrt(square) * 1.5 + 1e-8);
    if (!(std::fabs(w[i] - expected) < 1e-5)) {
      state.SkipWithError("a wrong result");
      return;
    }
  }
  for (auto _ : state) {
    adam_tile<T>(tile, n);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetBytesProcessed(state.iterations() * state.range(0) * int64_t{7 * sizeof(T)});
  state.SetLabel(std::string(target_name()));
}

BENCHMARK(adam<float>)->Arg(1024)->Arg(784 * 128);
BENCHMARK(adam<double>)->Arg(1024)->Arg(784 * 128);

}  // namespace
}  // namespace glia::kernels
