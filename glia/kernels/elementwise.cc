#include "glia/kernels/elementwise.h"

#include <type_traits>

#include "glia/base/error.h"
#include "glia/kernels/elementwise_internal.h"

namespace glia::kernels {

template <class T>
TileFunction tile_function(TileOp op) {
  TileFunction found = nullptr;
  if constexpr (std::is_same_v<T, float>) {
    found = arithmetic_tile_f32(op);
    if (found == nullptr) found = math_tile_f32(op);
    if (found == nullptr) found = library_tile_f32(op);
  } else {
    found = arithmetic_tile_f64(op);
    if (found == nullptr) found = math_tile_f64(op);
    if (found == nullptr) found = library_tile_f64(op);
  }
  GLIA_ASSERT(found != nullptr);
  return found;
}

template TileFunction tile_function<float>(TileOp op);
template TileFunction tile_function<double>(TileOp op);

}  // namespace glia::kernels
