// Moving values: strided views made contiguous, rows gathered and scattered, types converted.
//
// No bounds are checked and nothing is threaded: the caller answers for indices and cuts the work.
// Sources and destinations must not overlap. Safe to call from any thread.
#pragma once

#include <cstdint>

namespace glia::kernels {

inline constexpr int kMaxRank = 16;

// dst (contiguous, row-major) = the array of this extent at src, with strides in elements; a
// stride may be 0 (broadcast) or negative. rank 0 copies one value; an extent of 0 copies none.
// rank is at most kMaxRank.
// T: uint8_t, int32_t, int64_t, float, double.
template <class T>
void strided_copy(const T* src, const int64_t* extent, const int64_t* stride, int rank, T* dst);

// dst[k, :] = src[index[k], :], 0 <= k < n, rows of row_size contiguous elements. T as above.
template <class T>
void gather_rows(const T* src, int64_t row_size, const int64_t* index, int64_t n, T* dst);

// dst[index[k], :] += src[k, :] for k = 0 .. n-1 in this order, so that a repeated index
// adds up to the same bits each time. T: float, double.
template <class T>
void scatter_add_rows(const T* src, int64_t row_size, const int64_t* index, int64_t n, T* dst);

// out[i] = To(from[i] * scale + shift), computed in double and rounded once to To.
// From: uint8_t, int32_t, int64_t, float, double; To: float, double.
template <class From, class To>
void convert(const From* from, int64_t n, double scale, double shift, To* out);

// dst[k, :] = convert(src[index[k], :]): the batch gather of a data set that keeps its own type.
template <class From, class To>
void gather_convert_rows(const From* src, int64_t row_size, const int64_t* index, int64_t n,
                         double scale, double shift, To* dst);

// Asks for memory that is read soon; changes nothing.
void fetch(const void* from, int64_t bytes);

}  // namespace glia::kernels
