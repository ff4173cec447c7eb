// One element's step of Adam, in vectors. Included once for each target.
#include "glia/kernels/adam.h"
#include "glia/kernels/lanes-inl.h"

#if defined(GLIA_KERNELS_ADAM_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_ADAM_INL_H
#undef GLIA_KERNELS_ADAM_INL_H
#else
#define GLIA_KERNELS_ADAM_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {

// The square root of v, as correctly rounded as Sqrt. The division behind it needs the same
// divider; on AVX-512, where a root of 16 floats takes that for 12 cycles, products are found by
// the units that wait for it: an approximation, a step of Newton's for it and for its reciprocal,
// and one with the residual (Markstein 1990, Computation of Elementary Functions on the IBM RISC
// System/6000 Processor). Every float that goes this way was tried.
template <class T, class V>
HWY_INLINE V sqrt_beside_division(V v) {
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
  if constexpr (sizeof(T) == sizeof(float)) {
    const Tag<T> d;
    const hn::RebindToUnsigned<Tag<T>> bits;
    // From 2^-102 on the residual is normal. Below, and for what is not a positive number: Sqrt.
    const auto least = Set(bits, 0x0c800000);
    const auto above = Set(bits, 0x7f800000 - 0x0c800000);
    if (HWY_LIKELY(hn::AllTrue(bits, hn::BitCast(bits, v) - least < above))) {
      const V half = Set(d, T{0.5});
      const V reciprocal = hn::ApproximateReciprocalSqrt(v);
      V root = v * reciprocal;
      V half_reciprocal = reciprocal * half;
      const V error = hn::NegMulAdd(half_reciprocal, root, half);
      root = hn::MulAdd(root, error, root);
      half_reciprocal = hn::MulAdd(half_reciprocal, error, half_reciprocal);
      return hn::MulAdd(hn::NegMulAdd(root, root, v), half_reciprocal, root);
    }
  }
#endif
  return Sqrt(v);
}

// The scalars of a step in all lanes.
template <class T>
struct Adam {
  using V = decltype(Set(Tag<T>(), T{}));
  V beta1, rest1, beta2, rest2, m_scale, v_scale, epsilon;

  explicit Adam(const AdamScalars& t)
      : beta1(all(t.beta1)),
        rest1(all(t.rest1)),
        beta2(all(t.beta2)),
        rest2(all(t.rest2)),
        m_scale(all(t.m_scale)),
        v_scale(all(t.v_scale)),
        epsilon(all(t.epsilon)) {}

  static HWY_INLINE V all(const void* scalar) {
    return Set(Tag<T>(), *static_cast<const T*>(scalar));
  }

  HWY_INLINE void update(V g, V& m, V& v, V& w) const {
    m = m * beta1 + g * rest1;
    v = v * beta2 + (g * g) * rest2;
    w = w - (m_scale * m) / (sqrt_beside_division<T>(v) * v_scale + epsilon);
  }
};

}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_ADAM_INL_H
