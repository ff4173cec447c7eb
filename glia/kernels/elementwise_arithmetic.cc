// The elementwise operations that round at most once: arithmetic, comparisons, logic, select,
// casts.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/elementwise_arithmetic.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include "glia/kernels/elementwise_internal.h"
#include "glia/kernels/tile-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

#define GLIA_UNARY(Name, expression)                       \
  struct Name {                                            \
    template <class D, class V>                            \
    static HWY_INLINE V apply([[maybe_unused]] D d, V x) { \
      return expression;                                   \
    }                                                      \
  }
#define GLIA_BINARY(Name, expression)                              \
  struct Name {                                                    \
    template <class D, class V>                                    \
    static HWY_INLINE auto apply([[maybe_unused]] D d, V a, V b) { \
      return expression;                                           \
    }                                                              \
  }

GLIA_UNARY(Negative, Neg(x));
GLIA_UNARY(Absolute, Abs(x));
// Zero and NaN fall through to x itself.
GLIA_UNARY(Sign, IfThenElse(x > Zero(d), Set(d, 1), IfThenElse(x < Zero(d), Set(d, -1), x)));
GLIA_UNARY(SquareRoot, Sqrt(x));
GLIA_UNARY(Square, x* x);
GLIA_UNARY(Reciprocal, Set(d, 1) / x);
GLIA_UNARY(Relu, IfThenElse(x <= Zero(d), Zero(d), x));
GLIA_UNARY(Step, IfThenElse(x >= Zero(d), Set(d, 1), IfThenElse(x < Zero(d), Zero(d), x)));

GLIA_BINARY(Plus, a + b);
GLIA_BINARY(Minus, a - b);
GLIA_BINARY(Times, a* b);
GLIA_BINARY(Divide, a / b);
// A comparison with NaN is false and picks b; the outer choice puts a NaN of a back.
GLIA_BINARY(Minimum, IfThenElse(IsNaN(a), a, IfThenElse(a <= b, a, b)));
GLIA_BINARY(Maximum, IfThenElse(IsNaN(a), a, IfThenElse(a >= b, a, b)));

GLIA_BINARY(Less, a < b);
GLIA_BINARY(LessEqual, a <= b);
GLIA_BINARY(Greater, a > b);
GLIA_BINARY(GreaterEqual, a >= b);
GLIA_BINARY(Equal, a == b);
// Not a != b: with a NaN Highway calls that false on AVX2 and true elsewhere.
GLIA_BINARY(NotEqual, Not(a == b));

#undef GLIA_UNARY
#undef GLIA_BINARY

// Bytes: exact, so the compiler's own vectors and tails give the same bits as any other loop.
void logical_and(const void* const* in, void* out, size_t n, unsigned) {
  const uint8_t* a = static_cast<const uint8_t*>(in[0]);
  const uint8_t* b = static_cast<const uint8_t*>(in[1]);
  uint8_t* y = static_cast<uint8_t*>(out);
  for (size_t i = 0; i < n; ++i) y[i] = static_cast<uint8_t>(a[i] & b[i]);
}

void logical_or(const void* const* in, void* out, size_t n, unsigned) {
  const uint8_t* a = static_cast<const uint8_t*>(in[0]);
  const uint8_t* b = static_cast<const uint8_t*>(in[1]);
  uint8_t* y = static_cast<uint8_t*>(out);
  for (size_t i = 0; i < n; ++i) y[i] = static_cast<uint8_t>(a[i] | b[i]);
}

void logical_not(const void* const* in, void* out, size_t n, unsigned) {
  const uint8_t* a = static_cast<const uint8_t*>(in[0]);
  uint8_t* y = static_cast<uint8_t*>(out);
  for (size_t i = 0; i < n; ++i) y[i] = a[i] == 0 ? 1 : 0;
}

template <class T>
void select(const void* const* in, void* out, size_t n, unsigned) {
  const Tag<T> d;
  const size_t lanes = Lanes(d);
  const uint8_t* c = static_cast<const uint8_t*>(in[0]);
  const T* a = static_cast<const T*>(in[1]);
  const T* b = static_cast<const T*>(in[2]);
  T* y = static_cast<T*>(out);
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    StoreU(IfThenElse(load_bool(d, c + i), LoadU(d, a + i), LoadU(d, b + i)), d, y + i);
  }
  for (; i < n; ++i) y[i] = c[i] != 0 ? a[i] : b[i];
}

template <class T>
void cast_bool(const void* const* in, void* out, size_t n, unsigned) {
  const Tag<T> d;
  const size_t lanes = Lanes(d);
  const uint8_t* x = static_cast<const uint8_t*>(in[0]);
  T* y = static_cast<T*>(out);
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    StoreU(IfThenElseZero(load_bool(d, x + i), Set(d, T{1})), d, y + i);
  }
  for (; i < n; ++i) y[i] = x[i] != 0 ? T{1} : T{0};
}

template <class T>
TileFunction arithmetic_tile(TileOp op) {
  switch (op) {
    case TileOp::kNeg:
      return &map_one<T, Negative>;
    case TileOp::kAbs:
      return &map_one<T, Absolute>;
    case TileOp::kSign:
      return &map_one<T, Sign>;
    case TileOp::kSqrt:
      return &map_one<T, SquareRoot>;
    case TileOp::kSquare:
      return &map_one<T, Square>;
    case TileOp::kReciprocal:
      return &map_one<T, Reciprocal>;
    case TileOp::kRelu:
      return &map_one<T, Relu>;
    case TileOp::kStep:
      return &map_one<T, Step>;
    case TileOp::kAdd:
      return &map_two<T, Plus>;
    case TileOp::kSub:
      return &map_two<T, Minus>;
    case TileOp::kMul:
      return &map_two<T, Times>;
    case TileOp::kDiv:
      return &map_two<T, Divide>;
    case TileOp::kMinimum:
      return &map_two<T, Minimum>;
    case TileOp::kMaximum:
      return &map_two<T, Maximum>;
    case TileOp::kLess:
      return &compare<T, Less>;
    case TileOp::kLessEqual:
      return &compare<T, LessEqual>;
    case TileOp::kGreater:
      return &compare<T, Greater>;
    case TileOp::kGreaterEqual:
      return &compare<T, GreaterEqual>;
    case TileOp::kEqual:
      return &compare<T, Equal>;
    case TileOp::kNotEqual:
      return &compare<T, NotEqual>;
    case TileOp::kAnd:
      return &logical_and;
    case TileOp::kOr:
      return &logical_or;
    case TileOp::kNot:
      return &logical_not;
    case TileOp::kSelect:
      return &select<T>;
    case TileOp::kCastBool:
      return &cast_bool<T>;
    default:
      return nullptr;
  }
}

TileFunction arithmetic_f32(TileOp op) { return arithmetic_tile<float>(op); }
TileFunction arithmetic_f64(TileOp op) { return arithmetic_tile<double>(op); }

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {
namespace {
HWY_EXPORT(arithmetic_f32);
HWY_EXPORT(arithmetic_f64);
}  // namespace

TileFunction arithmetic_tile_f32(TileOp op) { return HWY_DYNAMIC_DISPATCH(arithmetic_f32)(op); }
TileFunction arithmetic_tile_f64(TileOp op) { return HWY_DYNAMIC_DISPATCH(arithmetic_f64)(op); }

}  // namespace glia::kernels
#endif  // HWY_ONCE
