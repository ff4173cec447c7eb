// Vector exp, expm1, log, log1p, tanh, sigmoid and softplus for float and double, accurate with and
// without FMA. No tables, no branches on values; any input is allowed, NaN and infinities included.
//
// Included once for each target. Error bounds are in elementwise.h and are tested there.
#include "glia/kernels/lanes-inl.h"

#if defined(GLIA_KERNELS_MATH_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_MATH_INL_H
#undef GLIA_KERNELS_MATH_INL_H
#else
#define GLIA_KERNELS_MATH_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {

// ln2_high has zero low bits, so that k * ln2_high is exact for every exponent k.
template <class T>
struct MathConstants;

template <>
struct MathConstants<float> {
  using Bits = uint32_t;
  static constexpr int kMantissaBits = 23;
  static constexpr Bits kMagicBits = 0x4B400000;  // 1.5 * 2^23
  static constexpr Bits kOneBits = 0x3F800000;
  static constexpr Bits kRootHalfBits = 0x3F3504F3;
  static constexpr Bits kMantissaMask = 0x007FFFFF;
  static constexpr int kBias = 127;
  static constexpr float kMagic = 12582912.0f;
  static constexpr float kLn2High = 0x1.62e4p-1f;
  static constexpr float kLn2Low = 0x1.7f7d1cp-20f;
  static constexpr float kExpLow = -104.0f;  // e^x rounds to 0 below, to infinity above
  static constexpr float kExpHigh = 89.0f;
  static constexpr float kExpZero = -88.0f;   // k = -127, which power_of_two makes 0
  static constexpr float kExpm1Low = -20.0f;  // rounds to -1 below
  static constexpr float kTanhHigh = 10.0f;   // rounds to 1 above
  static constexpr float kTiny = 0x1p-25f;    // e^x - 1 and log(1 + x) round to x below
  static constexpr float kSmallestNormal = 0x1p-126f;
  static constexpr float kDenormalScale = 0x1p24f;
  static constexpr float kDenormalExponent = 24.0f;
};

template <>
struct MathConstants<double> {
  using Bits = uint64_t;
  static constexpr int kMantissaBits = 52;
  static constexpr Bits kMagicBits = 0x4338000000000000;  // 1.5 * 2^52
  static constexpr Bits kOneBits = 0x3FF0000000000000;
  static constexpr Bits kRootHalfBits = 0x3FE6A09E667F3BCD;
  static constexpr Bits kMantissaMask = 0x000FFFFFFFFFFFFF;
  static constexpr int kBias = 1023;
  static constexpr double kMagic = 6755399441055744.0;
  static constexpr double kLn2High = 6.93147180369123816490e-01;
  static constexpr double kLn2Low = 1.90821492927058770002e-10;
  static constexpr double kExpLow = -746.0;
  static constexpr double kExpHigh = 710.0;
  static constexpr double kExpZero = -709.0;
  static constexpr double kExpm1Low = -40.0;
  static constexpr double kTanhHigh = 20.0;
  static constexpr double kTiny = 0x1p-54;
  static constexpr double kSmallestNormal = 0x1p-1022;
  static constexpr double kDenormalScale = 0x1p54;
  static constexpr double kDenormalExponent = 54.0;
};

template <class D>
using ConstantsOf = MathConstants<typename D::T>;

// c0 + x (c1 + x (c2 + ...)), by Horner's rule.
template <class D, class V>
HWY_INLINE V polynomial(D d, V, double c0) {
  return Set(d, static_cast<typename D::T>(c0));
}
template <class D, class V, class... Rest>
HWY_INLINE V polynomial(D d, V x, double c0, Rest... rest) {
  return MulAdd(polynomial(d, x, rest...), x, Set(d, static_cast<typename D::T>(c0)));
}

// The same as a polynomial in x2 = x^2 over pairs of terms, a chain half as long: in a small
// network the latency of the activations is most of a step.
template <class D, class V>
HWY_INLINE V polynomial_by_pairs(D d, V, V, double c0) {
  return Set(d, static_cast<typename D::T>(c0));
}
template <class D, class V>
HWY_INLINE V polynomial_by_pairs(D d, V x, V, double c0, double c1) {
  return polynomial(d, x, c0, c1);
}
template <class D, class V, class... Rest>
HWY_INLINE V polynomial_by_pairs(D d, V x, V x2, double c0, double c1, Rest... rest) {
  return MulAdd(polynomial_by_pairs(d, x, x2, rest...), x2, polynomial(d, x, c0, c1));
}

// Nearest integer of |x| < 2^21: adding 1.5 * 2^23 (or 2^52) leaves no room for a fraction.
template <class D, class V>
HWY_INLINE V nearest(D d, V x) {
  const V magic = Set(d, ConstantsOf<D>::kMagic);
  return (x + magic) - magic;
}

// 2^k for an integer k of the normal exponents: the low bits of the sum are the biased exponent.
template <class D, class V>
HWY_INLINE V power_of_two(D d, V k) {
  using C = ConstantsOf<D>;
  const auto du = bits_tag(d);
  const V biased = k + Set(d, C::kMagic + static_cast<typename D::T>(C::kBias));
  return BitCast(d, ShiftLeft<C::kMantissaBits>(BitCast(du, biased)));
}

// e^x = 2^k (1 + p) with |p| < 0.42; Taylor's series, whose next term is below 1/50 ulp, on
// r = x - k ln 2, |r| <= ln(2) / 2 (Cody and Waite 1980). r is kept as high - low to the end:
// its own rounding would cost a quarter of an ulp.
template <class V>
struct ExpParts {
  V k;
  V p;
};

// p of e^(high - low).
template <class D, class V>
HWY_INLINE V exp_series(D d, V high, V low) {
  const V r = high - low;
  const V r2 = r * r;
  V q;
  if constexpr (sizeof(typename D::T) == 4) {
    q = polynomial_by_pairs(d, r, r2, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040,
                            1.0 / 40320);
  } else {
    q = polynomial_by_pairs(d, r, r2, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040,
                            1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800,
                            1.0 / 479001600, 1.0 / 6227020800);
  }
  return high + MulSub(q, r2, low);
}

template <class D, class V>
HWY_INLINE ExpParts<V> exp_parts(D d, V x) {
  using C = ConstantsOf<D>;
  const V magic = Set(d, C::kMagic);
  const V k = MulAdd(x, Set(d, static_cast<typename D::T>(1.44269504088896340736)), magic) - magic;
  return {k, exp_series(d, NegMulAdd(k, Set(d, C::kLn2High), x), k * Set(d, C::kLn2Low))};
}

template <class D, class V>
HWY_INLINE V exp(D d, V x) {
  using C = ConstantsOf<D>;
  const V inside = Max(Min(x, Set(d, C::kExpHigh)), Set(d, C::kExpLow));
  const auto [k, p] = exp_parts(d, inside);
  // Two factors, because 2^k alone leaves the normal range at both ends.
  const V half = nearest(d, k * Set(d, 0.5));
  const V y = ((Set(d, 1) + p) * power_of_two(d, half)) * power_of_two(d, k - half);
  return IfThenElse(IsNaN(x), x, y);
}

// e^x for x <= 0, with denormal results as 0; not for NaN. One factor of 2^k is enough: that of the
// smallest exponent comes out as 0.
template <class D, class V>
HWY_INLINE V exp_of_negative(D d, V x) {
  using C = ConstantsOf<D>;
  const auto [k, p] = exp_parts(d, Max(x, Set(d, C::kExpZero)));
  return (Set(d, 1) + p) * power_of_two(d, k);
}

// 2^k p + (2^k - 1), everything halved so that 2^k does not overflow before the result does.
template <class D, class V>
HWY_INLINE V expm1(D d, V x) {
  using C = ConstantsOf<D>;
  const V inside = Max(Min(x, Set(d, C::kExpHigh)), Set(d, C::kExpm1Low));
  const auto [k, p] = exp_parts(d, inside);
  const V scale = power_of_two(d, k - Set(d, 1));
  const V halved = scale * p + (scale - Set(d, 0.5));
  const V y = IfThenElse(k == Zero(d), p, halved + halved);
  return IfThenElse(Abs(x) >= Set(d, C::kTiny), y, x);
}

// log(2^k (1 + f)) with a correction c of f, |c| < ulp(1): fdlibm's e_log.c (Sun 1993), on
// s = f / (2 + f): log(1 + f) = 2 s + s^3 (2/3 + ...), written so that f stays exact.
template <class D, class V>
HWY_INLINE V log_sum(D d, V k, V f, V c) {
  using C = ConstantsOf<D>;
  const V s = f / (Set(d, 2) + f);
  const V z = s * s;
  V r;
  if constexpr (sizeof(typename D::T) == 4) {
    r = z * polynomial(d, z, 0xaaaaaa.0p-24, 0xccce13.0p-25, 0x91e9ee.0p-25, 0xf89e26.0p-26);
  } else {
    r = z * polynomial(d, z, 6.666666666666735130e-01, 3.999999999940941908e-01,
                       2.857142874366239149e-01, 2.222219843214978396e-01, 1.818357216161805012e-01,
                       1.531383769920937332e-01, 1.479819860511658591e-01);
  }
  const V half_square = Set(d, 0.5) * f * f;
  const V small = s * (half_square + r) + (k * Set(d, C::kLn2Low) + c);
  return k * Set(d, C::kLn2High) - ((half_square - small) - f);
}

// x = 2^k (1 + f), sqrt(1/2) <= 1 + f < sqrt(2), for normal x > 0.
template <class V>
struct LogParts {
  V k;
  V f;
};

template <class D, class V>
HWY_INLINE LogParts<V> log_parts(D d, V x) {
  using C = ConstantsOf<D>;
  const auto du = bits_tag(d);
  const auto bits = BitCast(du, x) + Set(du, C::kOneBits - C::kRootHalfBits);
  const auto exponent = ShiftRight<C::kMantissaBits>(bits);
  const auto mantissa = And(bits, Set(du, C::kMantissaMask)) + Set(du, C::kRootHalfBits);
  const V k = BitCast(d, exponent + Set(du, C::kMagicBits)) -
              Set(d, C::kMagic + static_cast<typename D::T>(C::kBias));
  return {k, BitCast(d, mantissa) - Set(d, 1)};
}

template <class D, class V>
HWY_INLINE V infinity(D d) {
  return Set(d, static_cast<typename D::T>(HUGE_VAL));
}

template <class D, class V>
HWY_INLINE V log(D d, V x) {
  using C = ConstantsOf<D>;
  const auto denormal = x < Set(d, C::kSmallestNormal);
  const V normal = IfThenElse(denormal, x * Set(d, C::kDenormalScale), x);
  const auto [k, f] = log_parts(d, normal);
  const V shift = IfThenElseZero(denormal, Set(d, C::kDenormalExponent));
  const V y = log_sum(d, k - shift, f, Zero(d));
  const V outside = IfThenElse(x == Zero(d), Neg(infinity<D, V>(d)), Sqrt(Min(x, Set(d, -1))));
  const V limits = IfThenElse(x == infinity<D, V>(d), x, IfThenElse(x > Zero(d), y, outside));
  return IfThenElse(IsNaN(x), x, limits);
}

// log(1 + x) for finite x > -1. u = 1 + x is rounded; its error, divided by u, corrects the sum.
template <class D, class V>
HWY_INLINE V log1p_inside(D d, V x) {
  const V one = Set(d, 1);
  const V u = one + x;
  const auto [k, f] = log_parts(d, u);
  const V error = IfThenElse(x > one, one - (u - x), x - (u - one));
  const auto unscaled = k == Zero(d);
  return log_sum(d, k, IfThenElse(unscaled, x, f), IfThenElse(unscaled, Zero(d), error / u));
}

template <class D, class V>
HWY_INLINE V log1p(D d, V x) {
  const V minus_one = Set(d, -1);
  const V y = log1p_inside(d, x);
  const V outside = IfThenElse(x == minus_one, Neg(infinity<D, V>(d)), Sqrt(Min(x, minus_one)));
  const V limits = IfThenElse(x == infinity<D, V>(d), x, IfThenElse(x > minus_one, y, outside));
  // Keeps the sign of zero; a NaN is not below the bound and stays itself, too.
  return IfThenElse(Abs(x) >= Set(d, ConstantsOf<D>::kTiny), limits, x);
}

// tanh|x| = 1 - 2 / (e^(2|x|) + 1), where that loses no digits. Below, in float the polynomial of
// Cephes (Moshier 1992, tanhf.c), in double t / (t + 2) with t = e^(2|x|) - 1: the rounding of
// t + 2 alone would take float past 2 ulp.
template <class D, class V>
HWY_INLINE V tanh(D d, V x) {
  const V one = Set(d, 1);
  const V two = Set(d, 2);
  const V doubled = Min(Abs(x), Set(d, ConstantsOf<D>::kTanhHigh)) * two;
  V magnitude;
  if constexpr (sizeof(typename D::T) == 4) {
    const V z = x * x;
    const V small = polynomial(d, z, -3.33332819422e-1, 1.33314422036e-1, -5.37397155531e-2,
                               2.06390887954e-2, -5.70498872745e-3);
    const V large = one - two / (exp(d, doubled) + one);
    magnitude = IfThenElse(doubled < Set(d, 1.25), MulAdd(small * z, Abs(x), Abs(x)), large);
  } else {
    const V t = expm1(d, doubled);
    const auto small = t < two;
    const V quotient = IfThenElse(small, t, two) / (t + two);
    magnitude = IfThenElse(small, quotient, one - quotient);
  }
  return IfThenElse(IsNaN(x), x, CopySign(magnitude, x));
}

// 1 / (1 + e^-|x|), and e^-|x| / (1 + e^-|x|) for x < 0: nothing overflows, nothing cancels.
template <class D, class V>
HWY_INLINE V sigmoid(D d, V x) {
  const V e = exp_of_negative(d, Neg(Abs(x)));
  const V numerator = IfThenElse(x < Zero(d), e, IfThenElse(IsNaN(x), x, Set(d, 1)));
  return numerator / (Set(d, 1) + e);
}

// max(x, 0) + log(1 + e^-|x|)
template <class D, class V>
HWY_INLINE V softplus(D d, V x) {
  const V y = Max(x, Zero(d)) + log1p_inside(d, exp_of_negative(d, Neg(Abs(x))));
  return IfThenElse(IsNaN(x), x, y);
}

}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_MATH_INL_H
