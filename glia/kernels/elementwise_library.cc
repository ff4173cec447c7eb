// sin, cos, erf and pow as plain loops over the standard library, which keeps the contract: float
// goes through double and is rounded once, and one scalar call per element can't depend on place.
#include <cmath>
#include <type_traits>

#include "glia/kernels/elementwise_internal.h"

namespace glia::kernels {
namespace {

struct Sin {
  static double apply(double x) { return std::sin(x); }
};
struct Cos {
  static double apply(double x) { return std::cos(x); }
};
struct Erf {
  static double apply(double x) { return std::erf(x); }
};

template <class T, class Op>
void map_one(const void* const* in, void* out, size_t n, unsigned) {
  const T* x = static_cast<const T*>(in[0]);
  T* y = static_cast<T*>(out);
  for (size_t i = 0; i < n; ++i) y[i] = static_cast<T>(Op::apply(static_cast<double>(x[i])));
}

template <class T>
void pow_tile(const void* const* in, void* out, size_t n, unsigned) {
  const T* x = static_cast<const T*>(in[0]);
  const T* y = static_cast<const T*>(in[1]);
  T* z = static_cast<T*>(out);
  for (size_t i = 0; i < n; ++i) {
    z[i] = static_cast<T>(std::pow(static_cast<double>(x[i]), static_cast<double>(y[i])));
  }
}

template <class T>
TileFunction library_tile(TileOp op) {
  switch (op) {
    case TileOp::kSin:
      return &map_one<T, Sin>;
    case TileOp::kCos:
      return &map_one<T, Cos>;
    case TileOp::kErf:
      return &map_one<T, Erf>;
    case TileOp::kPow:
      return &pow_tile<T>;
    default:
      return nullptr;
  }
}

}  // namespace

TileFunction library_tile_f32(TileOp op) { return library_tile<float>(op); }
TileFunction library_tile_f64(TileOp op) { return library_tile<double>(op); }

}  // namespace glia::kernels
