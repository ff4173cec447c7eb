// Copies of operand blocks in the order in which the tile kernel reads them. Once per target.
//
// A strip is what one tile reads: for each k, `count` consecutive values (rows of A or columns of
// B).

#if defined(GLIA_KERNELS_GEMM_PACK_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_GEMM_PACK_INL_H
#undef GLIA_KERNELS_GEMM_PACK_INL_H
#else
#define GLIA_KERNELS_GEMM_PACK_INL_H
#endif

#include <cstdint>

#include "glia/kernels/gemm_blocks.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR
inline constexpr bool kHasSquares = false;
inline constexpr bool kHasPairsOfSquares = false;
template <class T, bool kPair>
void transpose_squares(const T*, int64_t, T*, int64_t) {}
#else
inline constexpr bool kHasSquares = true;
inline constexpr bool kHasPairsOfSquares = HWY_MAX_BYTES >= 32;

// to[j * to_stride + i] = from[i * from_stride + j] for a square of one 128-bit vector a side, or
// for two squares one below the other, in the halves of 256-bit vectors. Shuffled as integers:
// Intel's cores do those on two ports, floats on one.
template <class T, bool kPair>
HWY_INLINE void transpose_squares(const T* HWY_RESTRICT from, int64_t from_stride,
                                  T* HWY_RESTRICT to, int64_t to_stride) {
  constexpr int64_t kSide = 16 / sizeof(T);
  const hn::CappedTag<T, kSide> square;
  const hn::CappedTag<T, kPair ? 2 * kSide : kSide> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const auto load = [&](int64_t i) HWY_ATTR {
    const T* const row = from + i * from_stride;
    if constexpr (kPair) {
      return hn::BitCast(
          du, hn::Combine(d, hn::LoadU(square, row + kSide * from_stride), hn::LoadU(square, row)));
    } else {
      return hn::BitCast(du, hn::LoadU(square, row));
    }
  };
  const auto store = [&](auto v, int64_t j)
                         HWY_ATTR { hn::StoreU(hn::BitCast(d, v), d, to + j * to_stride); };
  const auto r0 = load(0);
  const auto r1 = load(1);
  if constexpr (sizeof(T) == 8) {
    store(hn::InterleaveLower(du, r0, r1), 0);
    store(hn::InterleaveUpper(du, r0, r1), 1);
  } else {
    const auto r2 = load(2);
    const auto r3 = load(3);
    const auto even_lower = hn::InterleaveLower(du, r0, r2);
    const auto odd_lower = hn::InterleaveLower(du, r1, r3);
    const auto even_upper = hn::InterleaveUpper(du, r0, r2);
    const auto odd_upper = hn::InterleaveUpper(du, r1, r3);
    store(hn::InterleaveLower(du, even_lower, odd_lower), 0);
    store(hn::InterleaveUpper(du, even_lower, odd_lower), 1);
    store(hn::InterleaveLower(du, even_upper, odd_upper), 2);
    store(hn::InterleaveUpper(du, even_upper, odd_upper), 3);
  }
}
#endif

// count and terms are at least as large as the squares. Goes down i one cache line of terms at a
// time, so that each line read is used whole. The last squares overlap the ones before them: values
// written twice are the same.
template <class T, bool kPair>
void transpose_by_squares(const T* HWY_RESTRICT from, int64_t stride, int64_t count, int64_t terms,
                          T* HWY_RESTRICT to, int64_t to_stride) {
  constexpr int64_t kSide = 16 / sizeof(T);
  constexpr int64_t kHeight = kPair ? 2 * kSide : kSide;
  constexpr int64_t kLine = 4 * kSide;
  for (int64_t line = 0; line < terms; line += kLine) {
    const int64_t squares = HWY_MIN(int64_t{4}, ceil_div(terms - line, kSide));
    for (int64_t i0 = 0; i0 < count; i0 += kHeight) {
      const int64_t i = HWY_MIN(i0, count - kHeight);
      const T* HWY_RESTRICT const source = from + i * stride + line;
      T* HWY_RESTRICT const target = to + line * to_stride + i;
      if (line + kLine <= terms) {
        const int64_t step = kSide * to_stride;
        transpose_squares<T, kPair>(source, stride, target, to_stride);
        transpose_squares<T, kPair>(source + kSide, stride, target + step, to_stride);
        transpose_squares<T, kPair>(source + 2 * kSide, stride, target + 2 * step, to_stride);
        transpose_squares<T, kPair>(source + 3 * kSide, stride, target + 3 * step, to_stride);
        continue;
      }
      for (int64_t square = 0; square < squares; ++square) {
        const int64_t k = HWY_MIN(square * kSide, terms - line - kSide);
        transpose_squares<T, kPair>(source + k, stride, target + k * to_stride, to_stride);
      }
    }
  }
}

// to[k * to_stride + i] = from[i * stride + k]: the operand lies along k.
template <class T>
void pack_transposed(const T* HWY_RESTRICT from, int64_t stride, int64_t count, int64_t terms,
                     T* HWY_RESTRICT to, int64_t to_stride) {
  constexpr int64_t kSide = 16 / sizeof(T);
  if (kHasPairsOfSquares && count >= 2 * kSide && terms >= kSide) {
    transpose_by_squares<T, kHasPairsOfSquares>(from, stride, count, terms, to, to_stride);
  } else if (kHasSquares && count >= kSide && terms >= kSide) {
    transpose_by_squares<T, false>(from, stride, count, terms, to, to_stride);
  } else {
    for (int64_t i = 0; i < count; ++i) {
      for (int64_t k = 0; k < terms; ++k) to[k * to_stride + i] = from[i * stride + k];
    }
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

// One strip from an operand with any strides: `stride_i` along the strip, `stride_k` along k. What
// lies between count and to_stride keeps its old values: spare lanes, whose products are never
// stored.
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
}

}  // namespace glia::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_GEMM_PACK_INL_H
