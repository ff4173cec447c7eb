#include "glia/kernels/reference/random.h"

#include <cmath>

#include "glia/base/random.h"

namespace glia::kernels::reference {

double uniform(int64_t element, uint64_t seed, uint64_t stream, uint64_t step) {
  return uniform01(random_word(seed, stream, step, static_cast<uint64_t>(element)));
}

double normal(int64_t element, uint64_t seed, uint64_t stream, uint64_t step) {
  const uint64_t even = static_cast<uint64_t>(element) / 2 * 2;
  const double u = (random_word(seed, stream, step, even) + 0.5) / 4294967296.0;
  const double v = random_word(seed, stream, step, even + 1) / 4294967296.0;
  const double radius = std::sqrt(-2.0 * std::log(u));
  const double angle = 2.0 * 3.141592653589793 * v;
  return element % 2 == 0 ? radius * std::cos(angle) : radius * std::sin(angle);
}

template <class T>
T dropout(T x, int64_t element, uint64_t seed, uint64_t stream, uint64_t step, double rate) {
  if (uniform(element, seed, stream, step) < rate) return T{0};
  return x / static_cast<T>(1.0 - rate);
}

template float dropout<float>(float, int64_t, uint64_t, uint64_t, uint64_t, double);
template double dropout<double>(double, int64_t, uint64_t, uint64_t, uint64_t, double);

}  // namespace glia::kernels::reference
