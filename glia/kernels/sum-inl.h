// Sums in double over contiguous values, in an order that depends on their number alone: neither
// on the vector width nor on the place in memory. Included once for each target.
#include <algorithm>

#include "glia/kernels/lanes-inl.h"

#if defined(GLIA_KERNELS_SUM_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_SUM_INL_H
#undef GLIA_KERNELS_SUM_INL_H
#else
#define GLIA_KERNELS_SUM_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {

// Value j goes to partial sum j % 16, the 16 partial sums are added pairwise. On any width there
// are enough independent chains to hide the latency of an addition.
inline constexpr int64_t kChains = 16;

#if HWY_HAVE_FLOAT64
template <class T, class D>
HWY_INLINE hn::Vec<D> load_as_double(D d, const T* p) {
  if constexpr (sizeof(T) == 4) {
    return hn::PromoteTo(d, hn::LoadU(hn::Rebind<float, D>(), p));
  } else {
    return hn::LoadU(d, p);
  }
}
#endif

template <class T>
HWY_INLINE double contiguous_sum(const T* x, int64_t n) {
  if (n == 1) return 0.0 + static_cast<double>(*x);
  double chains[kChains] = {};
  int64_t j = 0;
#if HWY_HAVE_FLOAT64
  const hn::CappedTag<double, 8> d;
  constexpr int64_t kLanes = static_cast<int64_t>(hn::MaxLanes(d));
  constexpr int64_t kVectors = kChains / kLanes;
  if (n >= kChains) {
    hn::Vec<decltype(d)> sums[kVectors];
    for (auto& partial : sums) partial = hn::Zero(d);
    for (; j + kChains <= n; j += kChains) {
      for (int64_t v = 0; v < kVectors; ++v) {
        sums[v] = sums[v] + load_as_double(d, x + j + v * kLanes);
      }
    }
    for (int64_t v = 0; v < kVectors; ++v) hn::StoreU(sums[v], d, chains + v * kLanes);
  }
#else
  for (; j + kChains <= n; j += kChains) {
    for (int64_t l = 0; l < kChains; ++l) chains[l] += static_cast<double>(x[j + l]);
  }
#endif
  for (int64_t l = 0; j + l < n; ++l) chains[l] += static_cast<double>(x[j + l]);
  // Of few values, the upper halves of the first rounds are all 0.
  int64_t half = kChains / 2;
  while (half >= n && half > 0) half /= 2;
  for (; half > 0; half /= 2) {
    for (int64_t l = 0; l < half; ++l) chains[l] += chains[l + half];
  }
  return chains[0];
}

#if HWY_HAVE_FLOAT64 && HWY_TARGET != HWY_SCALAR
// The lanes of a vector, the upper half added to the lower until one is left.
template <class D>
HWY_INLINE double halved_sum(D d, hn::Vec<D> v) {
  if constexpr (hn::MaxLanes(d) == 1) {
    return hn::GetLane(v);
  } else {
    const hn::Half<D> half;
    return halved_sum(half, hn::LowerHalf(half, v) + hn::UpperHalf(half, v));
  }
}
#endif

// out[r] = contiguous_sum of row r, of n <= kChains values: the sums of several rows run side by
// side.
template <class T>
HWY_INLINE void short_row_sums(const T* in, int64_t rows, int64_t n, T* out) {
#if HWY_HAVE_FLOAT64 && HWY_TARGET != HWY_SCALAR
  const hn::CappedTag<double, 8> d;
  using V = hn::Vec<decltype(d)>;
  constexpr int64_t kLanes = static_cast<int64_t>(hn::MaxLanes(d));
  constexpr int64_t kVectors = kChains / kLanes;
  const T* const end = in + rows * n;
  for (int64_t r = 0; r < rows; ++r, in += n) {
    T copy[kChains];
    const T* row = in;
    if (end - in < kChains) {  // a whole load would leave the array
      std::copy_n(in, n, copy);
      std::fill(copy + n, copy + kChains, T{0});
      row = copy;
    }
    V sums[kVectors];
    for (int64_t v = 0; v < kVectors; ++v) {
      const int64_t values = HWY_MIN(HWY_MAX(n - v * kLanes, int64_t{0}), kLanes);
      sums[v] = hn::Zero(d) + hn::IfThenElseZero(hn::FirstN(d, static_cast<size_t>(values)),
                                                 load_as_double(d, row + v * kLanes));
    }
    for (int64_t half = kVectors / 2; half > 0; half /= 2) {
      for (int64_t v = 0; v < half; ++v) sums[v] = sums[v] + sums[v + half];
    }
    out[r] = static_cast<T>(halved_sum(d, sums[0]));
  }
#else
  for (int64_t r = 0; r < rows; ++r) out[r] = static_cast<T>(contiguous_sum(in + r * n, n));
#endif
}

// sums[c] += in[r * stride + c] for all rows, in the order of rows.
template <class T>
HWY_INLINE void add_rows(const T* in, int64_t rows, int64_t stride, int64_t cols, double* sums) {
  for (int64_t r = 0; r < rows; ++r) {
    const T* x = in + r * stride;
    int64_t c = 0;
#if HWY_HAVE_FLOAT64
    const hn::CappedTag<double, 8> d;
    const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
    for (; c + lanes <= cols; c += lanes) {
      hn::StoreU(hn::LoadU(d, sums + c) + load_as_double(d, x + c), d, sums + c);
    }
#endif
    // An addition is rounded alike in a vector and alone.
    for (; c < cols; ++c) sums[c] += static_cast<double>(x[c]);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_SUM_INL_H
