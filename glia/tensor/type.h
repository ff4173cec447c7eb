// Element types of values. `real` is bound to float or double when a graph is compiled, so that one
// graph serves training (float) and gradient checks and golden numbers (double).
#pragma once

#include <cstddef>
#include <cstdint>

namespace glia {

enum class Type : uint8_t { kReal, kI32, kI64, kU8, kBool };
enum class Real : uint8_t { kFloat, kDouble };

const char* type_name(Type type);
const char* real_name(Real real);

// Bytes of one element.
constexpr size_t type_size(Type type, Real real) {
  switch (type) {
    case Type::kReal:
      return real == Real::kFloat ? 4 : 8;
    case Type::kI32:
      return 4;
    case Type::kI64:
      return 8;
    case Type::kU8:
    case Type::kBool:
      return 1;
  }
  return 0;
}

}  // namespace glia
