#include "glia/classic/least_squares.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "glia/base/aligned_buffer.h"
#include "glia/base/thread_pool.h"
#include "glia/classic/checks.h"
#include "glia/classic/standardised_internal.h"
#include "glia/kernels/gemm.h"
#include "glia/kernels/linalg.h"

namespace glia::classic {
namespace {

using kernels::Matrix;

// Added to the Gram matrix of columns with mean 0 and spread 1, as a share of the rows. It makes
// the matrix definite; the refinement below takes its effect out again.
constexpr double kRidge = 1e-9;
constexpr int kMostRefinements = 10;
constexpr double kSettled = 1e-13;  // Largest change of a coefficient, relative to the largest.
constexpr int64_t kBlockRows = 1024;

// Solves L L' X = B for the lower triangle L that cholesky_solve leaves behind. b: [n, columns].
void solve_factored(const std::vector<double>& lower, size_t n, double* b, size_t columns) {
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < i; ++j) {
      for (size_t c = 0; c < columns; ++c)
        b[i * columns + c] -= lower[i * n + j] * b[j * columns + c];
    }
    for (size_t c = 0; c < columns; ++c) b[i * columns + c] /= lower[i * n + i];
  }
  for (size_t i = n; i-- > 0;) {
    for (size_t c = 0; c < columns; ++c) b[i * columns + c] /= lower[i * n + i];
    for (size_t j = 0; j < i; ++j) {
      for (size_t c = 0; c < columns; ++c)
        b[j * columns + c] -= lower[i * n + j] * b[i * columns + c];
    }
  }
}

// The factor of gram + ridge; the ridge grows in the rare case that rounding has eaten it.
std::vector<double> factor_of(const std::vector<double>& gram, size_t n, double rows) {
  std::vector<double> nothing(n);
  for (double ridge = kRidge * rows;; ridge *= 10.0) {
    std::vector<double> factor = gram;
    for (size_t i = 0; i < n; ++i) factor[i * n + i] += ridge;
    const int64_t size = static_cast<int64_t>(n);
    if (kernels::cholesky_solve(factor.data(), size, nothing.data(), 1)) return factor;
  }
}

}  // namespace

// With Z the standardised columns and G = Z'Z + ridge, repeats
//   W += G^-1 Z' (Y - Z W)
// from W = 0: iterated Tikhonov regularisation, whose limit is the least-squares solution of
// smallest norm. A direction of singular value s keeps a share (ridge / (s^2 + ridge))^k of its
// error after k steps; a direction that Z does not have is never entered.
// Source: Golub and Van Loan, Matrix Computations, 4th ed., 5.5 and 6.1; Riley 1955.
template <class T>
LinearModel fit_least_squares(Matrix<const T> x, std::span<const double> targets, int64_t outputs,
                              ThreadPool& pool) {
  const int64_t rows =
      static_cast<int64_t>(check_targets("least squares baseline", targets, outputs));
  check_rows("least squares baseline", x.rows, rows);
  const int64_t features = x.cols;
  const size_t width = static_cast<size_t>(features), answers = static_cast<size_t>(outputs);
  LinearModel model;
  model.features = features;
  model.outputs = outputs;
  model.coefficients.resize(width * answers);
  model.intercept.resize(answers);
  for (size_t i = 0; i < targets.size(); ++i) {
    model.intercept[i % answers] += targets[i] / static_cast<double>(rows);
  }
  if (features == 0) return model;

  const Standardised<T> columns("least squares baseline", x);
  const int64_t most = std::min(rows, kBlockRows);
  const int threads = pool.threads();
  AlignedBuffer scratch(
      std::max({kernels::gemm_scratch_bytes<double>(features, features, most, threads),
                kernels::gemm_scratch_bytes<double>(most, outputs, features, threads),
                kernels::gemm_scratch_bytes<double>(features, outputs, most, threads)}));
  std::vector<double> block(static_cast<size_t>(most) * width);
  std::vector<double> residual(static_cast<size_t>(most) * answers);
  std::vector<double> gram(width * width);
  std::vector<double> change(width * answers);
  std::vector<double>& weights = model.coefficients;

  const auto transposed = [&](int64_t count) {
    return Matrix<const double>{block.data(), features, count, 1, features};
  };
  for (int64_t begin = 0; begin < rows; begin += most) {
    const int64_t count = std::min(most, rows - begin);
    columns.rows(begin, begin + count, block.data());
    kernels::gemm<double>(transposed(count), {block.data(), count, features, features, 1},
                          {gram.data(), features, features, features, 1}, true, scratch.data(),
                          pool);
  }
  const std::vector<double> factor = factor_of(gram, width, static_cast<double>(rows));

  for (int step = 0; step < kMostRefinements; ++step) {
    std::fill(change.begin(), change.end(), 0.0);
    for (int64_t begin = 0; begin < rows; begin += most) {
      const int64_t count = std::min(most, rows - begin);
      columns.rows(begin, begin + count, block.data());
      kernels::gemm<double>({block.data(), count, features, features, 1},
                            {weights.data(), features, outputs, outputs, 1},
                            {residual.data(), count, outputs, outputs, 1}, false, scratch.data(),
                            pool);
      const double* y = targets.data() + begin * outputs;
      for (size_t i = 0; i < static_cast<size_t>(count) * answers; ++i) {
        residual[i] = y[i] - model.intercept[i % answers] - residual[i];
      }
      kernels::gemm<double>(transposed(count), {residual.data(), count, outputs, outputs, 1},
                            {change.data(), features, outputs, outputs, 1}, true, scratch.data(),
                            pool);
    }
    solve_factored(factor, width, change.data(), answers);
    double largest = 0.0, moved = 0.0;
    for (size_t i = 0; i < weights.size(); ++i) {
      weights[i] += change[i];
      largest = std::max(largest, std::abs(weights[i]));
      moved = std::max(moved, std::abs(change[i]));
    }
    if (moved <= kSettled * largest) break;
  }

  // Back to the units of x: z = (x - mean) / spread.
  for (size_t c = 0; c < width; ++c) {
    for (size_t o = 0; o < answers; ++o) {
      double& weight = weights[c * answers + o];
      weight = columns.spread(c) > 0.0 ? weight / columns.spread(c) : 0.0;
      model.intercept[o] -= weight * columns.mean(c);
    }
  }
  return model;
}

// Rows moved by the weighted mean and multiplied by the root of their weight make it a fit without
// weights and without an intercept. Beside its mirror image every row keeps the fit's own intercept
// at 0, and the spread of a column is its weighted one.
template <class T>
LinearModel fit_weighted_least_squares(Matrix<const T> x, std::span<const double> targets,
                                       int64_t outputs, std::span<const double> weights,
                                       ThreadPool& pool) {
  const size_t rows = check_targets("least squares baseline", targets, outputs);
  check_rows("least squares baseline", x.rows, static_cast<int64_t>(rows));
  check_weights("least squares baseline", weights, rows);
  const auto features = static_cast<size_t>(x.cols), answers = static_cast<size_t>(outputs);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  const auto feature = [&](size_t row, size_t c) {
    return static_cast<double>(
        x.data[static_cast<int64_t>(row) * x.row_stride + static_cast<int64_t>(c) * x.col_stride]);
  };
  std::vector<double> centre(features), answer(answers);
  for (size_t row = 0; row < rows; ++row) {
    const double share = weights[row] / sum;
    for (size_t c = 0; c < features; ++c) centre[c] += share * feature(row, c);
    for (size_t k = 0; k < answers; ++k) answer[k] += share * targets[row * answers + k];
  }
  std::vector<double> inputs(2 * rows * features), outcomes(2 * rows * answers);
  for (size_t row = 0; row < rows; ++row) {
    const double root = std::sqrt(weights[row]);
    for (size_t c = 0; c < features; ++c) {
      const double moved = root * (feature(row, c) - centre[c]);
      inputs[row * features + c] = moved;
      inputs[(rows + row) * features + c] = -moved;
    }
    for (size_t k = 0; k < answers; ++k) {
      const double moved = root * (targets[row * answers + k] - answer[k]);
      outcomes[row * answers + k] = moved;
      outcomes[(rows + row) * answers + k] = -moved;
    }
  }
  const Matrix<const double> both{inputs.data(), 2 * x.rows, x.cols, x.cols, 1};
  LinearModel model = fit_least_squares(both, std::span<const double>(outcomes), outputs, pool);
  for (size_t k = 0; k < answers; ++k) {
    model.intercept[k] = answer[k];
    for (size_t c = 0; c < features; ++c)
      model.intercept[k] -= model.coefficients[c * answers + k] * centre[c];
  }
  return model;
}

template LinearModel fit_weighted_least_squares(Matrix<const float>, std::span<const double>,
                                                int64_t, std::span<const double>, ThreadPool&);
template LinearModel fit_weighted_least_squares(Matrix<const double>, std::span<const double>,
                                                int64_t, std::span<const double>, ThreadPool&);

template LinearModel fit_least_squares(Matrix<const float>, std::span<const double>, int64_t,
                                       ThreadPool&);
template LinearModel fit_least_squares(Matrix<const double>, std::span<const double>, int64_t,
                                       ThreadPool&);

}  // namespace glia::classic
