#include "glia/classic/polynomial.h"

#include <cstddef>

#include "glia/nn/polynomial.h"

namespace glia::classic {

template <class T>
std::vector<double> polynomial_features(kernels::Matrix<const T> x, int64_t degree) {
  const auto width = static_cast<size_t>(nn::polynomial_width(x.cols, degree));
  const auto features = static_cast<size_t>(x.cols);
  std::vector<double> result;
  result.reserve(static_cast<size_t>(x.rows) * width);
  // Where the terms of the last degree that begin with feature i begin, from the row's start.
  std::vector<size_t> begins(features);
  for (int64_t r = 0; r < x.rows; ++r) {
    const size_t row = result.size();
    for (size_t i = 0; i < features; ++i) {
      begins[i] = i;
      result.push_back(
          static_cast<double>(x.data[r * x.row_stride + static_cast<int64_t>(i) * x.col_stride]));
    }
    for (int64_t k = 2; k <= degree; ++k) {
      const size_t end = result.size() - row;
      for (size_t i = 0; i < features; ++i) {
        const size_t first = begins[i];
        begins[i] = result.size() - row;
        for (size_t t = first; t < end; ++t) result.push_back(result[row + i] * result[row + t]);
      }
    }
  }
  return result;
}

template std::vector<double> polynomial_features(kernels::Matrix<const float>, int64_t);
template std::vector<double> polynomial_features(kernels::Matrix<const double>, int64_t);

}  // namespace glia::classic
