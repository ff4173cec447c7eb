// Random elements one at a time, straight from the rule in base/random.h: the oracle of the tests.
#pragma once

#include <cstdint>

namespace glia::kernels::reference {

double uniform(int64_t element, uint64_t seed, uint64_t stream, uint64_t step);
double normal(int64_t element, uint64_t seed, uint64_t stream, uint64_t step);

template <class T>
T dropout(T x, int64_t element, uint64_t seed, uint64_t stream, uint64_t step, double rate);

}  // namespace glia::kernels::reference
