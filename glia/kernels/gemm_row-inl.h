// One row times a matrix that lies along k: B is turned in registers, as a copy of it would be read
// only once. Once per target.

#if defined(GLIA_KERNELS_GEMM_ROW_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_GEMM_ROW_INL_H
#undef GLIA_KERNELS_GEMM_ROW_INL_H
#else
#define GLIA_KERNELS_GEMM_ROW_INL_H
#endif

#include <cstdint>

#include "glia/kernels/gemm_blocks.h"
#include "glia/kernels/gemm_pack-inl.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR
template <class T>
bool multiplies_row(const Product<T>&, const Rectangle&) {
  return false;
}
template <class T>
void multiply_row(const Product<T>&, const Rectangle&) {}
#else
template <class T>
inline constexpr int64_t kRowVectorLanes = (kHasPairsOfSquares ? 32 : 16) / sizeof(T);

// Not for sums that start from c: vectors of columns overlap at the end and would add twice.
template <class T>
bool multiplies_row(const Product<T>& p, const Rectangle& r) {
  return r.row_end - r.row_begin == 1 && p.b_row_stride == 1 && p.b_col_stride != 1 &&
         !p.accumulate && p.k >= 16 / static_cast<int64_t>(sizeof(T)) &&
         r.col_end - r.col_begin >= kRowVectorLanes<T>;
}

// Adds the terms of one square (or pair), but for the first `skipped`, to the sums of its columns.
template <class T, class V>
HWY_INLINE void add_squares(const T* HWY_RESTRICT a, int64_t a_stride, const T* HWY_RESTRICT b,
                            int64_t b_stride, int64_t skipped, V& sums) {
  const SquareTag<T, kHasPairsOfSquares> d;
  turn_squares<T, kHasPairsOfSquares>(b, b_stride, [&](auto v, int64_t j) HWY_ATTR {
    if (j >= skipped) sums = hn::MulAdd(hn::Set(d, a[j * a_stride]), v, sums);
  });
}

template <class T>
void multiply_row(const Product<T>& p, const Rectangle& r) {
  constexpr int64_t kSide = 16 / sizeof(T);
  constexpr int64_t kLanes = kRowVectorLanes<T>;
  const SquareTag<T, kHasPairsOfSquares> d;
  const T* const a = p.a + r.row_begin * p.a_row_stride;
  T* const c = p.c + r.row_begin * p.c_row_stride;
  const int64_t a_stride = p.a_col_stride;
  const int64_t b_stride = p.b_col_stride;
  const int64_t whole_squares = p.k / kSide * kSide;
  const int64_t last = r.col_end - kLanes;
  for (int64_t column = r.col_begin; column < r.col_end; column += 4 * kLanes) {
    // Near the end columns are computed twice, to the same bits.
    const int64_t j[] = {HWY_MIN(column, last), HWY_MIN(column + kLanes, last),
                         HWY_MIN(column + 2 * kLanes, last), HWY_MIN(column + 3 * kLanes, last)};
    const T* const b0 = p.b + j[0] * b_stride;
    const T* const b1 = p.b + j[1] * b_stride;
    const T* const b2 = p.b + j[2] * b_stride;
    const T* const b3 = p.b + j[3] * b_stride;
    auto c0 = hn::Zero(d), c1 = c0, c2 = c0, c3 = c0;
    for (int64_t k = 0; k < whole_squares; k += kSide) {
      add_squares(a + k * a_stride, a_stride, b0 + k, b_stride, 0, c0);
      add_squares(a + k * a_stride, a_stride, b1 + k, b_stride, 0, c1);
      add_squares(a + k * a_stride, a_stride, b2 + k, b_stride, 0, c2);
      add_squares(a + k * a_stride, a_stride, b3 + k, b_stride, 0, c3);
    }
    if (whole_squares < p.k) {
      const int64_t k = p.k - kSide;
      const int64_t skipped = whole_squares - k;
      add_squares(a + k * a_stride, a_stride, b0 + k, b_stride, skipped, c0);
      add_squares(a + k * a_stride, a_stride, b1 + k, b_stride, skipped, c1);
      add_squares(a + k * a_stride, a_stride, b2 + k, b_stride, skipped, c2);
      add_squares(a + k * a_stride, a_stride, b3 + k, b_stride, skipped, c3);
    }
    hn::StoreU(c0, d, c + j[0]);
    hn::StoreU(c1, d, c + j[1]);
    hn::StoreU(c2, d, c + j[2]);
    hn::StoreU(c3, d, c + j[3]);
  }
}
#endif

}  // namespace glia::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_GEMM_ROW_INL_H
