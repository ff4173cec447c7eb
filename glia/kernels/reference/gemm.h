// The matrix product as a plain loop: the oracle for glia/kernels/gemm.h. Slow.
#pragma once

#include "glia/kernels/view.h"

namespace glia::kernels::reference {

// c = a b (+ c), any strides, terms added in the order of k. `fused`: each term is added with one
// rounding (std::fma), as targets with FMA do; otherwise product and sum are rounded apart.
template <class T>
void gemm(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, bool accumulate, bool fused = true);

}  // namespace glia::kernels::reference
