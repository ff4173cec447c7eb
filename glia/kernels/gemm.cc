// The matrix product's outside: division over threads and scratch.
#include "glia/kernels/gemm.h"

#include "glia/base/error.h"
#include "glia/base/float_env.h"
#include "glia/base/thread_pool.h"
#include "glia/kernels/gemm_blocks.h"
#include "glia/kernels/gemm_internal.h"

namespace glia::kernels {
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

  const Product<T> product = product_of(a, b, c.data, c.row_stride, accumulate);
  // The same for one thread as for many: workers of the pool flush too.
  const FlushDenormals flush;
  const Grid grid =
      gemm_grid(product.m, product.n, product.k, product.b_col_stride != 1, pool.threads());
  const Scratch<T> room(scratch, product.m, product.n, product.k);
  for_each_chunk(grid, product.m, product.n, pool, [&](const Rectangle& rectangle, int worker) {
    multiply_rectangle(product, rectangle, room.of(worker), epilogue, worker);
  });
}

template size_t gemm_scratch_bytes<float>(int64_t, int64_t, int64_t, int);
template size_t gemm_scratch_bytes<double>(int64_t, int64_t, int64_t, int);
template void gemm(Matrix<const float>, Matrix<const float>, Matrix<float>, bool, void*,
                   ThreadPool&, const Epilogue&);
template void gemm(Matrix<const double>, Matrix<const double>, Matrix<double>, bool, void*,
                   ThreadPool&, const Epilogue&);

}  // namespace glia::kernels
