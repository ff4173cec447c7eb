// Polynomial features: products of columns, so that a linear fit of them draws curves.
//
// Pure function. The layer "polynomial" makes the same numbers in a network.
#pragma once

#include <cstdint>
#include <vector>

#include "glia/kernels/view.h"

namespace glia::classic {

// All products of 1 to `degree` columns, with repetition: x, y -> x, y, x^2, x y, y^2 (degree 2);
// by degree, then in the order of the columns, as scikit-learn's
// PolynomialFeatures(include_bias = False). Result: [rows, C(columns + degree, degree) - 1].
// Computed in double. Throws Error(kUsage) as nn::polynomial_width does.
template <class T>
std::vector<double> polynomial_features(kernels::Matrix<const T> x, int64_t degree);

}  // namespace glia::classic
