// Ridge regression: least squares with a price on large coefficients, for columns that are nearly
// dependent and for more columns than rows.
//
// Pure function; same bits for any number of threads. Time: rows * columns^2 + columns^3.
#pragma once

#include <cstdint>
#include <span>

#include "glia/classic/linear_model.h"

namespace glia::classic {

// Minimises sum |targets - x * coefficients - intercept|^2 + penalty * |coefficients|^2. The
// intercept carries no penalty, so the fit moves with the targets. Same objective as
// scikit-learn's Ridge(alpha = penalty). Source: Hoerl and Kennard 1970, Ridge Regression.
//
// x: [rows, features], float or double, finite, unit column stride. targets: [rows, outputs].
// penalty: 0 or more. Throws Error(kUsage) without rows, for unequal rows, a number that is not
// finite, a negative penalty, or dependent columns that a penalty of 0 leaves undecided.
template <class T>
LinearModel fit_ridge(kernels::Matrix<const T> x, std::span<const double> targets, int64_t outputs,
                      double penalty, ThreadPool& pool);

}  // namespace glia::classic
