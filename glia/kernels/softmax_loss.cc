#include "glia/kernels/softmax_loss.h"

#include <algorithm>
#include <cmath>

#include "glia/base/thread_pool.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/softmax_loss.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include "glia/kernels/softmax-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

// The terms as they are written, for what the short way below is not exact for: classes out of
// range, and numbers that times 0 are not 0.
template <class T>
void softmax_loss_as_written(const SoftmaxLoss<T>& loss) {
  const Tag<T> d;
  softmax_rows<T, true>(loss.logits, loss.rows, loss.cols, loss.slope);
  for (int64_t r = 0; r < loss.rows; ++r) {
    T* const at = loss.slope + r * loss.cols;
    double picked = 0;
    double scales = 0;
    for (int64_t c = 0; c < loss.cols; ++c) {
      const T hot = c == loss.classes[r] ? T{1} : T{0};
      picked += static_cast<double>(at[c] * hot);
      scales += static_cast<double>(loss.scale * hot);
    }
    loss.picked[r] = static_cast<T>(picked);
    const T total = static_cast<T>(scales);
    for (int64_t c = 0; c < loss.cols; ++c) {
      const T hot = c == loss.classes[r] ? T{1} : T{0};
      T lanes[kMostLanes<T>];
      StoreU(exp(d, Set(d, at[c])), d, lanes);
      at[c] = loss.scale * hot - lanes[0] * total;
    }
  }
}

// Writes 0 scale - e^l total over n values l; returns the sum of 0 l: a zero, or NaN.
template <class T>
HWY_INLINE T slopes_off_class(T* l, int64_t n, T scale, T total) {
  const Tag<T> d;
  const int64_t lanes = static_cast<int64_t>(Lanes(d));
  const T zero_scale = scale * T{0};
  const auto zero = Zero(d);
  const auto start = Set(d, zero_scale);
  const auto factor = Set(d, total);
  auto zeros = zero;
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    const auto at = LoadU(d, l + i);
    zeros = zeros + at * zero;
    StoreU(start - exp(d, at) * factor, d, l + i);
  }
  T sum = T{0};
  T buffer[kMostLanes<T>] = {};
  StoreU(zeros, d, buffer);
  for (int64_t k = 0; k < lanes; ++k) sum += buffer[k];
  if (i == n) return sum;
  const auto rest = static_cast<size_t>(n - i);
  std::fill_n(buffer, kMostLanes<T>, T{0});
  std::memcpy(buffer, l + i, rest * sizeof(T));
  for (size_t k = 0; k < rest; ++k) sum += buffer[k] * T{0};
  StoreU(start - exp(d, LoadU(d, buffer)) * factor, d, buffer);
  std::memcpy(l + i, buffer, rest * sizeof(T));
  return sum;
}

// Off the class a row's terms are 0, and what is added to 0 stays as it is: each sum is its one
// term, and all rows are one array.
template <class T>
void softmax_loss_rows(SoftmaxLoss<T> loss, int64_t first, int64_t rows) {
  loss.logits += first * loss.cols;
  loss.classes += first;
  loss.picked += first;
  loss.slope += first * loss.cols;
  loss.rows = rows;
  bool exact = std::isfinite(loss.scale);
  for (int64_t r = 0; r < loss.rows; ++r)
    exact = exact && loss.classes[r] >= 0 && loss.classes[r] < loss.cols;
  if (!exact) return softmax_loss_as_written(loss);
  softmax_rows<T, true>(loss.logits, loss.rows, loss.cols, loss.slope);
  const auto own = [&](int64_t r) -> T& { return loss.slope[r * loss.cols + loss.classes[r]]; };
  // + 0: a sum that starts at 0 has no negative zero.
  for (int64_t r = 0; r < loss.rows; ++r) loss.picked[r] = own(r) + T{0};
  const T zeros =
      slopes_off_class(loss.slope, loss.rows * loss.cols, loss.scale, loss.scale + T{0});
  if (std::isnan(zeros)) return softmax_loss_as_written(loss);
  // There is 0 - e^l total now: its negative is the product.
  for (int64_t r = 0; r < loss.rows; ++r) own(r) = loss.scale - -own(r);
}

void softmax_loss_rows_f32(const SoftmaxLoss<float>& loss, int64_t first, int64_t rows) {
  softmax_loss_rows(loss, first, rows);
}
void softmax_loss_rows_f64(const SoftmaxLoss<double>& loss, int64_t first, int64_t rows) {
  softmax_loss_rows(loss, first, rows);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {
namespace {

HWY_EXPORT(softmax_loss_rows_f32);
HWY_EXPORT(softmax_loss_rows_f64);

constexpr int64_t kGrain = 4096;  // values that are worth handing to a thread, and stay near

template <class T, class Rows>
void run_rows(const SoftmaxLoss<T>& loss, ThreadPool& pool, Rows function) {
  if (loss.rows == 0 || loss.cols == 0) return;
  const int64_t grain = std::max<int64_t>(1, kGrain / loss.cols);
  if (loss.rows <= grain) return function(loss, 0, loss.rows);
  pool.run((loss.rows + grain - 1) / grain, [&](int64_t group, int) {
    function(loss, group * grain, std::min(grain, loss.rows - group * grain));
  });
}

}  // namespace

template <>
void softmax_loss<float>(const SoftmaxLoss<float>& loss, ThreadPool& pool) {
  run_rows(loss, pool, HWY_DYNAMIC_DISPATCH(softmax_loss_rows_f32));
}
template <>
void softmax_loss<double>(const SoftmaxLoss<double>& loss, ThreadPool& pool) {
  run_rows(loss, pool, HWY_DYNAMIC_DISPATCH(softmax_loss_rows_f64));
}

}  // namespace glia::kernels
#endif  // HWY_ONCE
