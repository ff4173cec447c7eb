// The elementwise operations that are built from exponentials and logarithms, and activations that
// would lose digits or infinities as a chain of other operations.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/elementwise_math.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include "glia/kernels/activation-inl.h"
#include "glia/kernels/elementwise_internal.h"
#include "glia/kernels/math-inl.h"
#include "glia/kernels/tile-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

#define GLIA_MATH(Name, function)           \
  struct Name {                             \
    template <class D, class V>             \
    static HWY_INLINE V apply(D d, V x) {   \
      return HWY_NAMESPACE::function(d, x); \
    }                                       \
  }

GLIA_MATH(Exp, exp);
GLIA_MATH(Expm1, expm1);
GLIA_MATH(Log, log);
GLIA_MATH(Log1p, log1p);
GLIA_MATH(Tanh, tanh);
GLIA_MATH(Sigmoid, sigmoid);
GLIA_MATH(Softplus, softplus);
GLIA_MATH(NormalCdf, normal_cdf);
GLIA_MATH(Gelu, gelu);
GLIA_MATH(GeluTanh, gelu_tanh);
GLIA_MATH(Silu, silu);
GLIA_MATH(Mish, mish);
GLIA_MATH(Softsign, softsign);

#undef GLIA_MATH

template <class T>
TileFunction math_tile(TileOp op) {
  switch (op) {
    case TileOp::kExp:
      return &map_one<T, Exp>;
    case TileOp::kExpm1:
      return &map_one<T, Expm1>;
    case TileOp::kLog:
      return &map_one<T, Log>;
    case TileOp::kLog1p:
      return &map_one<T, Log1p>;
    case TileOp::kTanh:
      return &map_one<T, Tanh>;
    case TileOp::kSigmoid:
      return &map_one<T, Sigmoid>;
    case TileOp::kSoftplus:
      return &map_one<T, Softplus>;
    case TileOp::kNormalCdf:
      return &map_one<T, NormalCdf>;
    case TileOp::kGelu:
      return &map_one<T, Gelu>;
    case TileOp::kGeluTanh:
      return &map_one<T, GeluTanh>;
    case TileOp::kSilu:
      return &map_one<T, Silu>;
    case TileOp::kMish:
      return &map_one<T, Mish>;
    case TileOp::kSoftsign:
      return &map_one<T, Softsign>;
    default:
      return nullptr;
  }
}

TileFunction math_f32(TileOp op) { return math_tile<float>(op); }
TileFunction math_f64(TileOp op) { return math_tile<double>(op); }

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {
namespace {
HWY_EXPORT(math_f32);
HWY_EXPORT(math_f64);
}  // namespace

TileFunction math_tile_f32(TileOp op) { return HWY_DYNAMIC_DISPATCH(math_f32)(op); }
TileFunction math_tile_f64(TileOp op) { return HWY_DYNAMIC_DISPATCH(math_f64)(op); }

}  // namespace glia::kernels
#endif  // HWY_ONCE
