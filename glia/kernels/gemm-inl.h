// One chunk of a matrix product on one thread: the loops over cache blocks around the tile kernel
// (Goto and van de Geijn 2008, Anatomy of High-Performance Matrix Multiplication). Once per target.

#if defined(GLIA_KERNELS_GEMM_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_GEMM_INL_H
#undef GLIA_KERNELS_GEMM_INL_H
#else
#define GLIA_KERNELS_GEMM_INL_H
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

// A range cut into the fewest pieces of at most `limit`, all about equal: 33 rows at 8 are
// 7 7 7 6 6, not 8 8 8 8 1.
struct Cut {
  int64_t pieces = 1, least;
  int64_t longer = 0;  // the first `longer` pieces have one more than `least`

  // Divisions cost as much as a small product.
  Cut(int64_t extent, int64_t limit) : least(extent) {
    if (extent <= limit) return;
    pieces = ceil_div(extent, limit);
    least = extent / pieces;
    longer = extent - least * pieces;
  }
  int64_t begin(int64_t piece) const { return piece * least + HWY_MIN(piece, longer); }
  int64_t size(int64_t piece) const { return least + (piece < longer ? 1 : 0); }
  int64_t largest() const { return size(0); }
};

template <class T>
int64_t lanes_of() {
  return static_cast<int64_t>(hn::Lanes(hn::ScalableTag<T>()));
}

// One block of C. a, b and c point at the block's first row, column and term.
template <class T>
struct Block {
  const T* a;
  const T* b;
  T* c;
  int64_t rows, columns, terms;
  bool add_to_c;
  int64_t panel_vectors;
  const T* packed_a;  // null: read a
  T* packed_b;
  int64_t packed_from;  // columns from here on are read from packed_b: a multiple of the panel's
  bool pack_b;          // copy each panel when its turn comes: it is still in the first cache then
  bool keep_b;  // panels have places of their own in packed_b, for the blocks below this one
};

// Panel by panel, and down each of them tile by tile.
template <class T>
void multiply_block(const Product<T>& p, const Block<T>& block) {
  const int64_t lanes = lanes_of<T>();
  const Cut tiles(block.rows, kMaxRows);
  const Cut panels(ceil_div(block.columns, lanes), block.panel_vectors);
  const bool packed_a = block.packed_a != nullptr;
  TileArguments<T> t;
  t.a_row_stride = packed_a ? 1 : p.a_row_stride;
  t.k = block.terms;
  t.c_row_stride = p.c_row_stride;
  t.add_to_c = block.add_to_c;
  for (int64_t panel = 0; panel < panels.pieces; ++panel) {
    const int64_t column = panels.begin(panel) * lanes;
    const int64_t vectors = panels.size(panel);
    const int64_t width = vectors * lanes;
    const int64_t spare = HWY_MAX(int64_t{0}, column + width - block.columns);
    const bool packed_b = column >= block.packed_from;
    if (packed_b) {
      T* const strip =
          block.packed_b + (block.keep_b ? (column - block.packed_from) * block.terms : 0);
      if (block.pack_b) {
        pack_strip(block.b + column * p.b_col_stride, p.b_col_stride, p.b_row_stride, width - spare,
                   block.terms, strip, width);
      }
      t.b = strip;
      t.b_k_stride = width;
    } else {
      t.b = block.b + column;
      t.b_k_stride = p.b_row_stride;
    }
    t.last_lanes = lanes - spare;
    // First the tiles that have one row more, if any.
    for (int64_t tile = 0; tile < tiles.pieces; tile += t.tiles) {
      const int64_t rows = tiles.size(tile);
      const int64_t row = tiles.begin(tile);
      t.tiles = tile < tiles.longer ? tiles.longer : tiles.pieces - tile;
      t.a = packed_a ? block.packed_a + row * block.terms : block.a + row * p.a_row_stride;
      t.a_k_stride = packed_a ? rows : p.a_col_stride;
      t.a_tile_stride = rows * (packed_a ? block.terms : p.a_row_stride);
      t.c = block.c + row * p.c_row_stride + column;
      tile_function<T>(static_cast<int>(rows), static_cast<int>(vectors),
                       !packed_b && spare > 0)(t);
    }
  }
}

template <class T>
void pack_a(const Product<T>& p, const T* a, int64_t rows, int64_t terms, T* to) {
  const Cut tiles(rows, kMaxRows);
  for (int64_t tile = 0; tile < tiles.pieces; ++tile) {
    const int64_t row = tiles.begin(tile);
    pack_strip(a + row * p.a_row_stride, p.a_row_stride, p.a_col_stride, tiles.size(tile), terms,
               to + row * terms, tiles.size(tile));
  }
}

// The first column that is packed: 0 all, `columns` none. B that lies along k must be; B that many
// rows read should be, and earlier when its rows fall on the same few sets of the first cache.
// Without masked loads the last panel can't be read in place when it ends inside a vector.
template <class T>
int64_t first_packed_column(const Product<T>& p, int64_t rows, int64_t columns,
                            int64_t panel_vectors) {
  if (p.b_col_stride != 1 || rows > kPackBRows) return 0;
  const bool aliases = p.b_row_stride * static_cast<int64_t>(sizeof(T)) % kAliasingBytes == 0;
  if (aliases && rows > kMaxRows) return 0;
  const int64_t lanes = lanes_of<T>();
  if (kHasMaskedAccess || columns % lanes == 0) return columns;
  const Cut panels(ceil_div(columns, lanes), panel_vectors);
  return panels.begin(panels.pieces - 1) * lanes;
}

// The usual way: vectors lie along the rows of C.
template <class T>
void multiply_straight(const Product<T>& p, const Rectangle& r, T* scratch,
                       const Epilogue& epilogue, int worker) {
  const int64_t rows = r.row_end - r.row_begin;
  const int64_t columns = r.col_end - r.col_begin;
  if (rows == 0) return;
  T* const packed_a = scratch + packed_b_size<T>(p.n, p.k);

  // With one pass over k a block of C is finished at once: small ones meet the epilogue in the
  // first cache.
  const bool finishes_at_once = epilogue.finish != nullptr && p.k <= kFinishTerms;
  const int64_t finish_rows =
      kFinishBytes / (HWY_MIN(columns, kBlockN<T>) * static_cast<int64_t>(sizeof(T)));
  const int64_t most_rows =
      finishes_at_once ? HWY_MAX(kFinishRows, HWY_MIN(kBlockM, finish_rows)) : kBlockM;
  const int64_t block_rows = balanced_block(rows, most_rows, 1);
  const int64_t block_columns = balanced_block(columns, kBlockN<T>, kColumnGrain);
  const int64_t panel_vectors =
      max_vectors(static_cast<int>(Cut(HWY_MIN(rows, block_rows), kMaxRows).largest()));
  // A that lies along k is read well where it is.
  const bool packs_a = columns > kPackACols && rows > 1 && p.a_col_stride != 1;

  for (int64_t column = r.col_begin; column < r.col_end; column += block_columns) {
    const int64_t block_n = HWY_MIN(block_columns, r.col_end - column);
    const int64_t packed_from = first_packed_column(p, rows, block_n, panel_vectors);
    int64_t most_terms = kBlockK<T>;
    if (packed_from < block_n) {
      // The panel is written and read at once: it should fit the first cache.
      const int64_t panel_bytes = panel_vectors * lanes_of<T>() * static_cast<int64_t>(sizeof(T));
      most_terms = HWY_MIN(most_terms, HWY_MAX(int64_t{64}, kPanelBytes / panel_bytes));
    } else if (rows <= kMaxRows && !packs_a) {
      // Each value of B is read once: nothing to keep in the first cache.
      most_terms = HWY_MAX(p.k, int64_t{1});
    }
    const int64_t block_terms = balanced_block(p.k, most_terms, 1);
    for (int64_t term = 0; term == 0 || term < p.k; term += block_terms) {
      for (int64_t row = r.row_begin; row < r.row_end; row += block_rows) {
        const T* const a = p.a + row * p.a_row_stride + term * p.a_col_stride;
        const Block<T> block = {.a = a,
                                .b = p.b + term * p.b_row_stride + column * p.b_col_stride,
                                .c = p.c + row * p.c_row_stride + column,
                                .rows = HWY_MIN(block_rows, r.row_end - row),
                                .columns = block_n,
                                .terms = HWY_MIN(block_terms, p.k - term),
                                .add_to_c = p.accumulate || term > 0,
                                .panel_vectors = panel_vectors,
                                .packed_a = packs_a ? packed_a : nullptr,
                                .packed_b = scratch,
                                .packed_from = packed_from,
                                .pack_b = row == r.row_begin,
                                .keep_b = block_rows < rows};
        if (packs_a) pack_a(p, a, block.rows, block.terms, packed_a);
        multiply_block(p, block);
        if (epilogue.finish != nullptr && term + block.terms >= p.k) {
          epilogue.finish(epilogue.context, row, row + block.rows, column, column + block_n,
                          worker);
        }
      }
    }
  }
}

// Whether to compute the transpose, vectors along the columns of C, for what narrow rows waste in
// their last vector. Turning the tiles over costs about as much for each element of C as 2 lanes
// terms.
template <class T>
bool turns(const Product<T>& p, int64_t rows, int64_t columns) {
  const int64_t lanes = lanes_of<T>();
  const int64_t wasted = round_up(columns, lanes) - columns;
  return p.a_row_stride == 1 && rows >= 2 * lanes && columns <= kTurnColumns &&
         p.k * wasted >= lanes * columns;
}

// C' = B' A' tile by tile through a small buffer: rows of C' are columns of C. Rows of C beyond the
// last whole vector are done only where masked loads can read A there; returns the first row not
// done.
template <class T>
int64_t multiply_turned(const Product<T>& p, const Rectangle& r, const Epilogue& epilogue,
                        int worker) {
  constexpr int64_t kMaxCells = 32;
  HWY_ALIGN T buffer[kMaxCells * hn::MaxLanes(hn::ScalableTag<T>())];
  const int64_t lanes = lanes_of<T>();
  const int64_t columns = r.col_end - r.col_begin;
  const int64_t all_rows = r.row_end - r.row_begin;
  const int64_t row_end = r.row_begin + (kHasMaskedAccess ? all_rows : all_rows / lanes * lanes);
  const Cut tiles(columns, kMaxRows);
  const int64_t panel_vectors = max_vectors(static_cast<int>(tiles.largest()));

  TileArguments<T> t;
  t.tiles = 1;
  t.a_tile_stride = 0;
  t.a_row_stride = p.b_col_stride;
  t.a_k_stride = p.b_row_stride;
  t.b_k_stride = p.a_col_stride;
  t.c = buffer;
  for (int64_t block = r.row_begin; block < row_end; block += kTurnRows) {
    const int64_t block_end = HWY_MIN(block + kTurnRows, row_end);
    const Cut panels(ceil_div(block_end - block, lanes), panel_vectors);
    for (int64_t term = 0; term == 0 || term < p.k; term += kTurnTerms) {
      t.k = HWY_MIN(kTurnTerms, p.k - term);
      t.add_to_c = p.accumulate || term > 0;
      for (int64_t panel = 0; panel < panels.pieces; ++panel) {
        const int64_t row = block + panels.begin(panel) * lanes;
        const int64_t width = panels.size(panel) * lanes;
        const int64_t spare = HWY_MAX(int64_t{0}, row + width - block_end);
        t.b = p.a + row + term * p.a_col_stride;
        t.c_row_stride = width;
        // The buffer has room for all lanes; only loads of A must stop at the last row.
        t.last_lanes = lanes - spare;
        for (int64_t tile = 0; tile < tiles.pieces; ++tile) {
          const int64_t column = r.col_begin + tiles.begin(tile);
          const int64_t count = tiles.size(tile);
          T* const c = p.c + row * p.c_row_stride + column;
          t.a = p.b + term * p.b_row_stride + column * p.b_col_stride;
          if (t.add_to_c) {
            pack_transposed(c, p.c_row_stride, width - spare, count, buffer, width);
          }
          tile_function<T>(static_cast<int>(count), static_cast<int>(width / lanes), spare > 0)(t);
          pack_transposed(buffer, width, count, width - spare, c, p.c_row_stride);
        }
      }
    }
    if (epilogue.finish != nullptr) {
      epilogue.finish(epilogue.context, block, block_end, r.col_begin, r.col_end, worker);
    }
  }
  return row_end;
}

// scratch: packed_b_size + packed_a_size elements, aligned to 64 bytes.
template <class T>
void multiply_one_rectangle(const Product<T>& p, const Rectangle& r, T* scratch,
                            const Epilogue& epilogue, int worker) {
  Rectangle rest = r;
  if (turns(p, r.row_end - r.row_begin, r.col_end - r.col_begin)) {
    rest.row_begin = multiply_turned(p, r, epilogue, worker);
  }
  multiply_straight(p, rest, scratch, epilogue, worker);
}

}  // namespace glia::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_GEMM_INL_H
