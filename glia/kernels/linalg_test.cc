#include "glia/kernels/linalg.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "glia/kernels/reference/linalg.h"

namespace glia::kernels {
namespace {

std::vector<double> random_values(int64_t n, unsigned seed) {
  std::mt19937_64 random(seed);
  std::vector<double> values(static_cast<size_t>(n));
  for (double& value : values) value = static_cast<double>(random() >> 11) * 0x1p-52 - 1.0;
  return values;
}

// A' A + ridge I and A' B for A [rows, cols], B [rows, columns].
struct NormalEquations {
  std::vector<double> matrix, right;
  NormalEquations(const std::vector<double>& a, const std::vector<double>& b, int64_t rows,
                  int64_t cols, int64_t columns, double ridge)
      : matrix(static_cast<size_t>(cols * cols)), right(static_cast<size_t>(cols * columns)) {
    for (int64_t r = 0; r < rows; ++r) {
      for (int64_t i = 0; i < cols; ++i) {
        for (int64_t j = 0; j < cols; ++j) {
          matrix[i * cols + j] += a[r * cols + i] * a[r * cols + j];
        }
        for (int64_t c = 0; c < columns; ++c) {
          right[i * columns + c] += a[r * cols + i] * b[r * columns + c];
        }
      }
    }
    for (int64_t i = 0; i < cols; ++i) matrix[i * cols + i] += ridge;
  }
};

std::vector<double> column_of(const std::vector<double>& m, int64_t columns, int64_t c) {
  std::vector<double> column;
  for (size_t i = static_cast<size_t>(c); i < m.size(); i += static_cast<size_t>(columns)) {
    column.push_back(m[i]);
  }
  return column;
}

TEST(CholeskyTest, SolvesWhatEliminationSolves) {
  for (const int64_t n : {0, 1, 2, 7, 33, 60}) {
    for (const int64_t columns : {1, 3}) {
      const NormalEquations system(random_values(2 * n * n, 1), random_values(2 * n * columns, 2),
                                   2 * n, n, columns, 0.5);
      std::vector<double> a = system.matrix;
      std::vector<double> x = system.right;
      // Only the lower triangle may be read.
      for (int64_t i = 0; i < n; ++i) {
        for (int64_t j = i + 1; j < n; ++j) a[i * n + j] = 1e300;
      }
      ASSERT_TRUE(cholesky_solve(a.data(), n, x.data(), columns));
      for (int64_t c = 0; c < columns; ++c) {
        std::vector<double> expected(static_cast<size_t>(n));
        const std::vector<double> right = column_of(system.right, columns, c);
        reference::solve(system.matrix.data(), n, right.data(), expected.data());
        for (int64_t i = 0; i < n; ++i) EXPECT_NEAR(x[i * columns + c], expected[i], 1e-11);
      }
    }
  }
}

TEST(CholeskyTest, RefusesWhatIsNotPositiveDefinite) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::vector<double>> matrices = {{0, 0, 0, 1},  {1, 0, 2, 1},   {1, 0, 1, 1},
                                                     {-1, 0, 0, 1}, {nan, 0, 0, 1}, {1, 0, nan, 2}};
  for (const std::vector<double>& matrix : matrices) {
    std::vector<double> a = matrix, b = {1, 1};
    EXPECT_FALSE(cholesky_solve(a.data(), 2, b.data(), 1)) << matrix[0] << " " << matrix[2];
  }
  std::vector<double> a = {1, 0, 0, 1}, b = {1, nan};
  EXPECT_FALSE(cholesky_solve(a.data(), 2, b.data(), 1));
}

TEST(LeastSquaresTest, SolvesTheNormalEquationsAndLeavesTheResidual) {
  struct Size {
    int64_t rows, cols, columns;
  };
  for (const Size& s : {Size{0, 0, 1}, Size{1, 1, 1}, Size{3, 3, 2}, Size{10, 1, 1}, Size{50, 7, 3},
                        Size{100, 33, 1}}) {
    const std::vector<double> matrix = random_values(s.rows * s.cols, 3);
    const std::vector<double> right = random_values(s.rows * s.columns, 4);
    std::vector<double> a = matrix, x = right;
    ASSERT_TRUE(least_squares(a.data(), s.rows, s.cols, x.data(), s.columns));
    const NormalEquations normal(matrix, right, s.rows, s.cols, s.columns, 0);
    for (int64_t c = 0; c < s.columns; ++c) {
      std::vector<double> expected(static_cast<size_t>(s.cols));
      reference::solve(normal.matrix.data(), s.cols, column_of(normal.right, s.columns, c).data(),
                       expected.data());
      double residual = 0, rest = 0;
      for (int64_t r = 0; r < s.rows; ++r) {
        double error = right[r * s.columns + c];
        for (int64_t i = 0; i < s.cols; ++i) error -= matrix[r * s.cols + i] * expected[i];
        residual += error * error;
        if (r >= s.cols) rest += x[r * s.columns + c] * x[r * s.columns + c];
      }
      for (int64_t i = 0; i < s.cols; ++i) {
        EXPECT_NEAR(x[i * s.columns + c], expected[i], 1e-9);
      }
      EXPECT_NEAR(std::sqrt(rest), std::sqrt(residual), 1e-9);
    }
  }
}

TEST(LeastSquaresTest, KeepsDigitsThatTheNormalEquationsLose) {
  // Laeuchli's matrix: its square is singular in double, it is not.
  const double e = 1e-9;
  std::vector<double> a = {1, 1, e, 0, 0, e};
  std::vector<double> b = {3, e, 2 * e};  // A (1, 2)
  ASSERT_TRUE(least_squares(a.data(), 3, 2, b.data(), 1));
  EXPECT_NEAR(b[0], 1, 1e-6);
  EXPECT_NEAR(b[1], 2, 1e-6);
}

TEST(LeastSquaresTest, RefusesDependentColumnsAndNan) {
  std::vector<double> twins = {1, 1, 2, 2, 3, 3}, b = {1, 2, 3};
  EXPECT_FALSE(least_squares(twins.data(), 3, 2, b.data(), 1));
  std::vector<double> zero = {1, 0, 2, 0, 3, 0};
  b = {1, 2, 3};
  EXPECT_FALSE(least_squares(zero.data(), 3, 2, b.data(), 1));
  std::vector<double> wide = {1, 2};
  EXPECT_FALSE(least_squares(wide.data(), 1, 2, b.data(), 1));
  std::vector<double> nan = {1, 0, std::numeric_limits<double>::quiet_NaN(), 1, 3, 0};
  b = {1, 2, 3};
  EXPECT_FALSE(least_squares(nan.data(), 3, 2, b.data(), 1));
}

}  // namespace
}  // namespace glia::kernels
