#include <algorithm>

#include "glia/base/aligned_buffer.h"
#include "glia/classic/checks.h"
#include "glia/classic/normal_equations_internal.h"
#include "glia/kernels/gemm.h"

namespace glia::classic {

using kernels::Matrix;

namespace {

constexpr int64_t kBlockRows = 1024;

template <class T>
Matrix<const T> checked(const char* what, Matrix<const T> x, std::span<const double> targets,
                        int64_t outputs) {
  check_rows(what, x.rows, static_cast<int64_t>(check_targets(what, targets, outputs)));
  return x;
}

}  // namespace

template <class T>
NormalEquations<T>::NormalEquations(const char* what, Matrix<const T> x,
                                    std::span<const double> targets, int64_t outputs,
                                    ThreadPool& pool)
    : columns(what, checked(what, x, targets, outputs)) {
  const int64_t features = x.cols, most = std::min(x.rows, kBlockRows);
  const size_t width = static_cast<size_t>(features), answers = static_cast<size_t>(outputs);
  means.resize(answers);
  for (size_t i = 0; i < targets.size(); ++i)
    means[i % answers] += targets[i] / static_cast<double>(x.rows);
  gram.resize(width * width);
  right.resize(width * answers);
  if (features == 0) return;

  std::vector<double> block(static_cast<size_t>(most) * width);
  std::vector<double> centred(static_cast<size_t>(most) * answers);
  AlignedBuffer scratch(
      std::max(kernels::gemm_scratch_bytes<double>(features, features, most, pool.threads()),
               kernels::gemm_scratch_bytes<double>(features, outputs, most, pool.threads())));
  for (int64_t begin = 0; begin < x.rows; begin += most) {
    const int64_t count = std::min(most, x.rows - begin);
    columns.rows(begin, begin + count, block.data());
    const double* y = targets.data() + begin * outputs;
    for (size_t i = 0; i < static_cast<size_t>(count) * answers; ++i)
      centred[i] = y[i] - means[i % answers];
    const Matrix<const double> transposed{block.data(), features, count, 1, features};
    kernels::gemm<double>(transposed, {block.data(), count, features, features, 1},
                          {gram.data(), features, features, features, 1}, true, scratch.data(),
                          pool);
    kernels::gemm<double>(transposed, {centred.data(), count, outputs, outputs, 1},
                          {right.data(), features, outputs, outputs, 1}, true, scratch.data(),
                          pool);
  }
}

template <class T>
LinearModel NormalEquations<T>::in_units_of_x(std::vector<double> weights) const {
  const size_t answers = means.size(), width = right.size() / answers;
  LinearModel model;
  model.features = static_cast<int64_t>(width);
  model.outputs = static_cast<int64_t>(answers);
  model.coefficients = std::move(weights);
  model.intercept = means;
  for (size_t c = 0; c < width; ++c) {
    for (size_t o = 0; o < answers; ++o) {
      double& weight = model.coefficients[c * answers + o];
      weight = columns.spread(c) > 0.0 ? weight / columns.spread(c) : 0.0;
      model.intercept[o] -= weight * columns.mean(c);
    }
  }
  return model;
}

template struct NormalEquations<float>;
template struct NormalEquations<double>;

}  // namespace glia::classic
