#include "glia/kernels/linalg.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace glia::kernels {
namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

// Length of x[0], x[stride], ..., scaled by the largest so that no square overflows.
double norm(const double* x, int64_t n, int64_t stride) {
  double largest = 0.0;
  for (int64_t i = 0; i < n; ++i) {
    const double size = std::fabs(x[i * stride]);
    if (!(size <= std::numeric_limits<double>::max())) return size;  // infinite or NaN
    largest = std::max(largest, size);
  }
  if (largest == 0.0) return 0.0;
  double sum = 0.0;
  for (int64_t i = 0; i < n; ++i) {
    const double scaled = x[i * stride] / largest;
    sum += scaled * scaled;
  }
  return largest * std::sqrt(sum);
}

// m[:, column] -= v (v . m[:, column]) / half_square, rows strided; v has the stride of a column.
void reflect(const double* v, int64_t rows, int64_t v_stride, double half_square, double* m,
             int64_t m_stride) {
  double dot = 0.0;
  for (int64_t i = 0; i < rows; ++i) dot += v[i * v_stride] * m[i * m_stride];
  const double factor = dot / half_square;
  for (int64_t i = 0; i < rows; ++i) m[i * m_stride] -= factor * v[i * v_stride];
}

// Row by row: L[i, j] = (A[i, j] - sum of L[i, k] L[j, k] over k < j) / L[j, j].
bool cholesky(double* a, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const double original = a[i * n + i];
    for (int64_t j = 0; j <= i; ++j) {
      double rest = a[i * n + j];
      for (int64_t k = 0; k < j; ++k) rest -= a[i * n + k] * a[j * n + k];
      if (j < i) {
        a[i * n + j] = rest / a[j * n + j];
      } else {
        // A pivot that is all rounding noise means dependence; written so that NaN fails.
        const bool positive = rest > static_cast<double>(n) * kEpsilon * original;
        if (!positive || !std::isfinite(rest)) return false;
        a[i * n + i] = std::sqrt(rest);
      }
    }
  }
  return true;
}

}  // namespace

bool cholesky_solve(double* a, int64_t n, double* b, int64_t columns) {
  if (!cholesky(a, n)) return false;
  for (int64_t c = 0; c < columns; ++c) {
    for (int64_t i = 0; i < n; ++i) {  // L y = b
      double rest = b[i * columns + c];
      for (int64_t k = 0; k < i; ++k) rest -= a[i * n + k] * b[k * columns + c];
      b[i * columns + c] = rest / a[i * n + i];
    }
    for (int64_t i = n - 1; i >= 0; --i) {  // L' x = y
      double rest = b[i * columns + c];
      for (int64_t k = i + 1; k < n; ++k) rest -= a[k * n + i] * b[k * columns + c];
      b[i * columns + c] = rest / a[i * n + i];
    }
  }
  for (int64_t i = 0; i < n * columns; ++i) {
    if (!std::isfinite(b[i])) return false;
  }
  return true;
}

bool least_squares(double* a, int64_t rows, int64_t cols, double* b, int64_t columns) {
  if (rows < cols) return false;
  for (int64_t k = 0; k < cols; ++k) {
    const double whole = norm(a + k, rows, cols);  // reflections keep it: the column's own length
    double* v = a + k * cols + k;
    const int64_t height = rows - k;
    const double length = norm(v, height, cols);
    const bool independent = length > static_cast<double>(rows) * kEpsilon * whole;
    if (!independent || !std::isfinite(length)) return false;
    // v = x + sign(x0) |x| e0: the sign that adds, so nothing cancels. H = I - v v' / half_square.
    const double diagonal = v[0] > 0.0 ? -length : length;
    v[0] -= diagonal;
    const double half_square = -diagonal * v[0];
    for (int64_t j = k + 1; j < cols; ++j) {
      reflect(v, height, cols, half_square, a + k * cols + j, cols);
    }
    for (int64_t c = 0; c < columns; ++c) {
      reflect(v, height, cols, half_square, b + k * columns + c, columns);
    }
    v[0] = diagonal;  // R; the rest of v is not needed again
  }
  for (int64_t c = 0; c < columns; ++c) {
    for (int64_t i = cols - 1; i >= 0; --i) {
      double rest = b[i * columns + c];
      for (int64_t j = i + 1; j < cols; ++j) rest -= a[i * cols + j] * b[j * columns + c];
      b[i * columns + c] = rest / a[i * cols + i];
    }
  }
  for (int64_t i = 0; i < rows * columns; ++i) {
    if (!std::isfinite(b[i])) return false;
  }
  return true;
}

}  // namespace glia::kernels
