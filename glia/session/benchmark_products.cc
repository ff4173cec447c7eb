// The multiply-add peak, and the products of training steps.
#include <memory>

#include "glia/base/aligned_buffer.h"
#include "glia/base/clock.h"
#include "glia/base/thread_pool.h"
#include "glia/kernels/gemm.h"
#include "glia/kernels/peak.h"
#include "glia/session/benchmark_internal.h"

namespace glia::session {
namespace {

Run peak(int threads) {
  return [pool = std::make_shared<ThreadPool>(threads)] {
    constexpr int64_t kRounds = 200'000;
    constexpr int64_t kPieces = 16;  // for each thread, in case one is late
    const int64_t pieces = kPieces * pool->threads();
    const double start = monotonic_seconds();
    pool->run(pieces, [](int64_t, int) { kernels::multiply_add_floats(kRounds); });
    const double seconds = monotonic_seconds() - start;
    const int64_t operations = kernels::multiply_add_floats(1) * kRounds * pieces;
    return static_cast<double>(operations) / seconds * 1e-9;
  };
}

// C [m, n] = A B. A lies in memory as [k, m] if a_turned, B as [n, k] if b_turned.
struct Product {
  int64_t m, n, k;
  bool a_turned = false;
  bool b_turned = false;
};

struct ProductState {
  Product p;
  ThreadPool pool;
  AlignedBuffer a, b, c, scratch;

  static AlignedBuffer matrix(int64_t rows, int64_t cols, int64_t period) {
    AlignedBuffer buffer(static_cast<size_t>(rows * cols) * sizeof(float));
    for (int64_t i = 0; i < rows * cols; ++i)
      buffer.as<float>()[i] = static_cast<float>(i % period) / 125 - 1;
    return buffer;
  }

  ProductState(const Product& product, int threads)
      : p(product),
        pool(threads),
        a(matrix(p.m, p.k, 251)),
        b(matrix(p.k, p.n, 241)),
        c(matrix(p.m, p.n, 2)),
        scratch(kernels::gemm_scratch_bytes<float>(p.m, p.n, p.k, threads)) {}

  void multiply() {
    const int64_t a_row = p.a_turned ? 1 : p.k;
    const int64_t a_col = p.a_turned ? p.m : 1;
    const int64_t b_row = p.b_turned ? 1 : p.n;
    const int64_t b_col = p.b_turned ? p.k : 1;
    kernels::gemm<float>({a.as<float>(), p.m, p.k, a_row, a_col},
                         {b.as<float>(), p.k, p.n, b_row, b_col}, {c.as<float>(), p.m, p.n, p.n, 1},
                         false, scratch.data(), pool);
  }
};

Run run_product(const Product& p, int threads) {
  return [state = std::make_shared<ProductState>(p, threads), p] {
    const double work =
        2.0 * static_cast<double>(p.m) * static_cast<double>(p.n) * static_cast<double>(p.k);
    const auto times = static_cast<int64_t>(1 + 4e8 / work);  // some milliseconds
    const double start = monotonic_seconds();
    for (int64_t i = 0; i < times; ++i) state->multiply();
    return work * static_cast<double>(times) / (monotonic_seconds() - start) * 1e-9;
  };
}

BenchmarkEntry product(const char* name, const char* text, const Product& p) {
  return {{name, text, kGigaflops}, [p](int threads) { return run_product(p, threads); }};
}

}  // namespace

std::vector<BenchmarkEntry> product_benchmarks() {
  return {
      {{kPeak, "float multiply-adds in registers", kGigaflops}, peak},
      product("product-32x784x128", "forward, batch 32", {32, 128, 784}),
      product("product-784x32x128", "weight gradient, batch 32", {784, 128, 32, true}),
      product("product-128x784x128", "forward, batch 128", {128, 128, 784}),
      product("product-784x128x128", "weight gradient, batch 128", {784, 128, 128, true}),
      product("product-128x512x512", "forward, wide", {128, 512, 512}),
      product("product-128x512x512-back", "input gradient, wide", {128, 512, 512, false, true}),
      product("product-512x128x512", "weight gradient, wide", {512, 512, 128, true}),
  };
}

}  // namespace glia::session
