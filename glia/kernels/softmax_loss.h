// Softmax cross entropy of the rows of a contiguous [rows, cols] array, and its derivative.
#pragma once

#include <cstdint>

namespace glia {
class ThreadPool;
}

namespace glia::kernels {

// With l = log_softmax(logits[r]) and h[c] = 1 where c is the class of the row, else 0:
//   picked[r]   = sum_c l[c] h[c]
//   slope[r, c] = scale h[c] - e^l[c] sum_c scale h[c]
// in just these operations, so the bits are those of computing one after the other. A class outside
// [0, cols) has h = 0.
template <class T>
struct SoftmaxLoss {
  const T* logits = nullptr;
  const int64_t* classes = nullptr;  // [rows]
  T scale = 0;
  int64_t rows = 0;
  int64_t cols = 0;
  T* picked = nullptr;  // [rows]
  T* slope = nullptr;   // [rows, cols], not logits
};

// T: float or double. Rows do not see each other.
template <class T>
void softmax_loss(const SoftmaxLoss<T>& loss, ThreadPool& pool);

}  // namespace glia::kernels
