// Polynomials of degree 0 to 9 through ten noisy points: the error on the points and between them.
#include <glia/glia.hpp>

#include <cmath>
#include <cstdio>

#include "glia/kernels/linalg.h"

using namespace glia;

double power(double x, int n) { return n == 0 ? 1 : x * power(x, n - 1); }

int main() {
  std::vector<double> known, unseen;
  for (int degree = 0; degree <= 9; ++degree) {
    std::vector<double> rows, w;
    for (int i = 0; i < 10; ++i) {
      const double x = -1 + 2 * i / 9.0, k = i + 1;
      for (int n = 0; n <= degree; ++n) rows.push_back(power(x, n));
      w.push_back(std::sin(3 * x) + 0.3 * std::sin(k * k));
    }
    const std::vector<double> y = w;
    kernels::least_squares(rows.data(), 10, degree + 1, w.data(), 1);
    const auto mean_error = [&](int count, auto wanted) {
      double sum = 0;
      for (int i = 0; i < count; ++i) {
        const double x = -1 + 2.0 * i / (count - 1);
        double error = -wanted(i, x);
        for (int n = 0; n <= degree; ++n) error += w[static_cast<size_t>(n)] * power(x, n);
        sum += error * error;
      }
      return sum / count;
    };
    known.push_back(mean_error(10, [&](int i, double) { return y[static_cast<size_t>(i)]; }));
    unseen.push_back(mean_error(200, [](int, double x) { return std::sin(3 * x); }));
  }
  std::printf("known");
  for (const double error : known) std::printf(" %.17g", error);
  std::printf("\nunseen");
  for (const double error : unseen) std::printf(" %.17g", error);
  std::printf("\n");
}
