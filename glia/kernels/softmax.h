// Softmax and its logarithm over the rows of a contiguous [rows, cols] array.
//
// The largest entry of a row is subtracted first, so no finite input overflows and a shift of the
// row changes nothing but rounding; sums are kept in double. Rows do not see each other: one row
// alone has the bits it has in a batch, for any number of threads. T: float or double.
// out may be in. cols may be 0.
#pragma once

#include <cstdint>

namespace glia {
class ThreadPool;
}

namespace glia::kernels {

// out[r, c] = e^(x[r, c] - m) / sum_c e^(x[r, c] - m),  m = max_c x[r, c].
// An entry of -inf gets 0; a row of nothing but -inf, or with +inf or NaN, gives NaN.
template <class T>
void softmax(const T* in, int64_t rows, int64_t cols, T* out, ThreadPool& pool);

// out[r, c] = x[r, c] - m - log sum_c e^(x[r, c] - m). An entry of -inf stays -inf.
template <class T>
void log_softmax(const T* in, int64_t rows, int64_t cols, T* out, ThreadPool& pool);

}  // namespace glia::kernels
