// Bytes to numbers, vector by vector: pixels are stored as bytes and read by every step.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/convert_bytes.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include "glia/kernels/convert_bytes.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// In double and rounded once, for To = float too: the bits of the plain loop.
template <class To>
void convert_all(const uint8_t* from, int64_t n, double scale, double shift, To* out) {
  int64_t i = 0;
#if HWY_HAVE_FLOAT64 && HWY_TARGET != HWY_SCALAR
  const hn::ScalableTag<double> d;
  const hn::Rebind<int32_t, decltype(d)> d32;
  const hn::Rebind<uint8_t, decltype(d)> d8;
  const auto lanes = static_cast<int64_t>(hn::Lanes(d));
  const auto all_scale = hn::Set(d, scale);
  const auto all_shift = hn::Set(d, shift);
  for (; i + lanes <= n; i += lanes) {
    const auto x = hn::PromoteTo(d, hn::PromoteTo(d32, hn::LoadU(d8, from + i)));
    const auto y = hn::Add(hn::Mul(x, all_scale), all_shift);
    if constexpr (sizeof(To) == 8) {
      hn::StoreU(y, d, out + i);
    } else {
      const hn::Rebind<float, decltype(d)> narrow;
      hn::StoreU(hn::DemoteTo(narrow, y), narrow, out + i);
    }
  }
#endif
  for (; i < n; ++i) out[i] = static_cast<To>(static_cast<double>(from[i]) * scale + shift);
}

constexpr double kPixelScale = 1.0 / 255;

// The same bits for the scale of pixels, in float: 1/255 is the sum of two floats to 2^-50, and of
// the 256 products none is so near the middle between two floats that the rest would matter.
void convert_pixels(const uint8_t* from, int64_t n, float* out) {
  int64_t i = 0;
#if HWY_NATIVE_FMA && HWY_TARGET != HWY_SCALAR
  constexpr auto kHigh = static_cast<float>(kPixelScale);
  constexpr auto kLow = static_cast<float>(kPixelScale - double{kHigh});
  const hn::ScalableTag<float> d;
  const hn::Rebind<int32_t, decltype(d)> d32;
  const hn::Rebind<uint8_t, decltype(d)> d8;
  const auto lanes = static_cast<int64_t>(hn::Lanes(d));
  const auto high = hn::Set(d, kHigh);
  const auto low = hn::Set(d, kLow);
  for (; i + lanes <= n; i += lanes) {
    const auto x = hn::ConvertTo(d, hn::PromoteTo(d32, hn::LoadU(d8, from + i)));
    hn::StoreU(hn::MulAdd(x, high, hn::Mul(x, low)), d, out + i);
  }
#endif
  convert_all(from + i, n - i, kPixelScale, 0.0, out + i);
}

void convert_f32(const uint8_t* from, int64_t n, double scale, double shift, float* out) {
  if (scale == kPixelScale && shift == 0.0) {
    convert_pixels(from, n, out);
  } else {
    convert_all(from, n, scale, shift, out);
  }
}
void convert_f64(const uint8_t* from, int64_t n, double scale, double shift, double* out) {
  convert_all(from, n, scale, shift, out);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {
namespace {
HWY_EXPORT(convert_f32);
HWY_EXPORT(convert_f64);
}  // namespace

void convert_bytes(const uint8_t* from, int64_t n, double scale, double shift, float* out) {
  HWY_DYNAMIC_DISPATCH(convert_f32)(from, n, scale, shift, out);
}
void convert_bytes(const uint8_t* from, int64_t n, double scale, double shift, double* out) {
  HWY_DYNAMIC_DISPATCH(convert_f64)(from, n, scale, shift, out);
}

}  // namespace glia::kernels
#endif  // HWY_ONCE
