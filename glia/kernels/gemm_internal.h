// What the products of gemm.h and gemm_bands.h share: operands, scratch of each worker, chunks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "glia/base/thread_pool.h"
#include "glia/kernels/gemm_blocks.h"
#include "glia/kernels/view.h"

namespace glia::kernels {

template <class T>
Product<T> product_of(Matrix<const T> a, Matrix<const T> b, T* c, int64_t c_row_stride,
                      bool accumulate) {
  return {.a = a.data,
          .b = b.data,
          .c = c,
          .m = a.rows,
          .n = b.cols,
          .k = a.cols,
          .a_row_stride = a.row_stride,
          .a_col_stride = a.col_stride,
          .b_row_stride = b.row_stride,
          .b_col_stride = b.cols == 1 ? 1 : b.col_stride,
          .c_row_stride = c_row_stride,
          .accumulate = accumulate};
}

constexpr size_t kScratchAlignment = 64;

template <class T>
size_t worker_scratch_bytes(int64_t m, int64_t n, int64_t k) {
  const int64_t elements = packed_b_size<T>(n, k) + packed_a_size<T>(m, k);
  return static_cast<size_t>(round_up(elements * static_cast<int64_t>(sizeof(T)),
                                      static_cast<int64_t>(kScratchAlignment)));
}

// The pieces of the scratch given for C [m, n] and k terms; enough for a part of that product too.
template <class T>
class Scratch {
 public:
  Scratch(void* memory, int64_t m, int64_t n, int64_t k)
      : first_(align_up(memory)), step_(worker_scratch_bytes<T>(m, n, k)) {}

  T* of(int worker) const {
    return reinterpret_cast<T*>(first_ + static_cast<size_t>(worker) * step_);
  }

 private:
  static std::byte* align_up(void* pointer) {
    const uintptr_t past = reinterpret_cast<uintptr_t>(pointer) % kScratchAlignment;
    return static_cast<std::byte*>(pointer) + (past == 0 ? 0 : kScratchAlignment - past);
  }

  std::byte* first_;
  size_t step_;
};

// body(rectangle, worker) for every chunk of C [m, n].
template <class F>
void for_each_chunk(const Grid& grid, int64_t m, int64_t n, ThreadPool& pool, const F& body) {
  if (grid.chunks() == 1) return body(Rectangle{0, m, 0, n}, 0);
  pool.run(grid.chunks(), [&](int64_t chunk, int worker) {
    const int64_t row = chunk % grid.chunk_rows * grid.rows_per_chunk;
    const int64_t column = chunk / grid.chunk_rows * grid.cols_per_chunk;
    body(Rectangle{row, std::min(row + grid.rows_per_chunk, m), column,
                   std::min(column + grid.cols_per_chunk, n)},
         worker);
  });
}

}  // namespace glia::kernels
