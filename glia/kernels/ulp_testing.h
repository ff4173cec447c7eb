// Errors in units in the last place, for tests and for the page of measured errors.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "glia/kernels/elementwise.h"

namespace glia::kernels {

template <class T>
double allowed_ulp(TileOp op) {
  return sizeof(T) == 4 ? ulp_bound(op).single : ulp_bound(op).wide;
}

// |actual - exact| in ulp of `exact` in T; infinite when one is NaN or infinite and the other is
// not. A denormal result may become 0, and one within an ulp of overflow may overflow.
template <class T>
double ulp_error(T actual, long double exact) {
  using Limits = std::numeric_limits<T>;
  if (std::isnan(exact) || std::isnan(actual))
    return std::isnan(exact) && std::isnan(actual) ? 0 : HUGE_VAL;
  if (static_cast<long double>(actual) == exact) return 0;
  const long double size = std::fabs(exact);
  if (size < Limits::min()) return std::fabs(actual) <= Limits::min() ? 0 : HUGE_VAL;
  if (size > Limits::max()) {  // the exact value, rounded, may be the largest number
    const bool same_side = (actual > 0) == (exact > 0);
    return same_side && std::fabs(actual) >= Limits::max() ? 0 : HUGE_VAL;
  }
  if (std::isinf(actual)) return static_cast<T>(size) >= Limits::max() ? 1 : HUGE_VAL;
  const long double ulp = std::ldexp(1.0L, std::ilogb(exact) - Limits::digits + 1);
  return static_cast<double>(std::fabs(static_cast<long double>(actual) - exact) / ulp);
}

// The sweeps over every float look at every GLIA_SWEEP_STEP-th, for a first look in little time. An
// odd step meets every exponent and both signs.
inline uint64_t sweep_step() {
  const char* text = std::getenv("GLIA_SWEEP_STEP");
  const uint64_t step = text == nullptr ? 1 : std::strtoull(text, nullptr, 10);
  return step == 0 ? 1 : step;
}

// Whether the reference has more digits than T. Emscripten's expl and erfcl are exp and erfc: what
// they give is no oracle for the doubles of an operation that falls off like them.
template <class T>
bool has_oracle([[maybe_unused]] TileOp op) {
#if defined(__EMSCRIPTEN__)
  if constexpr (sizeof(T) == 8) {
    for (const TileOp falling :
         {TileOp::kSilu, TileOp::kMish, TileOp::kGelu, TileOp::kGeluTanh, TileOp::kNormalCdf})
      if (op == falling) return false;
  }
#endif
  return true;
}

}  // namespace glia::kernels
