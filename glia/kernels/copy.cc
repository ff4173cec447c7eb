#include "glia/kernels/copy.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "glia/base/error.h"
#include "glia/kernels/convert_bytes.h"

namespace glia::kernels {
namespace {

// The same array with as few axes as possible: no extents of 1, and neighbours that one stride
// walks through are one axis.
struct Axes {
  int rank = 0;
  int64_t extent[kMaxRank] = {};
  int64_t stride[kMaxRank] = {};
};

Axes merge_axes(const int64_t* extent, const int64_t* stride, int rank) {
  Axes axes;
  for (int axis = 0; axis < rank; ++axis) {
    if (extent[axis] == 1) continue;
    const int last = axes.rank - 1;
    if (last >= 0 && axes.stride[last] == stride[axis] * extent[axis]) {
      axes.extent[last] *= extent[axis];
      axes.stride[last] = stride[axis];
    } else {
      axes.extent[axes.rank] = extent[axis];
      axes.stride[axes.rank] = stride[axis];
      ++axes.rank;
    }
  }
  return axes;
}

template <class T>
void copy_line(const T* src, int64_t n, int64_t stride, T* dst) {
  if (stride == 1) {
    std::memcpy(dst, src, static_cast<size_t>(n) * sizeof(T));
  } else if (stride == 0) {
    std::fill_n(dst, n, *src);
  } else {
    for (int64_t i = 0; i < n; ++i) dst[i] = src[i * stride];
  }
}

// Row-major dst of a src whose rows lie side by side: in squares, so that each cache line of src
// is read while it is still at hand.
template <class T>
void transpose(const T* src, int64_t rows, int64_t cols, int64_t col_stride, T* dst) {
  constexpr int64_t kSquare = 16;
  for (int64_t r = 0; r < rows; r += kSquare) {
    const int64_t r_end = std::min(rows, r + kSquare);
    for (int64_t c = 0; c < cols; c += kSquare) {
      const int64_t c_end = std::min(cols, c + kSquare);
      for (int64_t i = r; i < r_end; ++i) {
        for (int64_t j = c; j < c_end; ++j) dst[i * cols + j] = src[i + j * col_stride];
      }
    }
  }
}

// Returns the end of what was written.
template <class T>
T* copy_axes(const T* src, const Axes& axes, int axis, T* dst) {
  const int64_t n = axes.extent[axis];
  const int64_t stride = axes.stride[axis];
  const int left = axes.rank - axis;
  if (left == 1) {
    copy_line(src, n, stride, dst);
    return dst + n;
  }
  if (left == 2 && stride == 1) {
    transpose(src, n, axes.extent[axis + 1], axes.stride[axis + 1], dst);
    return dst + n * axes.extent[axis + 1];
  }
  for (int64_t i = 0; i < n; ++i) dst = copy_axes(src + i * stride, axes, axis + 1, dst);
  return dst;
}

template <class From, class To>
To convert_one(From value, double scale, double shift) {
  return static_cast<To>(static_cast<double>(value) * scale + shift);
}

}  // namespace

template <class T>
void strided_copy(const T* src, const int64_t* extent, const int64_t* stride, int rank, T* dst) {
  GLIA_ASSERT(rank >= 0 && rank <= kMaxRank);
  for (int axis = 0; axis < rank; ++axis) {
    if (extent[axis] == 0) return;
  }
  const Axes axes = merge_axes(extent, stride, rank);
  if (axes.rank == 0) {
    *dst = *src;
  } else {
    copy_axes(src, axes, 0, dst);
  }
}

template <class T>
void gather_rows(const T* src, int64_t row_size, const int64_t* index, int64_t n, T* dst) {
  for (int64_t k = 0; k < n; ++k) {
    std::copy_n(src + index[k] * row_size, row_size, dst + k * row_size);
  }
}

template <class T>
void scatter_add_rows(const T* src, int64_t row_size, const int64_t* index, int64_t n, T* dst) {
  for (int64_t k = 0; k < n; ++k) {
    const T* from = src + k * row_size;
    T* to = dst + index[k] * row_size;
    for (int64_t c = 0; c < row_size; ++c) to[c] += from[c];
  }
}

template <class From, class To>
void convert(const From* from, int64_t n, double scale, double shift, To* out) {
  if constexpr (std::is_same_v<From, uint8_t>) {
    return convert_bytes(from, n, scale, shift, out);
  }
  if constexpr (std::is_same_v<From, To>) {
    if (scale == 1.0 && shift == 0.0) {
      std::copy_n(from, n, out);
      return;
    }
  }
  for (int64_t i = 0; i < n; ++i) out[i] = convert_one<From, To>(from[i], scale, shift);
}

template <class From, class To>
void gather_convert_rows(const From* src, int64_t row_size, const int64_t* index, int64_t n,
                         double scale, double shift, To* dst) {
  for (int64_t k = 0; k < n; ++k) {
    convert(src + index[k] * row_size, row_size, scale, shift, dst + k * row_size);
  }
}

void fetch([[maybe_unused]] const void* from, [[maybe_unused]] int64_t bytes) {
#if defined(__GNUC__)
  constexpr int64_t kLine = 64;
  const char* const first = static_cast<const char*>(from);
  for (int64_t at = 0; at < bytes; at += kLine) __builtin_prefetch(first + at, 0, 2);
  if (bytes > 0) __builtin_prefetch(first + bytes - 1, 0, 2);
#endif
}

// NOLINTBEGIN(bugprone-macro-parentheses): a type can't stand in parentheses
#define GLIA_INSTANTIATE_COPY(T)                                                    \
  template void strided_copy<T>(const T*, const int64_t*, const int64_t*, int, T*); \
  template void gather_rows<T>(const T*, int64_t, const int64_t*, int64_t, T*)
GLIA_INSTANTIATE_COPY(uint8_t);
GLIA_INSTANTIATE_COPY(int32_t);
GLIA_INSTANTIATE_COPY(int64_t);
GLIA_INSTANTIATE_COPY(float);
GLIA_INSTANTIATE_COPY(double);
#undef GLIA_INSTANTIATE_COPY

template void scatter_add_rows<float>(const float*, int64_t, const int64_t*, int64_t, float*);
template void scatter_add_rows<double>(const double*, int64_t, const int64_t*, int64_t, double*);

#define GLIA_INSTANTIATE_CONVERT(From, To)                                                   \
  template void convert<From, To>(const From*, int64_t, double, double, To*);                \
  template void gather_convert_rows<From, To>(const From*, int64_t, const int64_t*, int64_t, \
                                              double, double, To*)
GLIA_INSTANTIATE_CONVERT(uint8_t, float);
GLIA_INSTANTIATE_CONVERT(int32_t, float);
GLIA_INSTANTIATE_CONVERT(int64_t, float);
GLIA_INSTANTIATE_CONVERT(float, float);
GLIA_INSTANTIATE_CONVERT(double, float);
GLIA_INSTANTIATE_CONVERT(uint8_t, double);
GLIA_INSTANTIATE_CONVERT(int32_t, double);
GLIA_INSTANTIATE_CONVERT(int64_t, double);
GLIA_INSTANTIATE_CONVERT(float, double);
GLIA_INSTANTIATE_CONVERT(double, double);
#undef GLIA_INSTANTIATE_CONVERT
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace glia::kernels
