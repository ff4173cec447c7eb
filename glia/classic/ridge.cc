#include "glia/classic/ridge.h"

#include <cmath>

#include "glia/classic/normal_equations_internal.h"
#include "glia/kernels/linalg.h"

namespace glia::classic {

// In the standardised columns z = (x - mean) / spread a coefficient w of x is u = w * spread, so
// the penalty on w is penalty / spread^2 on u. The columns of Z sum to 0, which makes the intercept
// the mean of the targets.
template <class T>
LinearModel fit_ridge(kernels::Matrix<const T> x, std::span<const double> targets, int64_t outputs,
                      double penalty, ThreadPool& pool) {
  if (!(penalty >= 0.0) || !std::isfinite(penalty)) {
    fail(ErrorKind::kUsage, fmt::format("ridge: the penalty is {}; expected 0 or more", penalty));
  }
  NormalEquations<T> normal("ridge", x, targets, outputs, pool);
  const size_t width = static_cast<size_t>(x.cols);
  for (size_t c = 0; c < width; ++c) {
    const double spread = normal.columns.spread(c);
    // A constant column says nothing: its row of zeros becomes u = 0.
    normal.gram[c * width + c] += spread > 0.0 ? penalty / (spread * spread) : 1.0;
  }
  if (!kernels::cholesky_solve(normal.gram.data(), x.cols, normal.right.data(), outputs)) {
    fail(ErrorKind::kUsage,
         fmt::format("ridge: with a penalty of {} the columns are dependent and the coefficients "
                     "undecided; give a larger penalty, or use least_squares",
                     penalty));
  }
  return normal.in_units_of_x(normal.right);
}

template LinearModel fit_ridge(kernels::Matrix<const float>, std::span<const double>, int64_t,
                               double, ThreadPool&);
template LinearModel fit_ridge(kernels::Matrix<const double>, std::span<const double>, int64_t,
                               double, ThreadPool&);

}  // namespace glia::classic
