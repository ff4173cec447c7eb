#include "glia/kernels/softmax.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "glia/base/thread_pool.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/softmax.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include "glia/kernels/math-inl.h"
#include "glia/kernels/sum-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

template <class T>
HWY_INLINE T largest(const T* x, int64_t n) {
  const Tag<T> d;
  const int64_t lanes = static_cast<int64_t>(Lanes(d));
  T best = -std::numeric_limits<T>::infinity();
  int64_t j = 0;
  if (n >= lanes) {
    auto bests = LoadU(d, x);
    for (j = lanes; j + lanes <= n; j += lanes) bests = Max(bests, LoadU(d, x + j));
    T buffer[kMostLanes<T>];
    StoreU(bests, d, buffer);
    for (int64_t l = 0; l < lanes; ++l) best = std::max(best, buffer[l]);
  }
  for (; j < n; ++j) best = std::max(best, x[j]);
  return best;
}

// out[j] = e^(x[j] - shift)
template <class T>
HWY_INLINE void shifted_exp(const T* x, int64_t n, T shift, T* out) {
  const Tag<T> d;
  const int64_t lanes = static_cast<int64_t>(Lanes(d));
  const auto m = Set(d, shift);
  int64_t j = 0;
  for (; j + lanes <= n; j += lanes) StoreU(exp(d, LoadU(d, x + j) - m), d, out + j);
  if (j == n) return;
  T rest[kMostLanes<T>] = {};
  std::memcpy(rest, x + j, static_cast<size_t>(n - j) * sizeof(T));
  StoreU(exp(d, LoadU(d, rest) - m), d, rest);
  std::memcpy(out + j, rest, static_cast<size_t>(n - j) * sizeof(T));
}

template <class T>
HWY_INLINE void softmax_row(const T* x, int64_t n, T* out) {
  shifted_exp(x, n, largest(x, n), out);
  const T total = static_cast<T>(contiguous_sum(out, n));
  const Tag<T> d;
  const int64_t lanes = static_cast<int64_t>(Lanes(d));
  const auto divisor = Set(d, total);
  int64_t j = 0;
  for (; j + lanes <= n; j += lanes) StoreU(LoadU(d, out + j) / divisor, d, out + j);
  for (; j < n; ++j) out[j] = out[j] / total;
}

// Exponentials live in a buffer on the stack only: out may be x, which is read again.
template <class T>
HWY_INLINE void log_softmax_row(const T* x, int64_t n, T* out) {
  constexpr int64_t kPiece = 512;
  T buffer[kPiece];
  const T m = largest(x, n);
  double total = 0.0;
  for (int64_t j = 0; j < n; j += kPiece) {
    const int64_t piece = std::min(kPiece, n - j);
    shifted_exp(x + j, piece, m, buffer);
    total += contiguous_sum(buffer, piece);
  }
  const T log_total = static_cast<T>(std::log(total));
  const Tag<T> d;
  const int64_t lanes = static_cast<int64_t>(Lanes(d));
  int64_t j = 0;
  for (; j + lanes <= n; j += lanes) {
    StoreU((LoadU(d, x + j) - Set(d, m)) - Set(d, log_total), d, out + j);
  }
  for (; j < n; ++j) out[j] = (x[j] - m) - log_total;
}

void softmax_rows_f32(const float* in, int64_t rows, int64_t cols, float* out) {
  for (int64_t r = 0; r < rows; ++r) softmax_row(in + r * cols, cols, out + r * cols);
}
void softmax_rows_f64(const double* in, int64_t rows, int64_t cols, double* out) {
  for (int64_t r = 0; r < rows; ++r) softmax_row(in + r * cols, cols, out + r * cols);
}
void log_softmax_rows_f32(const float* in, int64_t rows, int64_t cols, float* out) {
  for (int64_t r = 0; r < rows; ++r) log_softmax_row(in + r * cols, cols, out + r * cols);
}
void log_softmax_rows_f64(const double* in, int64_t rows, int64_t cols, double* out) {
  for (int64_t r = 0; r < rows; ++r) log_softmax_row(in + r * cols, cols, out + r * cols);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {
namespace {

HWY_EXPORT(softmax_rows_f32);
HWY_EXPORT(softmax_rows_f64);
HWY_EXPORT(log_softmax_rows_f32);
HWY_EXPORT(log_softmax_rows_f64);

constexpr int64_t kGrain = 4096;  // values that are worth handing to a thread

template <class T, class Rows>
void run_rows(const T* in, int64_t rows, int64_t cols, T* out, ThreadPool& pool, Rows function) {
  if (rows == 0 || cols == 0) return;
  const int64_t grain = std::max<int64_t>(1, kGrain / cols);
  if (rows <= grain || pool.threads() == 1) {
    function(in, rows, cols, out);
    return;
  }
  pool.run((rows + grain - 1) / grain, [&](int64_t group, int) {
    const int64_t first = group * grain;
    function(in + first * cols, std::min(grain, rows - first), cols, out + first * cols);
  });
}

}  // namespace

template <>
void softmax<float>(const float* in, int64_t rows, int64_t cols, float* out, ThreadPool& pool) {
  run_rows(in, rows, cols, out, pool, HWY_DYNAMIC_DISPATCH(softmax_rows_f32));
}
template <>
void softmax<double>(const double* in, int64_t rows, int64_t cols, double* out, ThreadPool& pool) {
  run_rows(in, rows, cols, out, pool, HWY_DYNAMIC_DISPATCH(softmax_rows_f64));
}
template <>
void log_softmax<float>(const float* in, int64_t rows, int64_t cols, float* out, ThreadPool& pool) {
  run_rows(in, rows, cols, out, pool, HWY_DYNAMIC_DISPATCH(log_softmax_rows_f32));
}
template <>
void log_softmax<double>(const double* in, int64_t rows, int64_t cols, double* out,
                         ThreadPool& pool) {
  run_rows(in, rows, cols, out, pool, HWY_DYNAMIC_DISPATCH(log_softmax_rows_f64));
}

}  // namespace glia::kernels
#endif  // HWY_ONCE
