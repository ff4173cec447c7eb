// Copies as one index computation per element: the oracle of the tests. Contracts as in
// kernels/copy.h.
#pragma once

#include <cstdint>

namespace glia::kernels::reference {

template <class T>
void strided_copy(const T* src, const int64_t* extent, const int64_t* stride, int rank, T* dst) {
  int64_t count = 1;
  for (int axis = 0; axis < rank; ++axis) count *= extent[axis];
  for (int64_t flat = 0; flat < count; ++flat) {
    int64_t rest = flat;
    int64_t offset = 0;
    for (int axis = rank - 1; axis >= 0; --axis) {
      offset += rest % extent[axis] * stride[axis];
      rest /= extent[axis];
    }
    dst[flat] = src[offset];
  }
}

template <class From, class To>
void gather_convert_rows(const From* src, int64_t row_size, const int64_t* index, int64_t n,
                         double scale, double shift, To* dst) {
  for (int64_t flat = 0; flat < n * row_size; ++flat) {
    const From value = src[index[flat / row_size] * row_size + flat % row_size];
    dst[flat] = static_cast<To>(static_cast<double>(value) * scale + shift);
  }
}

template <class T>
void scatter_add_rows(const T* src, int64_t row_size, const int64_t* index, int64_t n, T* dst) {
  for (int64_t flat = 0; flat < n * row_size; ++flat) {
    dst[index[flat / row_size] * row_size + flat % row_size] += src[flat];
  }
}

}  // namespace glia::kernels::reference
