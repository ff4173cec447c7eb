// outputs = x * coefficients + intercept: what least squares and logistic regression fit.
//
// A value; predicting is const and safe from any thread (with a pool of one's own).
#pragma once

#include <cstdint>
#include <vector>

#include "glia/kernels/view.h"

namespace glia {
class ThreadPool;
}

namespace glia::classic {

struct LinearModel {
  int64_t features = 0;
  int64_t outputs = 0;
  std::vector<double> coefficients;  // [features, outputs]
  std::vector<double> intercept;     // [outputs]

  // x: [rows, features], float or double; computed in that type. Result: [rows, outputs].
  // Throws Error(kUsage) when the number of features differs.
  template <class T>
  std::vector<double> apply(kernels::Matrix<const T> x, ThreadPool& pool) const;
};

}  // namespace glia::classic
