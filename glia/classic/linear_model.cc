#include "glia/classic/linear_model.h"

#include "glia/base/aligned_buffer.h"
#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/base/thread_pool.h"
#include "glia/kernels/gemm.h"

namespace glia::classic {

template <class T>
std::vector<double> LinearModel::apply(kernels::Matrix<const T> x, ThreadPool& pool) const {
  if (x.cols != features) {
    fail(ErrorKind::kUsage, say("linear model: fitted on {} features, given {}", features, x.cols));
  }
  const std::vector<T> weights(coefficients.begin(), coefficients.end());
  std::vector<T> products(static_cast<size_t>(x.rows * outputs));
  AlignedBuffer scratch(kernels::gemm_scratch_bytes<T>(x.rows, outputs, features, pool.threads()));
  kernels::gemm<T>(x, {weights.data(), features, outputs, outputs, 1},
                   {products.data(), x.rows, outputs, outputs, 1}, false, scratch.data(), pool);
  std::vector<double> result(products.begin(), products.end());
  for (size_t i = 0; i < result.size(); ++i) result[i] += intercept[i % intercept.size()];
  return result;
}

template std::vector<double> LinearModel::apply(kernels::Matrix<const float>, ThreadPool&) const;
template std::vector<double> LinearModel::apply(kernels::Matrix<const double>, ThreadPool&) const;

}  // namespace glia::classic
