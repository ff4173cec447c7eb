#include "glia/kernels/softmax.h"

#include <algorithm>

#include "glia/base/thread_pool.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/softmax.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include "glia/kernels/softmax-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

void softmax_rows_f32(const float* in, int64_t rows, int64_t cols, float* out) {
  softmax_rows<float, false>(in, rows, cols, out);
}
void softmax_rows_f64(const double* in, int64_t rows, int64_t cols, double* out) {
  softmax_rows<double, false>(in, rows, cols, out);
}
void log_softmax_rows_f32(const float* in, int64_t rows, int64_t cols, float* out) {
  softmax_rows<float, true>(in, rows, cols, out);
}
void log_softmax_rows_f64(const double* in, int64_t rows, int64_t cols, double* out) {
  softmax_rows<double, true>(in, rows, cols, out);
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
