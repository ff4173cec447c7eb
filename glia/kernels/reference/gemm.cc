#include "glia/kernels/reference/gemm.h"

#include <cmath>

namespace glia::kernels::reference {

template <class T>
void gemm(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, bool accumulate, bool fused) {
  for (int64_t i = 0; i < c.rows; ++i) {
    for (int64_t j = 0; j < c.cols; ++j) {
      T& out = c.data[i * c.row_stride + j * c.col_stride];
      T sum = accumulate ? out : T{0};
      for (int64_t k = 0; k < a.cols; ++k) {
        const T x = a.data[i * a.row_stride + k * a.col_stride];
        const T y = b.data[k * b.row_stride + j * b.col_stride];
        sum = fused ? std::fma(x, y, sum) : x * y + sum;
      }
      out = sum;
    }
  }
}

template void gemm(Matrix<const float>, Matrix<const float>, Matrix<float>, bool, bool);
template void gemm(Matrix<const double>, Matrix<const double>, Matrix<double>, bool, bool);

}  // namespace glia::kernels::reference
