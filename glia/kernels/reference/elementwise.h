// Elementwise operations as one plain loop over the standard library: the oracle of the tests.
#pragma once

#include <cstddef>

#include "glia/kernels/elementwise.h"

namespace glia::kernels::reference {

// The contract of TileFunction, for one operation. Real values are computed in T for +, -, *, /,
// sqrt and comparisons and in double or long double, rounded once, for everything else.
template <class T>
void elementwise(TileOp op, const void* const* in, void* out, size_t n);

// An operation of one value that rounds more than once, as the wider type has it: what an error in
// ulp is judged by, long double for double, double for float.
long double exact_value(TileOp op, long double x);
double exact_value(TileOp op, double x);

}  // namespace glia::kernels::reference
