// One measured number, or the reason why there is none.
//
// A metric that has no value on the rows at hand (no rows, one class only) is NaN and says why;
// it is never a made-up 0 or 1. Plain values, usable from any thread.
#pragma once

#include <limits>
#include <string_view>

namespace glia::train {

struct Score {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::string_view reason;  // Empty when the value is defined; otherwise a few words, static.

  bool defined() const { return reason.empty(); }
};

inline Score scored(double value) { return {value, {}}; }
inline Score undefined(std::string_view reason) {
  return {std::numeric_limits<double>::quiet_NaN(), reason};
}

// The reasons, as texts a person can read after "no value: ".
inline constexpr std::string_view kNoRows = "no rows";
inline constexpr std::string_view kTooFewRows = "fewer than two rows";
inline constexpr std::string_view kNotFinite = "a prediction is not finite";
inline constexpr std::string_view kNoPositives = "no row of the positive class";
inline constexpr std::string_view kNoNegatives = "no row outside the positive class";
inline constexpr std::string_view kClassAbsent = "a class has no rows";

}  // namespace glia::train
