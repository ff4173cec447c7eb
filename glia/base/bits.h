// The bits of one type as another: bit_cast of C++20, which the libc++ 13 of emscripten lacks.
#pragma once

#include <cstring>
#include <type_traits>

namespace glia {

// A `To` of the same bytes as `from`, as in bits_as<uint64_t>(1.0).
template <class To, class From>
inline To bits_as(const From& from) {
  static_assert(sizeof(To) == sizeof(From));
  static_assert(std::is_trivially_copyable_v<To> && std::is_trivially_copyable_v<From>);
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

}  // namespace glia
