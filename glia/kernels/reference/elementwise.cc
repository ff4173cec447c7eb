#include "glia/kernels/reference/elementwise.h"

#include <cmath>

namespace glia::kernels::reference {
namespace {

// Wider than double where the platform has it, so that the oracle is better than what it judges.
using Wide = long double;

template <class T>
T real_of_one(TileOp op, T x) {
  const Wide w = x;
  switch (op) {
    case TileOp::kNeg:
      return -x;
    case TileOp::kAbs:
      return std::fabs(x);
    case TileOp::kSign:
      return std::isnan(x) ? x : static_cast<T>((x > 0) - (x < 0));
    case TileOp::kExp:
      return static_cast<T>(std::exp(w));
    case TileOp::kExpm1:
      return static_cast<T>(std::expm1(w));
    case TileOp::kLog:
      return static_cast<T>(std::log(w));
    case TileOp::kLog1p:
      return static_cast<T>(std::log1p(w));
    case TileOp::kSqrt:
      return std::sqrt(x);
    case TileOp::kSquare:
      return x * x;
    case TileOp::kReciprocal:
      return 1 / x;
    case TileOp::kTanh:
      return static_cast<T>(std::tanh(w));
    case TileOp::kSigmoid:
      return static_cast<T>(1 / (1 + std::exp(-w)));
    case TileOp::kSoftplus:
      // Above 100 the difference to x is below the last bit.
      return w > 100 ? x : static_cast<T>(std::log1p(std::exp(w)));
    case TileOp::kRelu:
      return std::isnan(x) || x > 0 ? x : T{0};
    case TileOp::kSin:
      return static_cast<T>(std::sin(w));
    case TileOp::kCos:
      return static_cast<T>(std::cos(w));
    case TileOp::kErf:
      return static_cast<T>(std::erf(w));
    case TileOp::kStep:
      return std::isnan(x) ? x : (x >= 0 ? T{1} : T{0});
    default:
      return T{0};
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
      return static_cast<T>(std::pow(static_cast<Wide>(a), static_cast<Wide>(b)));
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

template void elementwise<float>(TileOp, const void* const*, void*, size_t);
template void elementwise<double>(TileOp, const void* const*, void*, size_t);

}  // namespace glia::kernels::reference
