// The matrix product's outside: division over threads and scratch.
#include "glia/kernels/gemm.h"

#include <algorithm>

#include "glia/base/error.h"
#include "glia/base/float_env.h"
#include "glia/base/thread_pool.h"
#include "glia/kernels/gemm_blocks.h"

namespace glia::kernels {
namespace {

constexpr size_t kScratchAlignment = 64;

template <class T>
size_t worker_scratch_bytes(int64_t m, int64_t n, int64_t k) {
  const int64_t elements = packed_b_size<T>(n, k) + packed_a_size<T>(m, k);
  return static_cast<size_t>(round_up(elements * static_cast<int64_t>(sizeof(T)),
                                      static_cast<int64_t>(kScratchAlignment)));
}

std::byte* align_up(void* pointer) {
  const uintptr_t address = reinterpret_cast<uintptr_t>(pointer);
  const uintptr_t past = address % kScratchAlignment;
  return static_cast<std::byte*>(pointer) + (past == 0 ? 0 : kScratchAlignment - past);
}

}  // namespace

template <class T>
size_t gemm_scratch_bytes(int64_t m, int64_t n, int64_t k, int threads) {
  return worker_scratch_bytes<T>(m, n, k) * static_cast<size_t>(threads) + kScratchAlignment;
}

template <class T>
void gemm(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, bool accumulate, void* scratch,
          ThreadPool& pool, const Epilogue& epilogue) {
  GLIA_ASSERT(a.rows == c.rows && b.cols == c.cols && a.cols == b.rows);
  GLIA_ASSERT(c.col_stride == 1 || c.cols <= 1);
  if (c.rows == 0 || c.cols == 0) return;

  const Product<T> product = {.a = a.data,
                              .b = b.data,
                              .c = c.data,
                              .m = c.rows,
                              .n = c.cols,
                              .k = a.cols,
                              .a_row_stride = a.row_stride,
                              .a_col_stride = a.col_stride,
                              .b_row_stride = b.row_stride,
                              .b_col_stride = b.cols == 1 ? 1 : b.col_stride,
                              .c_row_stride = c.row_stride,
                              .accumulate = accumulate};
  // The same for one thread as for many: workers of the pool flush too.
  const FlushDenormals flush;
  const Grid grid =
      gemm_grid(product.m, product.n, product.k, product.b_col_stride != 1, pool.threads());
  if (grid.chunks() == 1) {
    multiply_rectangle(product, {0, product.m, 0, product.n},
                       reinterpret_cast<T*>(align_up(scratch)), epilogue, 0);
    return;
  }
  std::byte* const first_scratch = align_up(scratch);
  const size_t scratch_step = worker_scratch_bytes<T>(product.m, product.n, product.k);
  pool.run(grid.chunks(), [&](int64_t chunk, int worker) {
    const int64_t row = chunk % grid.chunk_rows * grid.rows_per_chunk;
    const int64_t column = chunk / grid.chunk_rows * grid.cols_per_chunk;
    const Rectangle rectangle = {row, std::min(row + grid.rows_per_chunk, product.m), column,
                                 std::min(column + grid.cols_per_chunk, product.n)};
    multiply_rectangle(
        product, rectangle,
        reinterpret_cast<T*>(first_scratch + static_cast<size_t>(worker) * scratch_step), epilogue,
        worker);
  });
}

template size_t gemm_scratch_bytes<float>(int64_t, int64_t, int64_t, int);
template size_t gemm_scratch_bytes<double>(int64_t, int64_t, int64_t, int);
template void gemm(Matrix<const float>, Matrix<const float>, Matrix<float>, bool, void*,
                   ThreadPool&, const Epilogue&);
template void gemm(Matrix<const double>, Matrix<const double>, Matrix<double>, bool, void*,
                   ThreadPool&, const Epilogue&);

}  // namespace glia::kernels
