#include "glia/classic/ridge.h"

#include <algorithm>
#include <cmath>

#include "glia/base/aligned_buffer.h"
#include "glia/base/thread_pool.h"
#include "glia/classic/checks.h"
#include "glia/classic/standardised_internal.h"
#include "glia/kernels/gemm.h"
#include "glia/kernels/linalg.h"

namespace glia::classic {
namespace {

using kernels::Matrix;

constexpr int64_t kBlockRows = 1024;

// Z'Z [features, features] and Z'Y [features, outputs] of the standardised columns Z.
struct Normal {
  std::vector<double> gram;
  std::vector<double> right;
};

template <class T>
Normal normal_equations(const Standardised<T>& columns, Matrix<const T> x,
                        std::span<const double> targets, int64_t outputs, ThreadPool& pool) {
  const int64_t features = x.cols, most = std::min(x.rows, kBlockRows);
  const size_t width = static_cast<size_t>(features);
  Normal normal{std::vector<double>(width * width),
                std::vector<double>(width * static_cast<size_t>(outputs))};
  std::vector<double> block(static_cast<size_t>(most) * width);
  AlignedBuffer scratch(
      std::max(kernels::gemm_scratch_bytes<double>(features, features, most, pool.threads()),
               kernels::gemm_scratch_bytes<double>(features, outputs, most, pool.threads())));
  for (int64_t begin = 0; begin < x.rows; begin += most) {
    const int64_t count = std::min(most, x.rows - begin);
    columns.rows(begin, begin + count, block.data());
    const Matrix<const double> transposed{block.data(), features, count, 1, features};
    kernels::gemm<double>(transposed, {block.data(), count, features, features, 1},
                          {normal.gram.data(), features, features, features, 1}, true,
                          scratch.data(), pool);
    kernels::gemm<double>(
        transposed, {targets.data() + begin * outputs, count, outputs, outputs, 1},
        {normal.right.data(), features, outputs, outputs, 1}, true, scratch.data(), pool);
  }
  return normal;
}

}  // namespace

// In the standardised columns z = (x - mean) / spread a coefficient w of x is u = w * spread, so
// the penalty on w is penalty / spread^2 on u. The columns of Z sum to 0, which makes the intercept
// the mean of the targets.
template <class T>
LinearModel fit_ridge(Matrix<const T> x, std::span<const double> targets, int64_t outputs,
                      double penalty, ThreadPool& pool) {
  const int64_t rows = static_cast<int64_t>(check_targets("ridge", targets, outputs));
  check_rows("ridge", x.rows, rows);
  if (!(penalty >= 0.0) || !std::isfinite(penalty)) {
    fail(ErrorKind::kUsage, fmt::format("ridge: the penalty is {}; expected 0 or more", penalty));
  }
  const size_t width = static_cast<size_t>(x.cols), answers = static_cast<size_t>(outputs);
  LinearModel model;
  model.features = x.cols;
  model.outputs = outputs;
  model.intercept.resize(answers);
  for (size_t i = 0; i < targets.size(); ++i) {
    model.intercept[i % answers] += targets[i] / static_cast<double>(rows);
  }
  if (width == 0) return model;

  const Standardised<T> columns("ridge", x);
  std::vector<double> centred(targets.begin(), targets.end());
  for (size_t i = 0; i < centred.size(); ++i) centred[i] -= model.intercept[i % answers];
  Normal normal = normal_equations(columns, x, std::span<const double>(centred), outputs, pool);
  for (size_t c = 0; c < width; ++c) {
    const double spread = columns.spread(c);
    // A constant column says nothing: its row of zeros becomes u = 0.
    normal.gram[c * width + c] += spread > 0.0 ? penalty / (spread * spread) : 1.0;
  }
  if (!kernels::cholesky_solve(normal.gram.data(), x.cols, normal.right.data(), outputs)) {
    fail(ErrorKind::kUsage,
         fmt::format("ridge: with a penalty of {} the columns are dependent and the coefficients "
                     "undecided; give a larger penalty, or use least_squares",
                     penalty));
  }
  model.coefficients = std::move(normal.right);
  for (size_t c = 0; c < width; ++c) {
    for (size_t o = 0; o < answers; ++o) {
      double& weight = model.coefficients[c * answers + o];
      weight = columns.spread(c) > 0.0 ? weight / columns.spread(c) : 0.0;
      model.intercept[o] -= weight * columns.mean(c);
    }
  }
  return model;
}

template LinearModel fit_ridge(Matrix<const float>, std::span<const double>, int64_t, double,
                               ThreadPool&);
template LinearModel fit_ridge(Matrix<const double>, std::span<const double>, int64_t, double,
                               ThreadPool&);

}  // namespace glia::classic
