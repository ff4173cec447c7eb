#include "glia/kernels/reference/linalg.h"

#include <cmath>
#include <utility>
#include <vector>

namespace glia::kernels::reference {

void solve(const double* a, int64_t n, const double* b, double* x) {
  std::vector<std::vector<long double>> rows(static_cast<size_t>(n));
  for (int64_t i = 0; i < n; ++i) {
    rows[i].assign(a + i * n, a + (i + 1) * n);
    rows[i].push_back(b[i]);
  }
  for (int64_t k = 0; k < n; ++k) {
    int64_t pivot = k;
    for (int64_t i = k + 1; i < n; ++i) {
      if (std::fabs(rows[i][k]) > std::fabs(rows[pivot][k])) pivot = i;
    }
    std::swap(rows[k], rows[pivot]);
    for (int64_t i = 0; i < n; ++i) {
      if (i == k) continue;
      const long double factor = rows[i][k] / rows[k][k];
      for (int64_t j = k; j <= n; ++j) rows[i][j] -= factor * rows[k][j];
    }
  }
  for (int64_t i = 0; i < n; ++i) x[i] = static_cast<double>(rows[i][n] / rows[i][i]);
}

}  // namespace glia::kernels::reference
