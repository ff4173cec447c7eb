// Small dense solvers in double, for closed-form fits (baselines): not blocked, not threaded.
//
// Matrices are contiguous and row-major and are overwritten; nothing is allocated.
// Safe to call from any thread.
#pragma once

#include <cstdint>

namespace glia::kernels {

// Solves A X = B for a symmetric positive definite A by A = L L'.
//
// a: [n, n], only the lower triangle is read, and becomes L. b: [n, columns], becomes X.
// False, with a and b spoilt, when A is not positive definite to working precision or not finite;
// adding a multiple of the identity to A mends that.
bool cholesky_solve(double* a, int64_t n, double* b, int64_t columns);

// Minimises |A x - b| for each column of B by Householder's QR (Golub and Van Loan, 5.3.2).
//
// a: [rows, cols], rows >= cols. b: [rows, columns]; its first cols rows become X, and the
// remaining rows have the norm of the residual, column by column.
// False, with a and b spoilt, when the columns of A are dependent to working precision or not
// finite.
bool least_squares(double* a, int64_t rows, int64_t cols, double* b, int64_t columns);

}  // namespace glia::kernels
