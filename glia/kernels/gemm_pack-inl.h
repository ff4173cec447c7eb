// Copies of operand blocks in the order in which the tile kernel reads them. Once per target.
//
// A strip is what one tile reads: for each k, `count` consecutive values (rows of A or columns of B).

#if defined(GLIA_KERNELS_GEMM_PACK_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_GEMM_PACK_INL_H_
#undef GLIA_KERNELS_GEMM_PACK_INL_H_
#else
#define GLIA_KERNELS_GEMM_PACK_INL_H_
#endif

#include <cstdint>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR
inline constexpr bool kHasSquares = false;
template <class T>
void transpose_square(const T*, int64_t, T*, int64_t) {}
#else
inline constexpr bool kHasSquares = true;

// to[j * to_stride + i] = from[i * from_stride + j] for a square of one 128-bit vector a side.
template <class T>
HWY_INLINE void transpose_square(const T* HWY_RESTRICT from, int64_t from_stride,
                                 T* HWY_RESTRICT to, int64_t to_stride) {
  const hn::CappedTag<T, 16 / sizeof(T)> d;
  const auto r0 = hn::LoadU(d, from);
  const auto r1 = hn::LoadU(d, from + from_stride);
  if constexpr (sizeof(T) == 8) {
    hn::StoreU(hn::InterleaveLower(d, r0, r1), d, to);
    hn::StoreU(hn::InterleaveUpper(d, r0, r1), d, to + to_stride);
  } else {
    const auto r2 = hn::LoadU(d, from + 2 * from_stride);
    const auto r3 = hn::LoadU(d, from + 3 * from_stride);
    const auto even_lower = hn::InterleaveLower(d, r0, r2);
    const auto odd_lower = hn::InterleaveLower(d, r1, r3);
    const auto even_upper = hn::InterleaveUpper(d, r0, r2);
    const auto odd_upper = hn::InterleaveUpper(d, r1, r3);
    hn::StoreU(hn::InterleaveLower(d, even_lower, odd_lower), d, to);
    hn::StoreU(hn::InterleaveUpper(d, even_lower, odd_lower), d, to + to_stride);
    hn::StoreU(hn::InterleaveLower(d, even_upper, odd_upper), d, to + 2 * to_stride);
    hn::StoreU(hn::InterleaveUpper(d, even_upper, odd_upper), d, to + 3 * to_stride);
  }
}
#endif

// to[k * to_stride + i] = from[i * stride + k]: the operand lies along k. The last squares overlap
// the ones before them: values written twice are the same.
template <class T>
void pack_transposed(const T* HWY_RESTRICT from, int64_t stride, int64_t count, int64_t terms,
                     T* HWY_RESTRICT to, int64_t to_stride) {
  constexpr int64_t kSide = 16 / sizeof(T);
  if (kHasSquares && count >= kSide && terms >= kSide) {
    for (int64_t i0 = 0; i0 < count; i0 += kSide) {
      const int64_t i = HWY_MIN(i0, count - kSide);
      for (int64_t k0 = 0; k0 < terms; k0 += kSide) {
        const int64_t k = HWY_MIN(k0, terms - kSide);
        transpose_square(from + i * stride + k, stride, to + k * to_stride + i, to_stride);
      }
    }
    return;
  }
  for (int64_t i = 0; i < count; ++i) {
    for (int64_t k = 0; k < terms; ++k) to[k * to_stride + i] = from[i * stride + k];
  }
}

// to[k * to_stride + i] = from[k * stride + i]: the operand lies along the strip.
template <class T>
void pack_along(const T* HWY_RESTRICT from, int64_t stride, int64_t count, int64_t terms,
                T* HWY_RESTRICT to, int64_t to_stride) {
  const hn::CappedTag<T, 16 / sizeof(T)> small;
  const hn::ScalableTag<T> large;
  const int64_t small_lanes = static_cast<int64_t>(hn::Lanes(small));
  const int64_t large_lanes = static_cast<int64_t>(hn::Lanes(large));
  for (int64_t k = 0; k < terms; ++k, from += stride, to += to_stride) {
    int64_t i = 0;
    for (; i + large_lanes <= count; i += large_lanes) {
      hn::StoreU(hn::LoadU(large, from + i), large, to + i);
    }
    if (i == count) continue;
    if (count < small_lanes) {
      for (; i < count; ++i) to[i] = from[i];
      continue;
    }
    for (; i < count; i += small_lanes) {
      const int64_t at = HWY_MIN(i, count - small_lanes);
      hn::StoreU(hn::LoadU(small, from + at), small, to + at);
    }
  }
}

// One strip from an operand with any strides: `stride_i` along the strip, `stride_k` along k.
template <class T>
void pack_strip(const T* HWY_RESTRICT from, int64_t stride_i, int64_t stride_k, int64_t count,
                int64_t terms, T* HWY_RESTRICT to, int64_t to_stride) {
  if (stride_i == 1) {
    pack_along(from, stride_k, count, terms, to, to_stride);
  } else if (stride_k == 1) {
    pack_transposed(from, stride_i, count, terms, to, to_stride);
  } else {
    for (int64_t k = 0; k < terms; ++k) {
      for (int64_t i = 0; i < count; ++i) {
        to[k * to_stride + i] = from[i * stride_i + k * stride_k];
      }
    }
  }
  // A strip of B ends at a whole vector, whose spare lanes are multiplied too: let them be zeros, for
  // what scratch held before might be slow denormals or signalling NaNs.
  if (count == to_stride) return;
  for (int64_t k = 0; k < terms; ++k) {
    for (int64_t i = count; i < to_stride; ++i) to[k * to_stride + i] = T{0};
  }
}

}  // namespace glia::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_GEMM_PACK_INL_H_
