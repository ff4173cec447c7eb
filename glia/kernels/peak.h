// What this processor could do: the floor that benchmarks measure against.
#pragma once

#include <cstdint>

namespace glia::kernels {

// Multiplies and adds floats in registers alone, `rounds` times over; returns the operations done
// (a multiply-add counts as two). Time it to know the peak of one thread.
int64_t multiply_add_floats(int64_t rounds);

}  // namespace glia::kernels
