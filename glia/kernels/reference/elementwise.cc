#include "glia/kernels/reference/elementwise.h"

#include <cmath>

namespace glia::kernels::reference {
namespace {

// Functions of one value are written for a wide type, so that the oracle is better than what it
// judges: long double, or double where floats are judged by the thousand million.
constexpr long double kRootTwo = 1.41421356237309504880168872420969807857L;
constexpr long double kInverseRootPi = 0.56418958354775628694807945156077258584L;

// P(X <= x) = erfc(-x / sqrt(2)) / 2 for a normal X. The quotient is rounded, which costs x^2 ulp:
// its remainder, found exactly by a fused multiply, moves the value along the slope.
template <class W>
W normal_cdf(W x) {
  constexpr W kRoot = static_cast<W>(kRootTwo);
  const W z = -x / kRoot;
  if (!std::isfinite(z)) return std::erfc(z) / 2;
  const W rest = std::fma(z, kRoot, x) / kRoot + z * static_cast<W>((kRootTwo - kRoot) / kRootTwo);
  return (std::erfc(z) + 2 * static_cast<W>(kInverseRootPi) * std::exp(-z * z) * rest) / 2;
}

// x / (1 + e^-(v + rest)), where nothing overflows.
template <class W>
W gated(W x, W v, W rest) {
  if (std::isinf(x)) return x < 0 ? -W{0} : x;
  const W e = std::exp(-std::fabs(v)) * (v < 0 ? 1 + rest : 1 - rest);
  return v < 0 ? x * e / (1 + e) : x / (1 + e);
}

// v = 2 sqrt(2 / pi) (x + 0.044715 x^3), with what the rounding of its terms leaves out.
template <class W>
W gelu_tanh(W x) {
  constexpr W kLinear = static_cast<W>(1.595769121605730711759784239737527473903L);
  constexpr W kCubic = static_cast<W>(0.07135481627260024877633875227986354099559L);
  constexpr W kLinearRest = static_cast<W>(1.595769121605730711759784239737527473903L - kLinear);
  constexpr W kCubicRest = static_cast<W>(0.07135481627260024877633875227986354099559L - kCubic);
  if (std::isnan(x) || std::fabs(x) > 1000) return x < 0 ? -W{0} : x;
  const W square = x * x;
  const W cubic = kCubic * square;
  const W cubic_rest = std::fma(kCubic, square, -cubic) + kCubic * std::fma(x, x, -square) +
                       kCubicRest * square + kLinearRest;
  const W sum = kLinear + cubic;
  const W lost = kLinear > cubic ? (kLinear - sum) + cubic : (cubic - sum) + kLinear;
  const W v = x * sum;
  return gated(x, v, std::fma(x, sum, -v) + x * (lost + cubic_rest));
}

// x tanh(log(1 + e^x)). Below 0 as x n / (n + 2) with n = (1 + e^x)^2 - 1, which would cancel.
template <class W>
W mish(W x) {
  if (std::isinf(x)) return x < 0 ? -W{0} : x;
  if (x > 0) return x > 100 ? x : x * std::tanh(std::log1p(std::exp(x)));
  const W n = std::exp(x) * (std::exp(x) + 2);
  return x * n / (n + 2);
}

template <class W>
W value_of_one(TileOp op, W x) {
  switch (op) {
    case TileOp::kExp:
      return std::exp(x);
    case TileOp::kExpm1:
      return std::expm1(x);
    case TileOp::kLog:
      return std::log(x);
    case TileOp::kLog1p:
      return std::log1p(x);
    case TileOp::kTanh:
      return std::tanh(x);
    case TileOp::kSigmoid:
      return 1 / (1 + std::exp(-x));
    case TileOp::kSoftplus:
      // Above 100 the difference to x is below the last bit.
      return x > 100 ? x : std::log1p(std::exp(x));
    case TileOp::kNormalCdf:
      return normal_cdf(x);
    case TileOp::kGelu:
      return x == -static_cast<W>(HUGE_VALL) ? -W{0} : x * normal_cdf(x);
    case TileOp::kGeluTanh:
      return gelu_tanh(x);
    case TileOp::kSilu:
      return gated(x, x, W{0});
    case TileOp::kMish:
      return mish(x);
    case TileOp::kSoftsign:
      return std::isinf(x) ? std::copysign(W{1}, x) : x / (1 + std::fabs(x));
    case TileOp::kSin:
      return std::sin(x);
    case TileOp::kCos:
      return std::cos(x);
    case TileOp::kErf:
      return std::erf(x);
    default:
      return W{0};
  }
}

// What rounds at most once stays in T: a second rounding could be another number.
template <class T>
T real_of_one(TileOp op, T x) {
  switch (op) {
    case TileOp::kNeg:
      return -x;
    case TileOp::kAbs:
      return std::fabs(x);
    case TileOp::kSign:
      return std::isnan(x) ? x : static_cast<T>((x > 0) - (x < 0));
    case TileOp::kSqrt:
      return std::sqrt(x);
    case TileOp::kSquare:
      return x * x;
    case TileOp::kReciprocal:
      return 1 / x;
    case TileOp::kRelu:
      return std::isnan(x) || x > 0 ? x : T{0};
    case TileOp::kStep:
      return std::isnan(x) ? x : (x >= 0 ? T{1} : T{0});
    default:
      return static_cast<T>(value_of_one(op, static_cast<long double>(x)));
  }
}

template <class T>
T real_of_two(TileOp op, T a, T b) {
  switch (op) {
    case TileOp::kAdd:
      return a + b;
    case TileOp::kSub:
      return a - b;
    case TileOp::kMul:
      return a * b;
    case TileOp::kDiv:
      return a / b;
    case TileOp::kPow:
      return static_cast<T>(std::pow(static_cast<long double>(a), static_cast<long double>(b)));
    case TileOp::kMinimum:
      return std::isnan(a) || std::isnan(b) ? a + b : (b < a ? b : a);
    case TileOp::kMaximum:
      return std::isnan(a) || std::isnan(b) ? a + b : (b > a ? b : a);
    default:
      return T{0};
  }
}

template <class T>
bool compare(TileOp op, T a, T b) {
  switch (op) {
    case TileOp::kLess:
      return a < b;
    case TileOp::kLessEqual:
      return a <= b;
    case TileOp::kGreater:
      return a > b;
    case TileOp::kGreaterEqual:
      return a >= b;
    case TileOp::kEqual:
      return a == b;
    default:
      return a != b;
  }
}

bool logic(TileOp op, bool a, bool b) {
  if (op == TileOp::kNot) return !a;
  return op == TileOp::kAnd ? a && b : a || b;
}

}  // namespace

template <class T>
void elementwise(TileOp op, const void* const* in, void* out, size_t n) {
  const TileOpInfo& about = info(op);
  const auto real = [&](int k, size_t i) { return static_cast<const T*>(in[k])[i]; };
  const auto boolean = [&](int k, size_t i) { return static_cast<const uint8_t*>(in[k])[i] != 0; };
  for (size_t i = 0; i < n; ++i) {
    if (about.bool_out) {
      const bool result = about.bool_in != 0 ? logic(op, boolean(0, i), boolean(about.arity - 1, i))
                                             : compare(op, real(0, i), real(1, i));
      static_cast<uint8_t*>(out)[i] = result ? 1 : 0;
      continue;
    }
    T result;
    if (op == TileOp::kSelect) {
      result = boolean(0, i) ? real(1, i) : real(2, i);
    } else if (op == TileOp::kCastBool) {
      result = boolean(0, i) ? T{1} : T{0};
    } else if (about.arity == 1) {
      result = real_of_one(op, real(0, i));
    } else {
      result = real_of_two(op, real(0, i), real(1, i));
    }
    static_cast<T*>(out)[i] = result;
  }
}

long double exact_value(TileOp op, long double x) { return value_of_one(op, x); }
double exact_value(TileOp op, double x) { return value_of_one(op, x); }

template void elementwise<float>(TileOp, const void* const*, void*, size_t);
template void elementwise<double>(TileOp, const void* const*, void*, size_t);

}  // namespace glia::kernels::reference
