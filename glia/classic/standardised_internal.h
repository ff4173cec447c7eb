// The columns of a matrix with mean 0 and spread 1, made block by block so that no copy of the
// matrix is needed. Constant while used; safe from any thread.
#pragma once

#include <cmath>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/kernels/view.h"

namespace glia::classic {

template <class T>
class Standardised {
 public:
  // `what` names the fit in the message. Errors: kUsage for a number that is not finite.
  Standardised(const char* what, kernels::Matrix<const T> x)
      : x_(x), means_(static_cast<size_t>(x.cols)), spreads_(static_cast<size_t>(x.cols)) {
    const double rows = static_cast<double>(x.rows);
    for (int64_t r = 0; r < x.rows; ++r) {
      for (size_t c = 0; c < means_.size(); ++c) means_[c] += at(r, c) / rows;
    }
    for (int64_t r = 0; r < x.rows; ++r) {
      for (size_t c = 0; c < means_.size(); ++c) {
        spreads_[c] += (at(r, c) - means_[c]) * (at(r, c) - means_[c]) / rows;
      }
    }
    for (size_t c = 0; c < means_.size(); ++c) {
      if (!std::isfinite(spreads_[c])) {
        fail(ErrorKind::kUsage, fmt::format("{}: feature {} is not finite in every row", what, c));
      }
      // A constant column keeps a spread of rounding errors, which must not be blown up.
      const double floor = 1e-13 * std::abs(means_[c]);
      spreads_[c] = std::sqrt(spreads_[c]);
      if (spreads_[c] <= floor) spreads_[c] = 0.0;
    }
  }

  // Rows begin..end-1 into out [end - begin, cols]; 0 for a constant column.
  void rows(int64_t begin, int64_t end, double* out) const {
    for (int64_t r = begin; r < end; ++r) {
      for (size_t c = 0; c < means_.size(); ++c) {
        *out++ = spreads_[c] > 0.0 ? (at(r, c) - means_[c]) / spreads_[c] : 0.0;
      }
    }
  }

  double mean(size_t column) const { return means_[column]; }
  double spread(size_t column) const { return spreads_[column]; }

 private:
  double at(int64_t row, size_t column) const {
    return static_cast<double>(
        x_.data[row * x_.row_stride + static_cast<int64_t>(column) * x_.col_stride]);
  }

  kernels::Matrix<const T> x_;
  std::vector<double> means_;
  std::vector<double> spreads_;
};

}  // namespace glia::classic
