// Linear systems by Gauss elimination with pivoting in long double: the oracle of the tests.
#pragma once

#include <cstdint>

namespace glia::kernels::reference {

// Solves a x = b for a regular a: [n, n], row-major; neither is changed. One right-hand side.
void solve(const double* a, int64_t n, const double* b, double* x);

}  // namespace glia::kernels::reference
