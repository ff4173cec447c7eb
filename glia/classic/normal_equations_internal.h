// Z'Z and Z'Y of standardised columns Z and centred targets Y: all that closed forms and descents
// of a linear fit need to know of the rows.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "glia/base/thread_pool.h"
#include "glia/classic/linear_model.h"
#include "glia/classic/standardised_internal.h"

namespace glia::classic {

template <class T>
struct NormalEquations {
  Standardised<T> columns;
  std::vector<double> means;  // [outputs], of the targets
  std::vector<double> gram;   // [features, features]
  std::vector<double> right;  // [features, outputs]

  // `what` names the fit. Errors: kUsage without rows, for unequal rows, for a number that is not
  // finite.
  NormalEquations(const char* what, kernels::Matrix<const T> x, std::span<const double> targets,
                  int64_t outputs, ThreadPool& pool);

  // Weights of z = (x - mean) / spread and the means as a model of x.
  LinearModel in_units_of_x(std::vector<double> weights) const;
};

}  // namespace glia::classic
