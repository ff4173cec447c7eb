// Views that kernels compute over: a pointer, extents and strides, nothing owned.
//
// Strides count elements. A stride of 0 repeats one element (broadcast). No view checks its
// bounds: whoever makes it answers for it.
#pragma once

#include <cstdint>

namespace glia::kernels {

template <class T>
struct Matrix {
  T* data = nullptr;
  int64_t rows = 0;
  int64_t cols = 0;
  int64_t row_stride = 0;
  int64_t col_stride = 1;
};

struct Rectangle {
  int64_t row_begin, row_end, col_begin, col_end;
};

// What to do with a finished rectangle of a product while it is still in cache: called once for
// each rectangle, by the thread that computed it, after the last term of its sums.
struct Epilogue {
  using Function = void (*)(const void* context, int64_t row_begin, int64_t row_end,
                            int64_t col_begin, int64_t col_end, int worker);
  Function finish = nullptr;
  const void* context = nullptr;
};

}  // namespace glia::kernels
