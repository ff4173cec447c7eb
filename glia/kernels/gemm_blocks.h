// How a product is cut: into chunks for threads, and each chunk into blocks for the caches.
//
// Shapes alone decide, never timing. Pure functions; nothing here changes a result's bits.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "glia/kernels/view.h"

namespace glia::kernels {

// One product, as every level of the blocking sees it.
template <class T>
struct Product {
  const T* a;
  const T* b;
  T* c;
  int64_t m, n, k;
  int64_t a_row_stride, a_col_stride;
  int64_t b_row_stride, b_col_stride;
  int64_t c_row_stride;
  bool accumulate;
};

// A block of B (kBlockK x kBlockN, 1 MiB) is copied once and stays in the second cache level, with
// kBlockM rows of A; a panel of it (kBlockK x a few vectors) mostly in the first. More terms mean
// that C, often further away than both, is read and written fewer times.
inline constexpr int64_t kBlockM = 224;
template <class T>
inline constexpr int64_t kBlockK = sizeof(T) == 4 ? 512 : 256;
template <class T>
inline constexpr int64_t kBlockN = 512;

// Widest step in columns that keeps whole panels on every target, and the grain of all column cuts.
inline constexpr int64_t kColumnGrain = 32;

// Rows and terms above which copying B into panels pays.
inline constexpr int64_t kPackBRows = 24;
inline constexpr int64_t kPackBTerms = 32;

// Columns above which copying A pays: when it lies along k, the tiles can read it well in place.
inline constexpr int64_t kPackACols = 256;
inline constexpr int64_t kPackLyingACols = 1023;

// Blocks of C for an epilogue while few terms make a product: their size, and least rows. Gradient
// and step of Adam of a 512x512 weight take 5 to 9 % less time than with blocks of kBlockM rows
// (one thread, AVX-512, 32 and 128 terms), of 784x512 4 to 7 %; of 784x128, which the second cache
// level holds with its means, and with AVX2 there is no difference.
inline constexpr int64_t kFinishTerms = 160;
inline constexpr int64_t kFinishBytes = 16 * 1024;
inline constexpr int64_t kFinishRows = 32;

// A panel that is turned before its use: two thirds of a first cache of 48 KiB, as what it is
// turned from passes through there too.
inline constexpr int64_t kPanelBytes = 32 * 1024;

// Rows of B at a multiple of this distance fall on the same sets of the first cache.
inline constexpr int64_t kAliasingBytes = 4096;

// The transposed way, for narrow C: most columns, and the block of rows and terms.
inline constexpr int64_t kTurnColumns = 32;
inline constexpr int64_t kTurnRows = 1024;

constexpr int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }
constexpr int64_t round_up(int64_t a, int64_t b) { return ceil_div(a, b) * b; }

// `extent` cut into the fewest pieces of at most `limit` (a multiple of `grain`), all about equal.
constexpr int64_t balanced_block(int64_t extent, int64_t limit, int64_t grain) {
  if (extent <= limit) return std::max(grain, round_up(extent, grain));
  const int64_t pieces = ceil_div(extent, limit);
  return std::max(grain, round_up(ceil_div(extent, pieces), grain));
}

// Scratch of one worker, in elements: packed B, then packed A.
template <class T>
constexpr int64_t packed_b_size(int64_t n, int64_t k) {
  return std::min(k, kBlockK<T>) * std::min(round_up(n, kColumnGrain), kBlockN<T>);
}
template <class T>
constexpr int64_t packed_a_size(int64_t m, int64_t k) {
  return round_up(std::min(k, kBlockK<T>) * std::min(m, kBlockM), kColumnGrain);
}

// The grid of chunks that threads claim. A chunk is a product of its own: what chunks share of A
// and B each of them packs again, which is cheap when chunks are about square.
struct Grid {
  int64_t rows_per_chunk, cols_per_chunk;
  int64_t chunk_rows, chunk_cols;  // number of chunks down and across

  int64_t chunks() const { return chunk_rows * chunk_cols; }
};

// Chunks worth making of that many multiply-adds; 1 where threads bring nothing.
int64_t wanted_chunks(int64_t m, int64_t n, int64_t k, int threads);

Grid gemm_grid(int64_t m, int64_t n, int64_t k, bool b_lies_along_k, int threads);

// One rectangle of C on the calling thread, with the instructions chosen at run time. `scratch`:
// packed_b_size + packed_a_size elements at a multiple of 64 bytes.
void multiply_rectangle(const Product<float>& p, const Rectangle& r, float* scratch,
                        const Epilogue& epilogue, int worker);
void multiply_rectangle(const Product<double>& p, const Rectangle& r, double* scratch,
                        const Epilogue& epilogue, int worker);

}  // namespace glia::kernels
