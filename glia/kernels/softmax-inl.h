// Softmax and its logarithm of contiguous rows. Included once for each target.
#include <algorithm>
#include <cmath>
#include <limits>

#include "glia/kernels/math-inl.h"
#include "glia/kernels/sum-inl.h"

#if defined(GLIA_KERNELS_SOFTMAX_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_SOFTMAX_INL_H
#undef GLIA_KERNELS_SOFTMAX_INL_H
#else
#define GLIA_KERNELS_SOFTMAX_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {

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

// Rows of at most this many values lie across the vectors, a row in each lane: along them most of
// every vector would be empty.
inline constexpr int64_t kNarrow = 32;

// Vector c of `out` is column c; lanes without a row of their own repeat the last.
template <class D, class T>
HWY_INLINE void turn_rows(D d, const T* x, int64_t rows, int64_t cols, T* out) {
  const int64_t lanes = static_cast<int64_t>(Lanes(d));
  if constexpr (HWY_HAVE_FLOAT64 || sizeof(T) == 4) {
    const hn::RebindToSigned<D> di;
    using Index = hn::TFromD<decltype(di)>;
    const auto row = hn::Min(hn::Iota(di, 0), hn::Set(di, static_cast<Index>(rows - 1)));
    const auto start = row * hn::Set(di, static_cast<Index>(cols));
    for (int64_t c = 0; c < cols; ++c) StoreU(hn::GatherIndex(d, x + c, start), d, out + c * lanes);
  } else {
    for (int64_t r = 0; r < lanes; ++r)
      for (int64_t c = 0; c < cols; ++c) out[c * lanes + r] = x[std::min(r, rows - 1) * cols + c];
  }
}

// Up to Lanes rows at once. A row's values meet the same instructions in every lane.
template <class T, bool kLog>
void narrow_rows(const T* x, int64_t rows, int64_t cols, T* out) {
  const Tag<T> d;
  const int64_t lanes = static_cast<int64_t>(Lanes(d));
  constexpr int64_t kMost = static_cast<int64_t>(kMostLanes<T>);
  T values[kNarrow * kMost];
  T exponentials[kNarrow * kMost];
  turn_rows(d, x, rows, cols, values);
  auto m = LoadU(d, values);
  for (int64_t c = 1; c < cols; ++c) m = Max(m, LoadU(d, values + c * lanes));
  for (int64_t c = 0; c < cols; ++c) {
    const auto shifted = LoadU(d, values + c * lanes) - m;
    StoreU(shifted, d, values + c * lanes);
    StoreU(exp(d, shifted), d, exponentials + c * lanes);
  }
  double totals[kMost] = {};
  add_rows(exponentials, cols, lanes, lanes, totals);
  T by_row[kMost];
  if constexpr (kLog && sizeof(T) == 8) {
    for (double& total : totals) total = std::log(total);
  } else if constexpr (kLog) {
    const Tag<double> d64;
    for (int64_t r = 0; r < lanes; r += static_cast<int64_t>(Lanes(d64)))
      StoreU(log(d64, LoadU(d64, totals + r)), d64, totals + r);
  }
  for (int64_t r = 0; r < lanes; ++r) by_row[r] = static_cast<T>(totals[r]);
  const auto total = LoadU(d, by_row);
  for (int64_t c = 0; c < cols; ++c) {
    T* const at = values + c * lanes;
    if constexpr (kLog)
      StoreU(LoadU(d, at) - total, d, at);
    else
      StoreU(LoadU(d, exponentials + c * lanes) / total, d, at);
  }
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t c = 0; c < cols; ++c) out[r * cols + c] = values[c * lanes + r];
}

template <class T, bool kLog>
void softmax_rows(const T* in, int64_t rows, int64_t cols, T* out) {
  const int64_t lanes = static_cast<int64_t>(Lanes(Tag<T>()));
  const int64_t group = cols <= kNarrow ? lanes : 1;
  for (int64_t r = 0; r < rows; r += group) {
    const T* const x = in + r * cols;
    T* const y = out + r * cols;
    if (cols <= kNarrow)
      narrow_rows<T, kLog>(x, std::min(group, rows - r), cols, y);
    else if constexpr (kLog)
      log_softmax_row(x, cols, y);
    else
      softmax_row(x, cols, y);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_SOFTMAX_INL_H
