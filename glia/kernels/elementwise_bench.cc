// Elements a second of the tile functions, on a tile that stays in the first cache.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "glia/kernels/dispatch.h"
#include "glia/kernels/elementwise.h"

namespace glia::kernels {
namespace {

constexpr int64_t kTile = 1024;

struct Case {
  TileOp op;
  double (*expected)(double x, double y);
};

// Far looser than the bounds that tests check: it shows that the right thing was timed.
constexpr double kTolerance = 1e-4;

template <class T>
void tile(benchmark::State& state, const Case& which) {
  std::vector<T> x(kTile), y(kTile), out(kTile);
  for (int64_t i = 0; i < kTile; ++i) {
    x[i] = static_cast<T>(i % 97 + 1) / T{16};
    y[i] = static_cast<T>(i % 89 + 1) / T{32};
  }
  const TileFunction function = tile_function<T>(which.op);
  const void* const in[] = {x.data(), y.data()};
  for (auto _ : state) {
    function(in, out.data(), kTile, 0);
    benchmark::ClobberMemory();
  }
  for (int64_t i = 0; i < kTile; ++i) {
    const double expected = which.expected(x[i], y[i]);
    if (!(std::fabs(out[i] - expected) <= kTolerance * (1 + std::fabs(expected)))) {
      state.SkipWithError("a wrong result");
      return;
    }
  }
  state.SetItemsProcessed(state.iterations() * kTile);
  state.SetLabel(std::string(target_name()));
}

constexpr Case kAddCase = {TileOp::kAdd, [](double x, double y) { return x + y; }};
constexpr Case kDivCase = {TileOp::kDiv, [](double x, double y) { return x / y; }};
constexpr Case kReluCase = {TileOp::kRelu, [](double x, double) { return x > 0 ? x : 0; }};
constexpr Case kSqrtCase = {TileOp::kSqrt, [](double x, double) { return std::sqrt(x); }};
constexpr Case kExpCase = {TileOp::kExp, [](double x, double) { return std::exp(x); }};
constexpr Case kLogCase = {TileOp::kLog, [](double x, double) { return std::log(x); }};
constexpr Case kTanhCase = {TileOp::kTanh, [](double x, double) { return std::tanh(x); }};
constexpr Case kSigmoidCase = {TileOp::kSigmoid,
                               [](double x, double) { return 1 / (1 + std::exp(-x)); }};
constexpr Case kErfCase = {TileOp::kErf, [](double x, double) { return std::erf(x); }};
constexpr Case kPowCase = {TileOp::kPow, [](double x, double y) { return std::pow(x, y); }};

void single(benchmark::State& state, const Case& which) { tile<float>(state, which); }
void wide(benchmark::State& state, const Case& which) { tile<double>(state, which); }

BENCHMARK_CAPTURE(single, add, kAddCase);
BENCHMARK_CAPTURE(single, div, kDivCase);
BENCHMARK_CAPTURE(single, relu, kReluCase);
BENCHMARK_CAPTURE(single, sqrt, kSqrtCase);
BENCHMARK_CAPTURE(single, exp, kExpCase);
BENCHMARK_CAPTURE(single, log, kLogCase);
BENCHMARK_CAPTURE(single, tanh, kTanhCase);
BENCHMARK_CAPTURE(single, sigmoid, kSigmoidCase);
BENCHMARK_CAPTURE(single, erf, kErfCase);
BENCHMARK_CAPTURE(single, pow, kPowCase);
BENCHMARK_CAPTURE(wide, add, kAddCase);
BENCHMARK_CAPTURE(wide, exp, kExpCase);
BENCHMARK_CAPTURE(wide, tanh, kTanhCase);

}  // namespace
}  // namespace glia::kernels
