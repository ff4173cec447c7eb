// Rows of features that are asked for some at a time: they need not lie in memory as T, all of
// them.
#pragma once

#include <cstdint>
#include <functional>

#include "glia/kernels/view.h"

namespace glia::classic {

template <class T>
struct FeatureRows {
  static constexpr int64_t kMostAtOnce = 128;  // few enough for a thread's cache

  int64_t rows = 0;
  int64_t cols = 0;
  // The rows [begin, begin + count), unit column stride, the same each time; valid until the next
  // call for the same worker of a pool; count <= kMostAtOnce. Calls for different workers may
  // overlap in time.
  std::function<kernels::Matrix<const T>(int64_t begin, int64_t count, int worker)> some;
};

// The rows of a matrix, where they lie.
template <class T>
FeatureRows<T> rows_of(kernels::Matrix<const T> x) {
  return {x.rows, x.cols, [x](int64_t begin, int64_t count, int) {
            return kernels::Matrix<const T>{x.data + begin * x.row_stride, count, x.cols,
                                            x.row_stride, x.col_stride};
          }};
}

}  // namespace glia::classic
