// Linear regression by least squares: the baseline that a network on numbers has to beat.
//
// Works for any table: dependent columns (a full one-hot block beside the intercept), constant
// columns, more columns than rows. Not for more than a few thousand columns: the time grows with
// rows * columns^2 + columns^3. Pure function; same bits for any number of threads.
#pragma once

#include <cstdint>
#include <span>

#include "glia/classic/linear_model.h"

namespace glia::classic {

// Minimises sum |targets - x * coefficients - intercept|^2. Where several solutions are equally
// good (dependent columns), the one with the smallest coefficients, in units of each column's
// spread.
//
// x: [rows, features], float or double, finite, unit column stride. targets: [rows, outputs].
// Throws Error(kUsage) without rows, for unequal rows, or for a number that is not finite.
template <class T>
LinearModel fit_least_squares(kernels::Matrix<const T> x, std::span<const double> targets,
                              int64_t outputs, ThreadPool& pool);

// The same of sum_i weight_i |...|^2. weights: finite, 0 or more, not all 0.
template <class T>
LinearModel fit_weighted_least_squares(kernels::Matrix<const T> x, std::span<const double> targets,
                                       int64_t outputs, std::span<const double> weights,
                                       ThreadPool& pool);

}  // namespace glia::classic
