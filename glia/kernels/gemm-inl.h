// One chunk of a matrix product on one thread: the loops over cache blocks around the tile kernel
// (Goto and van de Geijn 2008, Anatomy of High-Performance Matrix Multiplication). Once per target.

#if defined(GLIA_KERNELS_GEMM_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_GEMM_INL_H_
#undef GLIA_KERNELS_GEMM_INL_H_
#else
#define GLIA_KERNELS_GEMM_INL_H_
#endif

#include <cstdint>

#include "glia/kernels/gemm_blocks.h"
#include "glia/kernels/gemm_pack-inl.h"
#include "glia/kernels/gemm_tile-inl.h"
#include "glia/kernels/view.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// A range cut into the fewest tiles of at most `limit`, all about equal: 33 rows at 8 are
// 7 7 7 6 6, not 8 8 8 8 1.
struct Cut {
  int64_t extent, tiles;

  Cut(int64_t extent_, int64_t limit) : extent(extent_), tiles(ceil_div(extent_, limit)) {}
  int64_t begin(int64_t tile) const { return tile * extent / tiles; }
  int64_t largest() const { return ceil_div(extent, tiles); }
};

// C of one block: all its tiles. a and b point at the block's first row, column and term.
template <class T>
struct Block {
  const T* a;
  const T* b;            // unpacked
  const T* packed_a;     // null: read a
  const T* packed_b;     // for columns from packed_from on
  int64_t packed_from;   // a multiple of the panel width, or >= columns
  T* c;
  int64_t rows, columns, terms;
  bool add_to_c;
};

template <class T>
void multiply_block(const Product<T>& p, const Block<T>& block, int64_t panel_vectors) {
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(hn::ScalableTag<T>()));
  const Cut row_cut(block.rows, kMaxRows);
  const Cut panel_cut(ceil_div(block.columns, lanes), panel_vectors);
  TileArguments<T> t;
  t.k = block.terms;
  t.c_row_stride = p.c_row_stride;
  t.add_to_c = block.add_to_c;
  for (int64_t panel = 0; panel < panel_cut.tiles; ++panel) {
    const int64_t first_vector = panel_cut.begin(panel);
    const int64_t vectors = panel_cut.begin(panel + 1) - first_vector;
    const int64_t column = first_vector * lanes;
    const int64_t spare = HWY_MAX(int64_t{0}, column + vectors * lanes - block.columns);
    t.last_lanes = lanes - spare;
    const bool packed = column >= block.packed_from;
    t.b = packed ? block.packed_b + (column - block.packed_from) * block.terms : block.b + column;
    t.b_k_stride = packed ? vectors * lanes : p.b_row_stride;
    for (int64_t tile = 0; tile < row_cut.tiles; ++tile) {
      const int64_t row = row_cut.begin(tile);
      const int64_t rows = row_cut.begin(tile + 1) - row;
      if (block.packed_a != nullptr) {
        t.a = block.packed_a + row * block.terms;
        t.a_row_stride = 1;
        t.a_k_stride = rows;
      } else {
        t.a = block.a + row * p.a_row_stride;
        t.a_row_stride = p.a_row_stride;
        t.a_k_stride = p.a_col_stride;
      }
      t.c = block.c + row * p.c_row_stride + column;
      tile_function<T>(static_cast<int>(rows), static_cast<int>(vectors),
                       !packed && spare > 0)(t);
    }
  }
}

// Columns from `from` on, panel by panel as multiply_block will cut them.
template <class T>
void pack_b(const Product<T>& p, const T* b, int64_t columns, int64_t terms,
            int64_t panel_vectors, int64_t from, T* to) {
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(hn::ScalableTag<T>()));
  const Cut panel_cut(ceil_div(columns, lanes), panel_vectors);
  for (int64_t panel = 0; panel < panel_cut.tiles; ++panel) {
    const int64_t column = panel_cut.begin(panel) * lanes;
    const int64_t width = panel_cut.begin(panel + 1) * lanes - column;
    if (column < from) continue;
    pack_strip(b + column * p.b_col_stride, p.b_col_stride, p.b_row_stride,
               HWY_MIN(width, columns - column), terms, to + (column - from) * terms, width);
  }
}

template <class T>
void pack_a(const Product<T>& p, const T* a, int64_t rows, int64_t terms, T* to) {
  const Cut row_cut(rows, kMaxRows);
  for (int64_t tile = 0; tile < row_cut.tiles; ++tile) {
    const int64_t row = row_cut.begin(tile);
    const int64_t count = row_cut.begin(tile + 1) - row;
    pack_strip(a + row * p.a_row_stride, p.a_row_stride, p.a_col_stride, count, terms,
               to + row * terms, count);
  }
}

// The first column that is packed: 0 all, `columns` or more none. B that lies along k must be; B
// that is read by many rows should be. Without masked loads the last panel can't be read in place
// when it ends inside a vector.
template <class T>
int64_t first_packed_column(const Product<T>& p, int64_t rows, int64_t columns,
                            int64_t panel_vectors) {
  if (p.b_col_stride != 1 || rows > kPackBRows) return 0;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(hn::ScalableTag<T>()));
  if (kHasMaskedAccess || columns % lanes == 0) return columns;
  const Cut panel_cut(ceil_div(columns, lanes), panel_vectors);
  return panel_cut.begin(panel_cut.tiles - 1) * lanes;
}

// scratch: packed_b_size + packed_a_size elements, aligned to 64 bytes.
template <class T>
void multiply_rectangle(const Product<T>& p, const Rectangle& r, T* scratch,
                        const Epilogue& epilogue, int worker) {
  const int64_t rows = r.row_end - r.row_begin;
  const int64_t columns = r.col_end - r.col_begin;
  T* const packed_b = scratch;
  T* const packed_a = scratch + packed_b_size<T>(p.n, p.k);

  const int64_t block_rows = balanced_block(rows, kBlockM, 1);
  const int64_t block_columns = balanced_block(columns, kBlockN<T>, kColumnGrain);
  const int64_t panel_vectors =
      max_vectors(static_cast<int>(Cut(HWY_MIN(rows, block_rows), kMaxRows).largest()));
  const bool packs_a = columns > kPackACols && rows > 1;

  for (int64_t column = r.col_begin; column < r.col_end; column += block_columns) {
    const int64_t block_n = HWY_MIN(block_columns, r.col_end - column);
    const int64_t packed_from = first_packed_column(p, rows, block_n, panel_vectors);
    // A single row of tiles reads each value of B once: nothing to keep in the first cache.
    const bool whole_k = rows <= kMaxRows && packed_from >= block_n && !packs_a;
    const int64_t block_terms =
        whole_k ? HWY_MAX(p.k, int64_t{1}) : balanced_block(p.k, kBlockK<T>, 1);
    for (int64_t term = 0; term == 0 || term < p.k; term += block_terms) {
      const int64_t terms = HWY_MIN(block_terms, p.k - term);
      const T* const b = p.b + term * p.b_row_stride + column * p.b_col_stride;
      if (packed_from < block_n) {
        pack_b(p, b, block_n, terms, panel_vectors, packed_from, packed_b);
      }
      for (int64_t row = r.row_begin; row < r.row_end; row += block_rows) {
        const int64_t block_m = HWY_MIN(block_rows, r.row_end - row);
        const T* const a = p.a + row * p.a_row_stride + term * p.a_col_stride;
        if (packs_a) pack_a(p, a, block_m, terms, packed_a);
        const Block<T> block = {.a = a,
                                .b = b,
                                .packed_a = packs_a ? packed_a : nullptr,
                                .packed_b = packed_b,
                                .packed_from = packed_from,
                                .c = p.c + row * p.c_row_stride + column,
                                .rows = block_m,
                                .columns = block_n,
                                .terms = terms,
                                .add_to_c = p.accumulate || term > 0};
        multiply_block(p, block, panel_vectors);
        if (epilogue.finish != nullptr && term + terms >= p.k) {
          epilogue.finish(epilogue.context, row, row + block_m, column, column + block_n, worker);
        }
      }
    }
  }
}

void multiply_rectangle_f32(const Product<float>& p, const Rectangle& r, float* scratch,
                            const Epilogue& epilogue, int worker) {
  multiply_rectangle(p, r, scratch, epilogue, worker);
}

void multiply_rectangle_f64(const Product<double>& p, const Rectangle& r, double* scratch,
                            const Epilogue& epilogue, int worker) {
  multiply_rectangle(p, r, scratch, epilogue, worker);
}

}  // namespace glia::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_GEMM_INL_H_
