#include "glia/kernels/gemm_blocks.h"

namespace glia::kernels {
namespace {

// Multiply-adds below which a chunk isn't worth handing to a thread: about 3 us at 100 GFLOP/s,
// a few times what claiming one costs.
constexpr int64_t kChunkWork = int64_t{1} << 17;

// Chunks for each thread: a slow thread's share can be taken by the others in steps of this size.
constexpr int64_t kChunksPerThread = 4;

// Least rows of a chunk: two tiles.
constexpr int64_t kRowGrain = 16;

// Rows of a chunk that are enough for it to copy B once more, if B is wide, or to turn it.
constexpr int64_t kCopyRows = 512;
constexpr int64_t kTurningRows = 128;

}  // namespace

int64_t wanted_chunks(int64_t m, int64_t n, int64_t k, int threads) {
  // As double, for the product of three int64_t may overflow.
  const double work = static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
  const double affordable = work / static_cast<double>(kChunkWork);
  if (threads == 1 || affordable < 2) return 1;
  return static_cast<int64_t>(
      std::min(affordable, static_cast<double>(threads * kChunksPerThread)));
}

Grid gemm_grid(int64_t m, int64_t n, int64_t k, bool b_lies_along_k, int threads) {
  const int64_t wanted = wanted_chunks(m, n, k, threads);
  if (wanted == 1) return {m, n, 1, 1};

  const int64_t least_rows = std::clamp(n / 4, kRowGrain, kCopyRows);
  const int64_t most_cols = ceil_div(n, kColumnGrain);
  // The longer side first. Forward that is the columns, so that each weight is read by one thread
  // only; of a weight's gradient mostly the rows, whole ones, so that no two threads write near
  // each other. A B that lies along k is turned by every chunk of rows: the columns first.
  int64_t down = 1;
  int64_t across = 1;
  if (n > m || (b_lies_along_k && most_cols >= threads)) {
    across = std::min(wanted, most_cols);
    // Few columns: rows as well, so that a slow thread's share can be taken over.
    const int64_t fewest_rows = b_lies_along_k ? kTurningRows : kRowGrain;
    if (across < 2 * threads) {
      down = std::clamp<int64_t>(wanted / across, 1, ceil_div(m, fewest_rows));
    }
  } else {
    down = std::min(wanted, ceil_div(m, least_rows));
    across = std::clamp<int64_t>(wanted / down, 1, most_cols);
  }

  Grid grid;
  grid.rows_per_chunk = ceil_div(m, down);
  grid.cols_per_chunk = round_up(ceil_div(n, across), kColumnGrain);
  grid.chunk_rows = ceil_div(m, grid.rows_per_chunk);
  grid.chunk_cols = ceil_div(n, grid.cols_per_chunk);
  return grid;
}

}  // namespace glia::kernels
