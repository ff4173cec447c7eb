#include "glia/kernels/gemm_blocks.h"

#include <cmath>

namespace glia::kernels {
namespace {

// Multiply-adds below which a chunk isn't worth handing to a thread: about 3 us at 100 GFLOP/s,
// a few times what claiming one costs.
constexpr int64_t kChunkWork = int64_t{1} << 17;

// Chunks for each thread: a slow thread's share can be taken by the others in steps of this size.
constexpr int64_t kChunksPerThread = 4;

// Least rows of a chunk: two tiles.
constexpr int64_t kRowGrain = 16;

}  // namespace

Grid gemm_grid(int64_t m, int64_t n, int64_t k, int threads) {
  const Grid whole = {m, n, 1, 1};
  // As double, for the product of three int64_t may overflow.
  const double work = static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
  const double affordable = work / static_cast<double>(kChunkWork);
  if (threads == 1 || affordable < 2) return whole;
  const int64_t wanted =
      static_cast<int64_t>(std::min(affordable, static_cast<double>(threads * kChunksPerThread)));

  const int64_t most_rows = ceil_div(m, kRowGrain);
  const int64_t most_cols = ceil_div(n, kColumnGrain);
  int64_t down = 1;
  int64_t across = 1;
  const double size_of_a = static_cast<double>(m) * static_cast<double>(k);
  const double size_of_rest =
      (static_cast<double>(m) + static_cast<double>(k)) * static_cast<double>(n);
  if (size_of_a <= 2 * size_of_rest) {
    // Columns first: a thread then meets the same columns of a weight in its product forward, its
    // gradient and its update, and they stay in that core's cache.
    across = std::min(wanted, most_cols);
  } else {
    // A is large. Each chunk reads its rows of A and columns of B: least in sum when it is square.
    const double square =
        std::sqrt(static_cast<double>(m) * static_cast<double>(n) / static_cast<double>(wanted));
    down = std::clamp<int64_t>(std::llround(static_cast<double>(m) / square), 1,
                               std::min(wanted, most_rows));
    across = std::clamp<int64_t>(wanted / down, 1, most_cols);
  }
  down = std::clamp<int64_t>(wanted / across, 1, most_rows);

  Grid grid;
  grid.rows_per_chunk = ceil_div(m, down);
  grid.cols_per_chunk = round_up(ceil_div(n, across), kColumnGrain);
  grid.chunk_rows = ceil_div(m, grid.rows_per_chunk);
  grid.chunk_cols = ceil_div(n, grid.cols_per_chunk);
  return grid;
}

}  // namespace glia::kernels
