// Elementwise functions over contiguous tiles: one function pointer for each operation and type.
//
// A plan looks a function up once and calls it for every tile; nothing here allocates, checks
// shapes, broadcasts or threads. Safe to call from any thread.
//
// The bits of an element depend on the elements it is computed from, the type and the CPU, never
// on its place in the tile or on n.
#pragma once

#include <cstddef>
#include <cstdint>

namespace glia::kernels {

// out[i] = f(in[0][i], in[1][i], ...) for 0 <= i < n. n may be 0.
//
// in: as many pointers as the operation's arity. Real values are T, booleans uint8_t 0 or 1.
// Where bit k of `repeated` is set, in[k] points at one element that stands for all n; only the
// operations that repeats(op) names take that. out may be the same pointer as an input of the same
// element size that is not repeated; a partial overlap is not allowed. No alignment is needed.
using TileFunction = void (*)(const void* const* in, void* out, size_t n, unsigned repeated);

// Bounds are against the exact value of the rounded input, for normal inputs and results, in
// units in the last place (float, double). Denormal results may be flushed to zero. NaN gives NaN
// and infinities give the limit.
enum class TileOp : uint8_t {
  // T -> T
  kNeg,         // -x, exact
  kAbs,         // |x|, exact
  kSign,        // -1, 0, 1; NaN stays NaN
  kExp,         // 1, 1
  kExpm1,       // e^x - 1 without cancellation near 0: 2, 2
  kLog,         // 1, 1; log 0 = -inf, below 0 NaN
  kLog1p,       // log(1 + x) without rounding 1 + x: 2, 2
  kSqrt,        // correctly rounded
  kSquare,      // x * x, correctly rounded
  kReciprocal,  // 1 / x, correctly rounded
  kTanh,        // 2, 4
  kSigmoid,     // 1 / (1 + e^-x): 2.5, 4
  kSoftplus,    // log(1 + e^x), never overflows before x does: 2.5, 4
  kNormalCdf,   // P(normal variable <= x) = erfc(-x / sqrt(2)) / 2, exact in the tail: 4, 4
  kGelu,        // x times that: 4, 4
  kGeluTanh,    // x / (1 + e^-(2 sqrt(2 / pi) (x + 0.044715 x^3))): 4, 4
  kSilu,        // x / (1 + e^-x): 3, 4
  kMish,        // x tanh(log(1 + e^x)): 4, 4
  kSoftsign,    // x / (1 + |x|): 1.5, 1.5
  kRelu,        // 0 for x <= 0, else x; NaN stays NaN
  kSin,         // 1, 1
  kCos,         // 1, 1
  kErf,         // 1, 2
  kStep,        // x >= 0 ? 1 : 0; NaN gives NaN
  // T, T -> T
  kAdd,
  kSub,
  kMul,
  kDiv,
  kPow,      // std::pow: 1, 1
  kMinimum,  // NaN when either is NaN
  kMaximum,  // NaN when either is NaN
  // T, T -> bool; false with a NaN, except kNotEqual
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kEqual,
  kNotEqual,
  // bool, bool -> bool; kNot: bool -> bool
  kAnd,
  kOr,
  kNot,
  kSelect,    // bool, T, T -> T: in[0] ? in[1] : in[2]; the untaken value never matters
  kCastBool,  // bool -> T: 0 or 1
};

inline constexpr int kTileOpCount = static_cast<int>(TileOp::kCastBool) + 1;

// What a caller must know to lay out the operands of an operation.
struct TileOpInfo {
  const char* name;  // "add": lower case, stable
  int arity;         // 1, 2 or 3
  uint8_t bool_in;   // bit k is set when input k is a boolean, otherwise it is real
  bool bool_out;     // the result is a boolean
};

inline constexpr TileOpInfo kTileOpInfos[kTileOpCount] = {
    {"neg", 1, 0, false},        {"abs", 1, 0, false},          {"sign", 1, 0, false},
    {"exp", 1, 0, false},        {"expm1", 1, 0, false},        {"log", 1, 0, false},
    {"log1p", 1, 0, false},      {"sqrt", 1, 0, false},         {"square", 1, 0, false},
    {"reciprocal", 1, 0, false}, {"tanh", 1, 0, false},         {"sigmoid", 1, 0, false},
    {"softplus", 1, 0, false},   {"normal_cdf", 1, 0, false},   {"gelu", 1, 0, false},
    {"gelu_tanh", 1, 0, false},  {"silu", 1, 0, false},         {"mish", 1, 0, false},
    {"softsign", 1, 0, false},   {"relu", 1, 0, false},         {"sin", 1, 0, false},
    {"cos", 1, 0, false},        {"erf", 1, 0, false},          {"step", 1, 0, false},
    {"add", 2, 0, false},        {"sub", 2, 0, false},          {"mul", 2, 0, false},
    {"div", 2, 0, false},        {"pow", 2, 0, false},          {"minimum", 2, 0, false},
    {"maximum", 2, 0, false},    {"less", 2, 0, true},          {"less_equal", 2, 0, true},
    {"greater", 2, 0, true},     {"greater_equal", 2, 0, true}, {"equal", 2, 0, true},
    {"not_equal", 2, 0, true},   {"and", 2, 3, true},           {"or", 2, 3, true},
    {"not", 1, 1, true},         {"select", 3, 1, false},       {"cast_bool", 1, 1, false},
};

constexpr const TileOpInfo& info(TileOp op) { return kTileOpInfos[static_cast<int>(op)]; }

// The bounds above, in units in the last place; 0: the bits of the rounded exact result.
struct UlpBound {
  double single;  // float
  double wide;    // double
};

constexpr UlpBound ulp_bound(TileOp op) {
  switch (op) {
    case TileOp::kExp:
    case TileOp::kLog:
    case TileOp::kSin:
    case TileOp::kCos:
    case TileOp::kPow:
      return {1, 1};
    case TileOp::kExpm1:
    case TileOp::kLog1p:
      return {2, 2};
    case TileOp::kErf:
      return {1, 2};
    case TileOp::kTanh:
      return {2, 4};
    case TileOp::kSigmoid:
    case TileOp::kSoftplus:
      return {2.5, 4};
    case TileOp::kNormalCdf:
    case TileOp::kGelu:
    case TileOp::kGeluTanh:
    case TileOp::kMish:
      return {4, 4};
    case TileOp::kSilu:
      return {3, 4};
    case TileOp::kSoftsign:
      return {1.5, 1.5};
    default:
      return {0, 0};
  }
}

// Whether the function takes repeated operands, at least one beside one that is not.
constexpr bool repeats(TileOp op) {
  return op == TileOp::kAdd || op == TileOp::kSub || op == TileOp::kMul || op == TileOp::kDiv ||
         op == TileOp::kMinimum || op == TileOp::kMaximum;
}

// The function for this CPU; never null. T: float or double (kAnd, kOr and kNot ignore it).
template <class T>
TileFunction tile_function(TileOp op);

extern template TileFunction tile_function<float>(TileOp op);
extern template TileFunction tile_function<double>(TileOp op);

}  // namespace glia::kernels
