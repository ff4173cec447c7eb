// Elementwise operations as one plain loop over the standard library: the oracle of the tests.
#pragma once

#include <cstddef>

#include "glia/kernels/elementwise.h"

namespace glia::kernels::reference {

// The contract of TileFunction, for one operation. Real values are computed in T for +, -, *, /,
// sqrt and comparisons and in double or long double, rounded once, for everything else.
template <class T>
void elementwise(TileOp op, const void* const* in, void* out, size_t n);

}  // namespace glia::kernels::reference
