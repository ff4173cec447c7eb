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
template <class T, bool kPair, class Use>
void turn_squares(const T*, int64_t, const Use&) {}
template <class T, bool kPair>
void transpose_squares(const T*, int64_t, T*, int64_t) {}
#else
inline constexpr bool kHasSquares = true;
inline constexpr bool kHasPairsOfSquares = HWY_MAX_BYTES >= 32;

// Vectors of a square of one 128-bit vector a side, or of two squares one below the other, in the
// halves of 256-bit vectors.
template <class T, bool kPair>
using SquareTag = hn::CappedTag<T, (kPair ? 32 : 16) / sizeof(T)>;

// use(v, j) for each column j of the square: v[i] = from[i * stride + j]. Shuffled as integers:
// Intel's cores do those on two ports, floats on one.
template <class T, bool kPair, class Use>
HWY_INLINE void turn_squares(const T* HWY_RESTRICT from, int64_t stride, const Use& use) {
  constexpr int64_t kSide = 16 / sizeof(T);
  const hn::CappedTag<T, kSide> square;
  const SquareTag<T, kPair> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const auto load = [&](int64_t i) HWY_ATTR {
    const T* const row = from + i * stride;
    if constexpr (kPair) {
      return hn::BitCast(
          du, hn::Combine(d, hn::LoadU(square, row + kSide * stride), hn::LoadU(square, row)));
    } else {
      return hn::BitCast(du, hn::LoadU(square, row));
    }
  };
  const auto r0 = load(0);
  const auto r1 = load(1);
  if constexpr (sizeof(T) == 8) {
    use(hn::BitCast(d, hn::InterleaveLower(du, r0, r1)), 0);
    use(hn::BitCast(d, hn::InterleaveUpper(du, r0, r1)), 1);
  } else {
    const auto r2 = load(2);
    const auto r3 = load(3);
    const auto even_lower = hn::InterleaveLower(du, r0, r2);
    const auto odd_lower = hn::InterleaveLower(du, r1, r3);
    const auto even_upper = hn::InterleaveUpper(du, r0, r2);
    const auto odd_upper = hn::InterleaveUpper(du, r1, r3);
    use(hn::BitCast(d, hn::InterleaveLower(du, even_lower, odd_lower)), 0);
    use(hn::BitCast(d, hn::InterleaveUpper(du, even_lower, odd_lower)), 1);
    use(hn::BitCast(d, hn::InterleaveLower(du, even_upper, odd_upper)), 2);
    use(hn::BitCast(d, hn::InterleaveUpper(du, even_upper, odd_upper)), 3);
  }
}

// to[j * to_stride + i] = from[i * from_stride + j]
template <class T, bool kPair>
HWY_INLINE void transpose_squares(const T* HWY_RESTRICT from, int64_t from_stride,
                                  T* HWY_RESTRICT to, int64_t to_stride) {
  const SquareTag<T, kPair> d;
  turn_squares<T, kPair>(from, from_stride,
                         [&](auto v, int64_t j) HWY_ATTR { hn::StoreU(v, d, to + j * to_stride); });
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

// `kVectors` vectors of each row, in the order of the rows. Spelt out because g++ 12 makes a call
// of memcpy of a loop over them.
template <int kVectors, class D, class T = hn::TFromD<D>>
void copy_columns(D d, const T* HWY_RESTRICT from, int64_t stride, int64_t terms,
                  T* HWY_RESTRICT to, int64_t to_stride) {
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  for (int64_t k = 0; k < terms; ++k, from += stride, to += to_stride) {
    const auto v0 = hn::LoadU(d, from);
    if constexpr (kVectors == 2) hn::StoreU(hn::LoadU(d, from + lanes), d, to + lanes);
    hn::StoreU(v0, d, to);
  }
}

// to[k * to_stride + i] = from[k * stride + i]: the operand lies along the strip.
template <class T>
void pack_along(const T* HWY_RESTRICT from, int64_t stride, int64_t count, int64_t terms,
                T* HWY_RESTRICT to, int64_t to_stride) {
  const hn::ScalableTag<T> whole;
  const hn::CappedTag<T, 32 / sizeof(T)> half;
  const hn::CappedTag<T, 16 / sizeof(T)> quarter;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(whole));
  const int64_t half_lanes = static_cast<int64_t>(hn::Lanes(half));
  const int64_t quarter_lanes = static_cast<int64_t>(hn::Lanes(quarter));
  int64_t i = 0;
  for (; count - i >= 2 * lanes; i += 2 * lanes) {
    copy_columns<2>(whole, from + i, stride, terms, to + i, to_stride);
  }
  if (count - i >= lanes) {
    copy_columns<1>(whole, from + i, stride, terms, to + i, to_stride);
    i += lanes;
  }
  if (count - i >= half_lanes) {
    copy_columns<1>(half, from + i, stride, terms, to + i, to_stride);
    i += half_lanes;
  }
  // The last ones overlap those before them: values written twice are the same.
  for (; i < count && count >= quarter_lanes; i += quarter_lanes) {
    const int64_t at = HWY_MIN(i, count - quarter_lanes);
    copy_columns<1>(quarter, from + at, stride, terms, to + at, to_stride);
  }
  for (; i < count; ++i) {
    for (int64_t k = 0; k < terms; ++k) to[k * to_stride + i] = from[k * stride + i];
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
