// C = A B, or C = A B + C: the dense matrix product, float and double.
//
// Our own, packed and cache-blocked. It never allocates: scratch memory is the caller's. A call may
// use all threads of a pool; calls with different scratch and different C may run at the same time.
#pragma once

#include <cstddef>
#include <cstdint>

#include "glia/kernels/view.h"

namespace glia {
class ThreadPool;
}

namespace glia::kernels {

// Bytes of scratch that gemm needs for C [m, n] and K terms with a pool of `threads`.
// Enough for every stride and instruction set. At most 1.6 MiB a thread, for double as for float.
template <class T>
size_t gemm_scratch_bytes(int64_t m, int64_t n, int64_t k, int threads);

// c[i, j] = (accumulate ? c[i, j] : 0) + a[i, 0] b[0, j] + a[i, 1] b[1, j] + ...
//
// a is [m, k], b is [k, n], with any strides: a transposed operand is a view with its strides
// swapped. c is [m, n] with col_stride 1 and row_stride >= n; it overlaps neither a, b nor scratch.
//
// The terms are added one after another in the order of k, each with a fused multiply-add where the
// target has one, so the bits of an element depend neither on m, n, its place, nor on the number of
// threads, and reference::gemm gives the same. Denormals count as zero on x86.
//
// epilogue.finish, if not null, is called for rectangles that together cover c exactly once, each
// as soon as it is complete, from the thread that computed it (worker < pool.threads()). m or n of
// 0: no call. It must not throw.
template <class T>
void gemm(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, bool accumulate, void* scratch,
          ThreadPool& pool, const Epilogue& epilogue = {});

}  // namespace glia::kernels
