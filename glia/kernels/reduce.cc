// The axis is cut into blocks and the inner size into tiles. Each (outer, block, tile) is one piece
// of work; with more than one block, partial sums meet in scratch and are added in their order.
#include "glia/kernels/reduce.h"

#include <algorithm>
#include <cmath>

#include "glia/base/error.h"
#include "glia/base/thread_pool.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/reduce.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include "glia/kernels/sum-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

double row_sum_f32(const float* x, int64_t n) { return contiguous_sum(x, n); }
double row_sum_f64(const double* x, int64_t n) { return contiguous_sum(x, n); }
void short_row_sums_f32(const float* in, int64_t rows, int64_t n, float* out) {
  short_row_sums(in, rows, n, out);
}
void short_row_sums_f64(const double* in, int64_t rows, int64_t n, double* out) {
  short_row_sums(in, rows, n, out);
}
void add_rows_f32(const float* in, int64_t rows, int64_t stride, int64_t cols, double* sums) {
  add_rows(in, rows, stride, cols, sums);
}
void add_rows_f64(const double* in, int64_t rows, int64_t stride, int64_t cols, double* sums) {
  add_rows(in, rows, stride, cols, sums);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {
namespace {

HWY_EXPORT(row_sum_f32);
HWY_EXPORT(row_sum_f64);
HWY_EXPORT(short_row_sums_f32);
HWY_EXPORT(short_row_sums_f64);
HWY_EXPORT(add_rows_f32);
HWY_EXPORT(add_rows_f64);

double row_sum(const float* x, int64_t n) { return HWY_DYNAMIC_DISPATCH(row_sum_f32)(x, n); }
double row_sum(const double* x, int64_t n) { return HWY_DYNAMIC_DISPATCH(row_sum_f64)(x, n); }
void short_row_sums(const float* in, int64_t rows, int64_t n, float* out) {
  HWY_DYNAMIC_DISPATCH(short_row_sums_f32)(in, rows, n, out);
}
void short_row_sums(const double* in, int64_t rows, int64_t n, double* out) {
  HWY_DYNAMIC_DISPATCH(short_row_sums_f64)(in, rows, n, out);
}
void add_rows(const float* in, int64_t rows, int64_t stride, int64_t cols, double* sums) {
  HWY_DYNAMIC_DISPATCH(add_rows_f32)(in, rows, stride, cols, sums);
}
void add_rows(const double* in, int64_t rows, int64_t stride, int64_t cols, double* sums) {
  HWY_DYNAMIC_DISPATCH(add_rows_f64)(in, rows, stride, cols, sums);
}

// Block sizes are part of the result's bits: they depend on nothing but the shape.
constexpr int64_t kRowBlock = 16384;   // values of one contiguous row
constexpr int64_t kColumnBlock = 512;  // rows that are added side by side
constexpr int64_t kTile = 256;         // columns side by side: 2 KiB of partial sums
constexpr int64_t kGrain = 8192;       // values that are worth handing to a thread
constexpr int64_t kShortRow = 16;      // values that are summed beside those of other rows

int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

int64_t block_size(int64_t inner) { return inner == 1 ? kRowBlock : kColumnBlock; }

int64_t block_count(int64_t reduce, int64_t inner) {
  return std::max<int64_t>(1, ceil_div(reduce, block_size(inner)));
}

// Calls piece(i) for 0 <= i < count, several at a time when each touches few values.
template <class Piece>
void run_pieces(ThreadPool& pool, int64_t count, int64_t values_each, const Piece& piece) {
  const int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(1, values_each));
  if (count <= grain || pool.threads() == 1) {
    for (int64_t i = 0; i < count; ++i) piece(i);
    return;
  }
  pool.run(ceil_div(count, grain), [&](int64_t group, int) {
    const int64_t end = std::min(count, (group + 1) * grain);
    for (int64_t i = group * grain; i < end; ++i) piece(i);
  });
}

template <class T>
bool is_greater(T candidate, T best) {
  // The first NaN wins and stays.
  return candidate > best || (std::isnan(candidate) && !std::isnan(best));
}

// Of a row.
template <class T>
int64_t argmax_of(const T* row, int64_t n) {
  int64_t best = 0;
  T largest = row[0];
  for (int64_t k = 1; k < n; ++k) {
    const bool greater = is_greater(row[k], largest);
    best = greater ? k : best;
    largest = greater ? row[k] : largest;
  }
  return best;
}

}  // namespace

size_t reduce_scratch_bytes(int64_t outer, int64_t reduce, int64_t inner) {
  const int64_t blocks = block_count(reduce, inner);
  if (blocks == 1) return 0;
  return static_cast<size_t>(outer) * static_cast<size_t>(blocks) * static_cast<size_t>(inner) *
         sizeof(double);
}

template <class T>
void sum(const T* in, int64_t outer, int64_t reduce, int64_t inner, T* out, void* scratch,
         ThreadPool& pool) {
  if (outer == 0 || inner == 0) return;
  if (inner == 1 && reduce > 1 && reduce <= kShortRow) {
    const int64_t rows = kGrain / reduce;
    return run_pieces(pool, ceil_div(outer, rows), kGrain, [&](int64_t piece) {
      const int64_t first = piece * rows;
      short_row_sums(in + first * reduce, std::min(rows, outer - first), reduce, out + first);
    });
  }
  const int64_t size = block_size(inner);
  const int64_t blocks = block_count(reduce, inner);
  const int64_t tiles = ceil_div(inner, kTile);
  double* partial = static_cast<double*>(scratch);  // [outer, blocks, inner]
  GLIA_ASSERT(blocks == 1 || partial != nullptr);

  const int64_t values_each = std::min(size, reduce) * std::min(inner, kTile);
  run_pieces(pool, outer * blocks * tiles, values_each, [&](int64_t index) {
    const int64_t tile = index % tiles;
    const int64_t block = index / tiles % blocks;
    const int64_t o = index / tiles / blocks;
    const int64_t row = block * size;
    const int64_t rows = std::min(size, reduce - row);
    const int64_t column = tile * kTile;
    const int64_t columns = std::min(kTile, inner - column);
    const T* from = in + (o * reduce + row) * inner + column;
    double sums[kTile];
    if (inner == 1) {
      sums[0] = row_sum(from, rows);
    } else {
      std::fill_n(sums, columns, 0.0);
      add_rows(from, rows, inner, columns, sums);
    }
    if (blocks == 1) {
      T* to = out + o * inner + column;
      for (int64_t c = 0; c < columns; ++c) to[c] = static_cast<T>(sums[c]);
    } else {
      std::copy_n(sums, columns, partial + (o * blocks + block) * inner + column);
    }
  });
  if (blocks == 1) return;

  run_pieces(pool, outer * inner, blocks, [&](int64_t index) {
    const int64_t o = index / inner;
    const int64_t c = index % inner;
    double total = 0.0;
    for (int64_t block = 0; block < blocks; ++block) {
      total += partial[(o * blocks + block) * inner + c];
    }
    out[index] = static_cast<T>(total);
  });
}

template <class T>
void max(const T* in, int64_t outer, int64_t reduce, int64_t inner, T* out, ThreadPool& pool) {
  GLIA_ASSERT(reduce > 0 || outer == 0 || inner == 0);
  run_pieces(pool, outer, reduce * inner, [&](int64_t o) {
    const T* from = in + o * reduce * inner;
    T* best = out + o * inner;
    std::copy_n(from, inner, best);
    for (int64_t r = 1; r < reduce; ++r) {
      const T* row = from + r * inner;
      for (int64_t c = 0; c < inner; ++c) best[c] = is_greater(row[c], best[c]) ? row[c] : best[c];
    }
  });
}

template <class T>
void argmax(const T* in, int64_t outer, int64_t reduce, int64_t inner, int64_t* out,
            ThreadPool& pool) {
  GLIA_ASSERT(reduce > 0 || outer == 0 || inner == 0);
  if (inner == 1) {
    return run_pieces(pool, outer, reduce,
                      [&](int64_t o) { out[o] = argmax_of(in + o * reduce, reduce); });
  }
  run_pieces(pool, outer, reduce * inner, [&](int64_t o) {
    const T* from = in + o * reduce * inner;
    int64_t* best = out + o * inner;
    std::fill_n(best, inner, int64_t{0});
    for (int64_t r = 1; r < reduce; ++r) {
      const T* row = from + r * inner;
      for (int64_t c = 0; c < inner; ++c) {
        if (is_greater(row[c], from[best[c] * inner + c])) best[c] = r;
      }
    }
  });
}

template void sum<float>(const float*, int64_t, int64_t, int64_t, float*, void*, ThreadPool&);
template void sum<double>(const double*, int64_t, int64_t, int64_t, double*, void*, ThreadPool&);
template void max<float>(const float*, int64_t, int64_t, int64_t, float*, ThreadPool&);
template void max<double>(const double*, int64_t, int64_t, int64_t, double*, ThreadPool&);
template void argmax<float>(const float*, int64_t, int64_t, int64_t, int64_t*, ThreadPool&);
template void argmax<double>(const double*, int64_t, int64_t, int64_t, int64_t*, ThreadPool&);

}  // namespace glia::kernels
#endif  // HWY_ONCE
