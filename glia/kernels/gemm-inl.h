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
#include "glia/kernels/gemm_row-inl.h"
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
  bool b_in_place;    // read b; without masked loads, all but a last panel that isn't whole
  T* packed_b;
  bool pack_b;  // copy each panel when its turn comes: it is still in the first cache then
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
    const bool in_place = block.b_in_place && (spare == 0 || kHasMaskedAccess);
    T* const strip = block.packed_b + (block.keep_b ? column * block.terms : 0);
    ReadB read_b = in_place && spare > 0 ? ReadB::kMaskLast : ReadB::kWhole;
    t.b = strip;
    t.b_k_stride = width;
    if (in_place) {
      t.b = block.b + column;
      t.b_k_stride = p.b_row_stride;
    } else if (block.pack_b && p.b_col_stride == 1 && spare == 0 && tiles.pieces > 1 &&
               vectors == block.panel_vectors) {
      read_b = ReadB::kCopy;
      t.b = block.b + column;
      t.b_k_stride = p.b_row_stride;
      t.b_copy = strip;
    } else if (block.pack_b) {
      pack_strip(block.b + column * p.b_col_stride, p.b_col_stride, p.b_row_stride, width - spare,
                 block.terms, strip, width);
    }
    t.last_lanes = lanes - spare;
    // First the tiles that have one row more, if any.
    for (int64_t tile = 0; tile < tiles.pieces; tile += t.tiles) {
      const int64_t rows = tiles.size(tile);
      const int64_t row = tiles.begin(tile);
      t.tiles = (tile < tiles.longer ? tiles.longer : tiles.pieces) - tile;
      if (read_b == ReadB::kCopy) t.tiles = 1;
      t.a = packed_a ? block.packed_a + row * block.terms : block.a + row * p.a_row_stride;
      t.a_k_stride = packed_a ? rows : p.a_col_stride;
      t.a_tile_stride = rows * (packed_a ? block.terms : p.a_row_stride);
      t.c = block.c + row * p.c_row_stride + column;
      tile_function<T>(rows, vectors, read_b)(t);
      if (read_b == ReadB::kCopy) {
        read_b = ReadB::kWhole;
        t.b = strip;
        t.b_k_stride = width;
      }
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

// B that lies along k can't be read in place; B that many rows and terms meet should not be, and
// earlier when its rows fall on the same few sets of the first cache.
template <class T>
bool reads_b_in_place(const Product<T>& p, int64_t rows) {
  if (p.b_col_stride != 1 || (rows > kPackBRows && p.k > kPackBTerms)) return false;
  const bool aliases = p.b_row_stride * static_cast<int64_t>(sizeof(T)) % kAliasingBytes == 0;
  return !aliases || rows <= kMaxRows;
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
  const bool b_in_place = reads_b_in_place(p, rows);
  const bool packs_a = rows > 1 && columns > (p.a_col_stride == 1 ? kPackLyingACols : kPackACols);

  for (int64_t column = r.col_begin; column < r.col_end; column += block_columns) {
    const int64_t block_n = HWY_MIN(block_columns, r.col_end - column);
    int64_t most_terms = kBlockK<T>;
    const bool spare_columns = block_n % lanes_of<T>() != 0;
    if (!b_in_place || (!kHasMaskedAccess && spare_columns)) {
      // The panel is written and read at once: it should fit the first cache.
      const int64_t panel_bytes = panel_vectors * lanes_of<T>() * static_cast<int64_t>(sizeof(T));
      if (p.b_col_stride != 1)
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
                                .b_in_place = b_in_place,
                                .packed_b = scratch,
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
// terms; turning A too, where it lies along k, as a third of a vector for each of its rows.
template <class T>
bool turns(const Product<T>& p, int64_t rows, int64_t columns) {
  const int64_t lanes = lanes_of<T>();
  if (columns > kTurnColumns || rows < 2 * lanes) return false;
  const int64_t wasted = round_up(columns, lanes) - columns;
  if (p.k * wasted < lanes * columns) return false;
  return p.a_row_stride == 1 || (p.a_col_stride == 1 && 3 * wasted >= lanes);
}

// C' = B' A' tile by tile through a small buffer: rows of C' are columns of C. A that lies along k
// is turned into scratch, a panel of rows at a time. Where A is read in place and masked loads are
// lacking, rows of C beyond the last whole vector are left; returns the first row not done.
template <class T>
int64_t multiply_turned(const Product<T>& p, const Rectangle& r, T* scratch,
                        const Epilogue& epilogue, int worker) {
  constexpr int64_t kMaxCells = 32;
  HWY_ALIGN T buffer[kMaxCells * hn::MaxLanes(hn::ScalableTag<T>())];
  const int64_t lanes = lanes_of<T>();
  const int64_t columns = r.col_end - r.col_begin;
  const int64_t all_rows = r.row_end - r.row_begin;
  const bool turns_a = p.a_row_stride != 1;
  const int64_t row_end =
      r.row_begin + (turns_a || kHasMaskedAccess ? all_rows : all_rows / lanes * lanes);
  const Cut tiles(columns, kMaxRows);
  const int64_t panel_vectors = max_vectors(static_cast<int>(tiles.largest()));

  TileArguments<T> t;
  t.tiles = 1;
  t.a_tile_stride = 0;
  t.a_row_stride = p.b_col_stride;
  t.a_k_stride = p.b_row_stride;
  t.c = buffer;
  for (int64_t block = r.row_begin; block < row_end; block += kTurnRows) {
    const int64_t block_end = HWY_MIN(block + kTurnRows, row_end);
    const Cut panels(ceil_div(block_end - block, lanes), panel_vectors);
    for (int64_t term = 0; term == 0 || term < p.k; term += kBlockK<T>) {
      t.k = HWY_MIN(kBlockK<T>, p.k - term);
      t.add_to_c = p.accumulate || term > 0;
      for (int64_t panel = 0; panel < panels.pieces; ++panel) {
        const int64_t row = block + panels.begin(panel) * lanes;
        const int64_t width = panels.size(panel) * lanes;
        const int64_t spare = HWY_MAX(int64_t{0}, row + width - block_end);
        t.b = p.a + row * p.a_row_stride + term * p.a_col_stride;
        t.b_k_stride = p.a_col_stride;
        if (turns_a) {
          pack_transposed(t.b, p.a_row_stride, width - spare, t.k, scratch, width);
          t.b = scratch;
          t.b_k_stride = width;
        }
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
          tile_function<T>(count, width / lanes,
                           spare > 0 && !turns_a ? ReadB::kMaskLast : ReadB::kWhole)(t);
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
  if (multiplies_row(p, r)) {
    multiply_row(p, r);
    if (epilogue.finish != nullptr) {
      epilogue.finish(epilogue.context, r.row_begin, r.row_end, r.col_begin, r.col_end, worker);
    }
    return;
  }
  Rectangle rest = r;
  if (turns(p, r.row_end - r.row_begin, r.col_end - r.col_begin)) {
    rest.row_begin = multiply_turned(p, r, scratch, epilogue, worker);
  }
  multiply_straight(p, rest, scratch, epilogue, worker);
}

}  // namespace glia::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_GEMM_INL_H
