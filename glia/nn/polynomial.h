// How many products the layer "polynomial" makes. Pure.
#pragma once

#include <cstdint>

namespace glia::nn {

inline constexpr int64_t kMostDegree = 20;
inline constexpr int64_t kMostTerms = 100'000;

// C(features + degree, degree) - 1. Errors: kUsage for a degree outside 1..kMostDegree, or more
// than kMostTerms products.
int64_t polynomial_width(int64_t features, int64_t degree);

}  // namespace glia::nn
