// Integer arithmetic that notices overflow, for sizes that come from a file or a user.
//
// checked_* give nothing on overflow; *_or_fail throw Error(kData), saying what was computed.
// Both operands have one type, so a signed and an unsigned size can't be mixed by accident.
// Pure functions, callable from any thread.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "glia/base/error.h"

namespace glia {

template <class T>
constexpr std::optional<T> checked_add(T a, T b) {
  static_assert(std::is_integral_v<T>);
  T result{};
  if (__builtin_add_overflow(a, b, &result)) return std::nullopt;
  return result;
}

template <class T>
constexpr std::optional<T> checked_mul(T a, T b) {
  static_assert(std::is_integral_v<T>);
  T result{};
  if (__builtin_mul_overflow(a, b, &result)) return std::nullopt;
  return result;
}

// `value` as a To, or nothing where To can't hold it.
template <class To, class From>
constexpr std::optional<To> checked_cast(From value) {
  static_assert(std::is_integral_v<To> && std::is_integral_v<From>);
  To result{};
  if (__builtin_add_overflow(value, From{0}, &result)) return std::nullopt;
  return result;
}

// The smallest multiple of `unit` (> 0) that is not below `value` (>= 0).
template <class T>
constexpr std::optional<T> checked_round_up(T value, T unit) {
  const std::optional<T> sum = checked_add<T>(value, static_cast<T>(unit - 1));
  if (!sum) return std::nullopt;
  return static_cast<T>(*sum / unit * unit);
}

// `what` names the quantity, as in "bytes of tensor dense1.weight".
template <class T>
T add_or_fail(T a, T b, std::string_view what) {
  if (const std::optional<T> result = checked_add(a, b)) return *result;
  fail(ErrorKind::kData, std::string(what) + ": " + std::to_string(a) + " + " + std::to_string(b) +
                             " is too large to count");
}

template <class T>
T mul_or_fail(T a, T b, std::string_view what) {
  if (const std::optional<T> result = checked_mul(a, b)) return *result;
  fail(ErrorKind::kData, std::string(what) + ": " + std::to_string(a) + " * " + std::to_string(b) +
                             " is too large to count");
}

}  // namespace glia
