#include "glia/tensor/type.h"

namespace glia {

const char* type_name(Type type) {
  switch (type) {
    case Type::kReal:
      return "real";
    case Type::kI32:
      return "i32";
    case Type::kI64:
      return "i64";
    case Type::kU8:
      return "u8";
    case Type::kBool:
      return "bool";
  }
  return "?";
}

const char* real_name(Real real) { return real == Real::kFloat ? "float" : "double"; }

}  // namespace glia
