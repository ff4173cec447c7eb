// Reductions and softmax as plain loops: the oracle of the tests. Shapes as in kernels/reduce.h
// and kernels/softmax.h; everything is summed in long double.
#pragma once

#include <cstdint>

namespace glia::kernels::reference {

template <class T>
void sum(const T* in, int64_t outer, int64_t reduce, int64_t inner, T* out);
template <class T>
void max(const T* in, int64_t outer, int64_t reduce, int64_t inner, T* out);
template <class T>
void argmax(const T* in, int64_t outer, int64_t reduce, int64_t inner, int64_t* out);

template <class T>
void softmax(const T* in, int64_t rows, int64_t cols, T* out);
template <class T>
void log_softmax(const T* in, int64_t rows, int64_t cols, T* out);

}  // namespace glia::kernels::reference
