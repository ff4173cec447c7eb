// The innermost loop of the matrix product: up to 12 rows by a few vectors of C, held in registers
// while k runs. Compiled once per target.
//
// Rows are broadcast from A, vectors come from B, and both are reached through strides, so one
// kernel serves packed and unpacked operands.

// Toggled by foreach_target, so #pragma once can't be used.
#if defined(GLIA_KERNELS_GEMM_TILE_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_GEMM_TILE_INL_H
#undef GLIA_KERNELS_GEMM_TILE_INL_H
#else
#define GLIA_KERNELS_GEMM_TILE_INL_H
#endif

#include <cstdint>

#include "hwy/cache_control.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Masked memory access that never touches a lane outside the mask. AVX-512 has it at no cost, but
// for loads that zero lanes: those take a slot of the multiply-adds.
inline constexpr bool kMasksAreFree = HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL;
inline constexpr bool kHasMaskedAccess = kMasksAreFree || HWY_TARGET == HWY_AVX2;

// Accumulators must leave registers for the vectors of B and one value of A: 32 registers hold
// 12x2, 16 hold 6x2. Few rows take wider tiles instead, for 8 independent sums hide the latency
// of a multiply-add on two ports. Where products and sums are instructions apart, 4 sums suffice,
// and fewer shapes compile faster.
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL || HWY_TARGET == HWY_NEON
inline constexpr int kVectorsOfRows[] = {0, 8, 6, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2};
#elif HWY_TARGET == HWY_AVX2
inline constexpr int kVectorsOfRows[] = {0, 8, 4, 3, 2, 2, 2};
#else
inline constexpr int kVectorsOfRows[] = {0, 4, 2, 2, 2};
#endif
inline constexpr int kMaxRows = static_cast<int>(sizeof(kVectorsOfRows) / sizeof(int)) - 1;
constexpr int max_vectors(int rows) { return kVectorsOfRows[rows]; }
inline constexpr int kMaxVectors = 8;

// Makes the compiler compute again what follows from x. It would rather keep the addresses of all
// rows while the sums run, moved out of the way to vector registers, through the sums' own ports.
template <class X>
HWY_INLINE void forget_origin([[maybe_unused]] X& x) {
#if defined(__GNUC__)
  asm volatile("" : "+r"(x));
#endif
}

// Not to the first: rows of B whose distance is a power of two share a few sets there.
HWY_INLINE void prefetch_to_second_level([[maybe_unused]] const void* p) {
#if defined(__GNUC__)
  __builtin_prefetch(p, 0, 2);
#endif
}

// The last vector of a row of C, of which the first n lanes exist; 0 < n <= Lanes(d), and mask
// says the same.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE hn::Vec<D> load_last(D d, const T* from, hn::Mask<D> mask, int64_t n) {
  if (n == static_cast<int64_t>(hn::Lanes(d)) && !kMasksAreFree) return hn::LoadU(d, from);
  if constexpr (kHasMaskedAccess) {
    return hn::MaskedLoad(mask, d, from);
  } else {
    HWY_ALIGN T lanes[hn::MaxLanes(d)] = {};
    for (int64_t i = 0; i < n; ++i) lanes[i] = from[i];
    return hn::Load(d, lanes);
  }
}

template <class D, class T = hn::TFromD<D>>
HWY_INLINE void store_last(hn::Vec<D> v, D d, T* to, hn::Mask<D> mask, int64_t n) {
  if (n == static_cast<int64_t>(hn::Lanes(d)) && !kMasksAreFree) {
    hn::StoreU(v, d, to);
  } else if constexpr (kHasMaskedAccess) {
    hn::BlendedStore(v, mask, d, to);
  } else {
    HWY_ALIGN T lanes[hn::MaxLanes(d)];
    hn::Store(v, d, lanes);
    for (int64_t i = 0; i < n; ++i) to[i] = lanes[i];
  }
}

// A column of tiles, one below the other, that read the same panel of B. All strides count
// elements.
template <class T>
struct TileArguments {
  int64_t tiles;
  const T* a;  // a[tile * a_tile_stride + r * a_row_stride + k * a_k_stride]
  int64_t a_tile_stride;
  int64_t a_row_stride;
  int64_t a_k_stride;
  const T* b;  // b[k * b_k_stride + column]
  int64_t b_k_stride;
  T* b_copy;  // where ReadB::kCopy writes what it reads, without gaps
  int64_t k;  // number of terms, 0 allowed
  T* c;       // c[(tile * rows + r) * c_row_stride + column]
  int64_t c_row_stride;
  int64_t last_lanes;  // columns in the last vector: 1..lanes
  bool add_to_c;       // sums start from c, else from zero
};

// The cells (row, vector) of all tile shapes. Named variables, not an array: g++ 12 at -O2 keeps
// an array that is indexed in a loop in memory. The arguments are digits, pasted into names.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define GLIA_ROW_0(X) X(0, 0) X(0, 1) X(0, 2) X(0, 3) X(0, 4) X(0, 5) X(0, 6) X(0, 7)
#define GLIA_ROW_1(X) X(1, 0) X(1, 1) X(1, 2) X(1, 3) X(1, 4) X(1, 5)
#define GLIA_ROW_2(X) X(2, 0) X(2, 1) X(2, 2) X(2, 3)
#define GLIA_ROW_3(X) X(3, 0) X(3, 1) X(3, 2) X(3, 3)
#define GLIA_ROW_4(X) X(4, 0) X(4, 1)
#define GLIA_ROW_5(X) X(5, 0) X(5, 1)
#define GLIA_ROW_6(X) X(6, 0) X(6, 1)
#define GLIA_ROW_7(X) X(7, 0) X(7, 1)
#define GLIA_ROW_8(X) X(8, 0) X(8, 1)
#define GLIA_ROW_9(X) X(9, 0) X(9, 1)
#define GLIA_ROW_10(X) X(10, 0) X(10, 1)
#define GLIA_ROW_11(X) X(11, 0) X(11, 1)
// The layout of these two lists is not stable under the tool.
// clang-format off
#define GLIA_CELLS(X)                                                                 \
  GLIA_ROW_0(X)                                                                       \
  GLIA_ROW_1(X)                                                                       \
  GLIA_ROW_2(X) GLIA_ROW_3(X) GLIA_ROW_4(X) GLIA_ROW_5(X) GLIA_ROW_6(X) GLIA_ROW_7(X) \
      GLIA_ROW_8(X) GLIA_ROW_9(X) GLIA_ROW_10(X) GLIA_ROW_11(X)
// clang-format on
#define GLIA_INDICES(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7)
#define GLIA_ROWS(X) GLIA_INDICES(X) X(8) X(9) X(10) X(11)

#define GLIA_DECLARE_CELL(r, v) [[maybe_unused]] auto c##r##v = hn::Zero(d);
#define GLIA_LOAD_CELL(r, v)                                   \
  if constexpr (r < kRows && v + 1 < kVectors) {               \
    c##r##v = hn::LoadU(d, row + v * lanes);                   \
  } else if constexpr (r < kRows && v + 1 == kVectors) {       \
    c##r##v = load_last(d, row + v * lanes, mask, last_lanes); \
    row += stride;                                             \
  }
#define GLIA_STORE_CELL(r, v)                                  \
  if constexpr (r < kRows && v + 1 < kVectors) {               \
    hn::StoreU(c##r##v, d, row + v * lanes);                   \
  } else if constexpr (r < kRows && v + 1 == kVectors) {       \
    store_last(c##r##v, d, row + v * lanes, mask, last_lanes); \
    row += stride;                                             \
  }
#define GLIA_PREFETCH_ROW(r)                                                  \
  if constexpr (r < kRows) {                                                  \
    hwy::Prefetch(next);                                                      \
    if constexpr (kVectors > 1) hwy::Prefetch(next + (kVectors - 1) * lanes); \
    next += c_row_stride;                                                     \
  }
#define GLIA_DECLARE_VECTOR_OF_B(v) [[maybe_unused]] auto b##v = hn::Zero(d);
#define GLIA_LOAD_VECTOR_OF_B(v)                                                    \
  if constexpr (v + 1 < kVectors || (v < kVectors && kReadB != ReadB::kMaskLast)) { \
    b##v = hn::LoadU(d, b + v * lanes);                                             \
  } else if constexpr (v < kVectors) {                                              \
    b##v = hn::MaskedLoad(mask, d, b + v * lanes);                                  \
  }
#define GLIA_COPY_VECTOR_OF_B(v)                          \
  if constexpr (v < kVectors) {                           \
    hn::StoreU(b##v, d, b_copy + v * lanes);              \
    prefetch_to_second_level(b + (kVectors + v) * lanes); \
  }
#define GLIA_MULTIPLY_CELL(r, v) \
  if constexpr (v < kVectors) c##r##v = hn::MulAdd(x, b##v, c##r##v);
#define GLIA_MULTIPLY_ROW(first, r)                                                     \
  if constexpr (r < kRows) {                                                            \
    const auto x = hn::Set(d, a_##first[r % 4 == 3 ? a_3_rows : r % 4 * a_row_stride]); \
    GLIA_ROW_##r(GLIA_MULTIPLY_CELL)                                                    \
  }
// clang-format off
#define GLIA_MULTIPLY_ROWS                                                                        \
  GLIA_MULTIPLY_ROW(0, 0)                                                                         \
  GLIA_MULTIPLY_ROW(0, 1) GLIA_MULTIPLY_ROW(0, 2) GLIA_MULTIPLY_ROW(0, 3) GLIA_MULTIPLY_ROW(4, 4) \
      GLIA_MULTIPLY_ROW(4, 5) GLIA_MULTIPLY_ROW(4, 6) GLIA_MULTIPLY_ROW(4, 7)                     \
          GLIA_MULTIPLY_ROW(8, 8) GLIA_MULTIPLY_ROW(8, 9) GLIA_MULTIPLY_ROW(8, 10)                \
              GLIA_MULTIPLY_ROW(8, 11)
// clang-format on
// NOLINTEND(bugprone-macro-parentheses)

// How a tile reads B.
enum class ReadB {
  kWhole,
  kMaskLast,  // b is not padded behind the last column: its last vector is loaded by a mask
  kCopy,      // writes it to b_copy, a panel, for the tiles below, and fetches the next panel
};

template <class T, int kRows, int kVectors, ReadB kReadB>
void multiply_tiles(const TileArguments<T>& t) {
  const hn::ScalableTag<T> d;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  // Copies: a store to C might change *t, for all that the compiler knows.
  const int64_t last_lanes = t.last_lanes;
  const int64_t c_row_stride = t.c_row_stride;
  const int64_t a_row_stride = t.a_row_stride;
  const int64_t a_k_stride = t.a_k_stride;
  const int64_t b_k_stride = t.b_k_stride;
  const int64_t terms = t.k;
  const bool add_to_c = t.add_to_c;
  [[maybe_unused]] const auto mask = hn::FirstN(d, static_cast<size_t>(last_lanes));
  const T* a = t.a;
  T* HWY_RESTRICT c = t.c;
  const int64_t a_tile_stride = t.a_tile_stride;

  for (int64_t tile = t.tiles; tile > 0; --tile) {
    GLIA_CELLS(GLIA_DECLARE_CELL)
    if (add_to_c) {
      const T* row = c;
      int64_t stride = c_row_stride;
      forget_origin(stride);
      GLIA_CELLS(GLIA_LOAD_CELL)
    }

    if (add_to_c && tile > 1) {  // C is often further away than A and B
      const T* next = c + kRows * c_row_stride;
      GLIA_ROWS(GLIA_PREFETCH_ROW)
    }

    const T* b = t.b;
    [[maybe_unused]] T* HWY_RESTRICT b_copy = t.b_copy;
    // Rows are reached from three pointers, so that their addresses fit the registers.
    const T* a_0 = a;
    [[maybe_unused]] const T* a_4 = a + (kRows > 4 ? 4 : 0) * a_row_stride;
    [[maybe_unused]] const T* a_8 = a + (kRows > 8 ? 8 : 0) * a_row_stride;
    [[maybe_unused]] int64_t a_3_rows = 3 * a_row_stride;
    forget_origin(a_4);
    forget_origin(a_8);
    forget_origin(a_3_rows);
    for (int64_t k = terms; k > 0; --k) {
      GLIA_INDICES(GLIA_DECLARE_VECTOR_OF_B)
      GLIA_INDICES(GLIA_LOAD_VECTOR_OF_B)
      if constexpr (kReadB == ReadB::kCopy) {
        GLIA_INDICES(GLIA_COPY_VECTOR_OF_B)
        b_copy += kVectors * lanes;
      }
      GLIA_MULTIPLY_ROWS
      a_0 += a_k_stride;
      a_4 += a_k_stride;
      a_8 += a_k_stride;
      b += b_k_stride;
    }

    T* row = c;
    int64_t stride = c_row_stride;
    forget_origin(stride);
    GLIA_CELLS(GLIA_STORE_CELL)
    a += a_tile_stride;
    c = row;
  }
}

#undef GLIA_ROW_0
#undef GLIA_ROW_1
#undef GLIA_ROW_2
#undef GLIA_ROW_3
#undef GLIA_ROW_4
#undef GLIA_ROW_5
#undef GLIA_ROW_6
#undef GLIA_ROW_7
#undef GLIA_ROW_8
#undef GLIA_ROW_9
#undef GLIA_ROW_10
#undef GLIA_ROW_11
#undef GLIA_ROWS
#undef GLIA_CELLS
#undef GLIA_INDICES
#undef GLIA_DECLARE_CELL
#undef GLIA_PREFETCH_ROW
#undef GLIA_LOAD_CELL
#undef GLIA_STORE_CELL
#undef GLIA_DECLARE_VECTOR_OF_B
#undef GLIA_LOAD_VECTOR_OF_B
#undef GLIA_COPY_VECTOR_OF_B
#undef GLIA_MULTIPLY_CELL
#undef GLIA_MULTIPLY_ROW
#undef GLIA_MULTIPLY_ROWS

template <class T>
using TileFunction = void (*)(const TileArguments<T>&);

// The kernel for a shape; null for shapes that no rule asks for.
template <class T, ReadB kReadB>
struct TileTable {
  TileFunction<T> entry[kMaxRows][kMaxVectors] = {};

  // The first of several tiles has more than half of the most rows, and the panel is a whole one.
  static constexpr bool is_asked_for(int rows, int vectors) {
    return kReadB != ReadB::kCopy || (2 * rows > kMaxRows && vectors == max_vectors(rows));
  }

  template <int kRows, int kVectors>
  constexpr void fill() {
    if constexpr (is_asked_for(kRows, kVectors)) {
      entry[kRows - 1][kVectors - 1] = &multiply_tiles<T, kRows, kVectors, kReadB>;
    }
    if constexpr (kVectors < max_vectors(kRows)) {
      fill<kRows, kVectors + 1>();
    } else if constexpr (kRows < kMaxRows) {
      fill<kRows + 1, 1>();
    }
  }

  constexpr TileTable() { fill<1, 1>(); }
};

template <class T>
TileFunction<T> tile_function(int64_t rows, int64_t vectors, ReadB read_b) {
  static constexpr TileTable<T, ReadB::kWhole> kWhole;
  static constexpr TileTable<T, ReadB::kCopy> kCopy;
  if (read_b == ReadB::kCopy) return kCopy.entry[rows - 1][vectors - 1];
  if constexpr (kHasMaskedAccess) {  // no other target asks
    static constexpr TileTable<T, ReadB::kMaskLast> kMaskLast;
    if (read_b == ReadB::kMaskLast) return kMaskLast.entry[rows - 1][vectors - 1];
  }
  return kWhole.entry[rows - 1][vectors - 1];
}

}  // namespace glia::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_GEMM_TILE_INL_H
