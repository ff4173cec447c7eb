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
    w = w - (m_scale * m) / (Sqrt(v) * v_scale + epsilon);
  }
};

}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_ADAM_INL_H
