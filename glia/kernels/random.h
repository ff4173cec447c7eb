// Random numbers as pure functions of (seed, stream, step, element): no generator, no state.
//
// Element i takes word i % 4 of Philox block i / 4; base/random.h has the exact rule, and
// these kernels give the same words, only faster. A range may be split at any element and over
// any threads without changing a bit. T: float or double.
#pragma once

#include <cstdint>

namespace glia::kernels {

// out[k] = u(first + k), 0 <= k < n, with u = (word >> 8) * 2^-24: multiples of 2^-24 in [0, 1).
template <class T>
void uniform(T* out, int64_t n, int64_t first, uint64_t seed, uint64_t stream, uint64_t step);

// Standard normal values, by the transform of Box and Muller 1958 in double: elements 2j, 2j + 1 =
//   r cos(2 pi v), r sin(2 pi v),  r = sqrt(-2 log u),  u = (word(2j) + 1/2) 2^-32,
//   v = word(2j + 1) 2^-32.
// |value| < 6.8.
template <class T>
void normal(T* out, int64_t n, int64_t first, uint64_t seed, uint64_t stream, uint64_t step);

// out[k] = u >= rate ? x[k] / (1 - rate) : 0, with u the value that uniform() gives to element
// first + k. 0 <= rate < 1. A dropped NaN becomes 0. out may be x.
template <class T>
void dropout(const T* x, T* out, int64_t n, int64_t first, uint64_t seed, uint64_t stream,
             uint64_t step, double rate);

// Permutes first[0..n) by (seed, epoch, n) alone. The same start gives the same result, so fill
// it anew each epoch if a resumed run has to see the order of an uninterrupted one.
void shuffle(int64_t* first, int64_t n, uint64_t seed, uint64_t epoch);

}  // namespace glia::kernels
