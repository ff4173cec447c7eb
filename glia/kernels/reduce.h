// Reductions over one axis of a contiguous array seen as [outer, reduce, inner] -> [outer, inner].
//
// Work is cut into blocks of fixed size, so the result has the same bits for any number of
// threads, and a row alone has the bits it has among others. T: float or double.
// in and out must not overlap. Thread-safe as long as calls use different scratch.
#pragma once

#include <cstddef>
#include <cstdint>

namespace glia {
class ThreadPool;
}

namespace glia::kernels {

// Bytes of scratch, aligned to 8, that sum() needs. 0 for short axes: scratch may then be null.
size_t reduce_scratch_bytes(int64_t outer, int64_t reduce, int64_t inner);

// out[o, i] = sum over r of in[o, r, i], added in double. The sum of nothing is 0.
template <class T>
void sum(const T* in, int64_t outer, int64_t reduce, int64_t inner, T* out, void* scratch,
         ThreadPool& pool);

// out[o, i] = the largest of in[o, :, i], NaN if one is NaN. reduce must be at least 1.
template <class T>
void max(const T* in, int64_t outer, int64_t reduce, int64_t inner, T* out, ThreadPool& pool);

// out[o, i] = index r of the largest of in[o, :, i]: the first of equals; the first NaN if there
// is one. reduce must be at least 1.
template <class T>
void argmax(const T* in, int64_t outer, int64_t reduce, int64_t inner, int64_t* out,
            ThreadPool& pool);

}  // namespace glia::kernels
