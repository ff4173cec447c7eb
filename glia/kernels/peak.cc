#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/peak.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include "glia/kernels/peak.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Ten independent sums hide the latency of a multiply-add on two ports. They start from different
// values, or the compiler would compute one and add it up ten times.
int64_t multiply_add(int64_t rounds) {
  const hn::ScalableTag<float> d;
  const auto x = hn::Set(d, 0.5f);
  auto s0 = hn::Set(d, 0.0f), s1 = hn::Set(d, 0.1f), s2 = hn::Set(d, 0.2f);
  auto s3 = hn::Set(d, 0.3f), s4 = hn::Set(d, 0.4f), s5 = hn::Set(d, 0.5f);
  auto s6 = hn::Set(d, 0.6f), s7 = hn::Set(d, 0.7f), s8 = hn::Set(d, 0.8f);
  auto s9 = hn::Set(d, 0.9f);
  for (int64_t i = 0; i < rounds; ++i) {
    s0 = hn::MulAdd(s0, x, x);
    s1 = hn::MulAdd(s1, x, x);
    s2 = hn::MulAdd(s2, x, x);
    s3 = hn::MulAdd(s3, x, x);
    s4 = hn::MulAdd(s4, x, x);
    s5 = hn::MulAdd(s5, x, x);
    s6 = hn::MulAdd(s6, x, x);
    s7 = hn::MulAdd(s7, x, x);
    s8 = hn::MulAdd(s8, x, x);
    s9 = hn::MulAdd(s9, x, x);
  }
  const auto sum = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9;
  // Read, so that the loop is not dropped.
  volatile float keep = hn::GetLane(sum);
  static_cast<void>(keep);
  return rounds * 10 * 2 * static_cast<int64_t>(hn::Lanes(d));
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {
namespace {
HWY_EXPORT(multiply_add);
}  // namespace

int64_t multiply_add_floats(int64_t rounds) { return HWY_DYNAMIC_DISPATCH(multiply_add)(rounds); }

}  // namespace glia::kernels
#endif  // HWY_ONCE
