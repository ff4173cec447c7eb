// Activations whose chain of simpler operations would lose digits in the tails (a product with a
// number too small for the type), cancel, or make a NaN of infinity: GELU, SiLU, Mish, softsign,
// and the distribution function of the normal distribution. Any input is allowed.
//
// Included once for each target. Error bounds are in elementwise.h and are tested there.
#include "glia/kernels/math-inl.h"

#if defined(GLIA_KERNELS_ACTIVATION_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_ACTIVATION_INL_H
#undef GLIA_KERNELS_ACTIVATION_INL_H
#else
#define GLIA_KERNELS_ACTIVATION_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {

// k...Low: below, x times the tail rounds to 0. kHalfMask keeps the upper half of the significand.
// c1 = 2 sqrt(2 / pi) and c3 = 0.044715 c1, each in two parts.
template <class T>
struct TailConstants;

template <>
struct TailConstants<float> {
  static constexpr uint32_t kHalfMask = 0xFFFFF000;
  static constexpr float kNormalLow = -14.5f;
  static constexpr float kExpLow = -112.0f;
  static constexpr float kGeluTanhLow = -11.5f;
  static constexpr float kC1 = 0x1.988454p+0f;
  static constexpr float kC1Low = -0x1.857936p-25f;
  static constexpr float kC3 = 0x1.2444f2p-4f;
  static constexpr float kC3Low = 0x1.49b16ap-29f;
};

template <>
struct TailConstants<double> {
  static constexpr uint64_t kHalfMask = 0xFFFFFFFFF8000000;
  static constexpr double kNormalLow = -39.0;
  static constexpr double kExpLow = -760.0;
  static constexpr double kGeluTanhLow = -23.0;
  static constexpr double kC1 = 0x1.9884533d43651p+0;
  static constexpr double kC1Low = -0x1.cbc0d30ebfd15p-54;
  static constexpr double kC3 = 0x1.2444f2a4d8b4bp-4;
  static constexpr double kC3Low = -0x1.6c843a29d1c70p-61;
};

template <class D>
using TailsOf = TailConstants<typename D::T>;

// high + low, low below half an ulp of high.
template <class V>
struct Pair {
  V high;
  V low;
};

// x without the lower half of its digits: products of such halves are exact.
template <class D, class V>
HWY_INLINE V upper_half(D d, V x) {
  const auto du = bits_tag(d);
  return BitCast(d, And(BitCast(du, x), Set(du, TailsOf<D>::kHalfMask)));
}

// a b with the error of its rounding (Dekker 1971), the same with and without FMA.
template <class D, class V>
HWY_INLINE Pair<V> exact_product(D d, V a, V b) {
  const V a1 = upper_half(d, a);
  const V b1 = upper_half(d, b);
  const V a2 = a - a1;
  const V b2 = b - b1;
  const V product = a * b;
  return {product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2};
}

// a + b with the error of its rounding (Knuth 1969).
template <class V>
HWY_INLINE Pair<V> exact_sum(V a, V b) {
  const V sum = a + b;
  const V b_in_sum = sum - a;
  return {sum, (a - (sum - b_in_sum)) + (b - b_in_sum)};
}

// e^(x + correction) = (1 + p) first second, for x <= 0. What is scaled by it comes before the
// powers of two: a small e^x alone would be denormal where the product is not.
template <class V>
struct ScaledExp {
  V p;
  V first;
  V second;
};

template <class D, class V>
HWY_INLINE ScaledExp<V> scaled_exp(D d, V x, V correction) {
  using C = ConstantsOf<D>;
  const V magic = Set(d, C::kMagic);
  const V k = MulAdd(x, Set(d, static_cast<typename D::T>(1.44269504088896340736)), magic) - magic;
  const V high = NegMulAdd(k, Set(d, C::kLn2High), x);
  const V half = nearest(d, k * Set(d, 0.5));
  return {exp_series(d, high, k * Set(d, C::kLn2Low) - correction), power_of_two(d, half),
          power_of_two(d, k - half)};
}

template <class V>
HWY_INLINE V times(V factor, const ScaledExp<V>& e) {
  return (MulAdd(factor, e.p, factor) * e.first) * e.second;
}
template <class V>
HWY_INLINE V times(const Pair<V>& factor, const ScaledExp<V>& e) {
  return ((MulAdd(factor.high, e.p, factor.low) + factor.high) * e.first) * e.second;
}

// c0 + u c1 + u^2 c2 ..., its last step in two parts: without FMA its roundings would cost an ulp.
template <class D, class V, class... Rest>
HWY_INLINE Pair<V> polynomial_in_parts(D d, V u, double c0, Rest... rest) {
  const auto product = exact_product(d, u, polynomial_by_pairs(d, u, u * u, rest...));
  const auto sum = exact_sum(Set(d, static_cast<typename D::T>(c0)), product.high);
  return {sum.high, sum.low + product.low};
}

// P(X > a) e^(a^2/2) for a normal X and a >= 0, as t times a polynomial in t = 1 / (1 + a / 4): the
// scaled complementary error function falls like 1 / a. Interpolated at Chebyshev nodes by
// tools/fit_normal_tail.py; relative error below 5e-9 and 5e-18. An ulp of t would cost three of
// the result where a is small, so t is corrected by what it lacks.
template <class D, class V>
HWY_INLINE Pair<V> normal_tail_factor(D d, V a) {
  const V one = Set(d, 1);
  const auto divisor = exact_sum(one, a * Set(d, 0.25f));
  const V t = one / divisor.high;
  const auto back = exact_product(d, t, divisor.high);
  const V missing = t * (((one - back.high) - back.low) - t * divisor.low);
  Pair<V> p;
  if constexpr (sizeof(typename D::T) == 4) {
    const V u = (t - Set(d, 0.25f)) + missing;
    p = polynomial_in_parts(d, u, 0.132075884345039572, 0.166641073963435452, 0.186328938973022672,
                            0.179539463080817719, 0.141202987866406213, 0.0835454835615959162,
                            0.00487911478541988006, 0.0184820208625973031, -0.0946371857201557627,
                            0.0637248012863812359, -0.0134772863447040024);
  } else {
    const V u = (t - Set(d, 0.1875)) + missing;
    p = polynomial_in_parts(d, u, 0.122346917868515087, 0.145321602270943739, 0.155793017660906271,
                            0.147192986525203815, 0.117539740962480437, 0.0724303103508556885,
                            0.0249301012267040788, -0.00930155699993722656, -0.0203601294984494423,
                            -0.0108986140496507502, 0.00478047761011796128, 0.0110133823180879039,
                            0.00361181360332140918, -0.00623510666122554408, -0.0116973709646882693,
                            0.021532441584112738, -0.0469565931472373821, 0.120685797646707981,
                            -0.19660052063569696, 0.20086330911560046, -0.133786454691992052,
                            0.05775224477487067, -0.0151044631258932142, 0.0019735601302751335,
                            -0.0000598978645454953572);
  }
  const auto product = exact_product(d, p.high, t);
  return {product.high, product.low + (p.high * missing + p.low * t)};
}

// e^(-a^2/2). The square is taken apart: its rounding would cost a^2 / 2 ulp.
template <class D, class V>
HWY_INLINE ScaledExp<V> normal_exp(D d, V a) {
  const V minus_half = Set(d, -0.5f);
  const V upper = upper_half(d, a);
  const V rest = (a - upper) * (a + upper);
  return scaled_exp(d, upper * upper * minus_half, rest * minus_half);
}

template <class D, class V>
HWY_INLINE V normal_cdf(D d, V x) {
  const V one = Set(d, 1);
  const V a = Min(Abs(x), Set(d, -TailsOf<D>::kNormalLow));
  const V tail = times(normal_tail_factor(d, a), normal_exp(d, a));
  return IfThenElse(IsNaN(x), x, IfThenElse(x < Zero(d), tail, one - tail));
}

// x P(X <= x): x P(X > |x|) below 0, x - x P(X > x) above.
template <class D, class V>
HWY_INLINE V gelu(D d, V x) {
  const V a = Min(Abs(x), Set(d, -TailsOf<D>::kNormalLow));
  const auto factor = normal_tail_factor(d, a);
  const auto product = exact_product(d, a, factor.high);
  const Pair<V> scaled{product.high, product.low + a * factor.low};
  const V tail = times(scaled, normal_exp(d, a));
  const V y = IfThenElse(x < Zero(d), Neg(tail), x - tail);
  // x / 2 where the rest is below an ulp: with a tail flushed to 0 the difference would be x.
  const auto tiny = a < Set(d, ConstantsOf<D>::kTiny);
  return IfThenElse(IsNaN(x), x, IfThenElse(tiny, x * Set(d, 0.5f), y));
}

// x / (1 + e^-v) for v = |v| of the sign of x; x e^-|v| / (1 + e^-|v|) below 0, where `clamped` is
// x kept from where that product rounds to 0.
template <class D, class V>
HWY_INLINE V gate(D d, V x, V clamped, const ScaledExp<V>& e) {
  const V one = Set(d, 1);
  const V numerator = IfThenElse(x < Zero(d), times(clamped, e), x);
  return IfThenElse(IsNaN(x), x, numerator / (one + times(one, e)));
}

template <class D, class V>
HWY_INLINE V silu(D d, V x) {
  const V a = Min(Abs(x), Set(d, -TailsOf<D>::kExpLow));
  return gate(d, x, Neg(a), scaled_exp(d, Neg(a), Zero(d)));
}

// v = x (c1 + c3 x^2) to twice the digits: an ulp of v near its end costs 90 (750) ulp of e^v.
template <class D, class V>
HWY_INLINE V gelu_tanh(D d, V x) {
  using C = TailsOf<D>;
  const V a = Min(Abs(x), Set(d, -C::kGeluTanhLow));
  const V c3 = Set(d, C::kC3);
  const auto square = exact_product(d, a, a);
  const auto cubic = exact_product(d, c3, square.high);
  const auto sum = exact_sum(Set(d, C::kC1), cubic.high);
  const V sum_low = sum.low + (cubic.low + c3 * square.low) +
                    (Set(d, C::kC3Low) * square.high + Set(d, C::kC1Low));
  const auto v = exact_product(d, a, sum.high);
  return gate(d, x, Neg(a), scaled_exp(d, Neg(v.high), Neg(v.low + a * sum_low)));
}

// With q = e^-|x|: x (1 + 2q) / (1 + 2q + 2q^2) above 0, x q (2 + q) / (2 + q (2 + q)) below.
// tanh(log(1 + e^x)) as it stands would cancel where e^x is small.
template <class D, class V>
HWY_INLINE V mish(D d, V x) {
  const V one = Set(d, 1);
  const V two = Set(d, 2);
  const V a = Min(Abs(x), Set(d, -TailsOf<D>::kExpLow));
  const auto e = scaled_exp(d, Neg(a), Zero(d));
  const V q = times(one, e);
  const V above = MulAdd(q, two, one);
  const V below = q + two;
  const auto negative = x < Zero(d);
  const V factor = IfThenElse(negative, times(Neg(a), e), x);
  const V numerator = IfThenElse(negative, below, above);
  const V denominator = IfThenElse(negative, MulAdd(q, below, two), MulAdd(q * q, two, above));
  return IfThenElse(IsNaN(x), x, factor * (numerator / denominator));
}

template <class D, class V>
HWY_INLINE V softsign(D d, V x) {
  const V one = Set(d, 1);
  const V a = Abs(x);
  const V y = IfThenElse(a == infinity<D, V>(d), CopySign(one, x), x / (one + a));
  return IfThenElse(IsNaN(x), x, y);
}

}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_ACTIVATION_INL_H
