#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/adam.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include "glia/kernels/adam-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

template <class T>
void update_tile(const AdamTile& t, size_t n) {
  const Tag<T> d;
  const size_t lanes = Lanes(d);
  const Adam<T> adam(t.scalars);
  const T* g = static_cast<const T*>(t.g);
  const T* m = static_cast<const T*>(t.m);
  const T* v = static_cast<const T*>(t.v);
  const T* w = static_cast<const T*>(t.w);
  T* m_out = static_cast<T*>(t.m_out);
  T* v_out = static_cast<T*>(t.v_out);
  T* w_out = static_cast<T*>(t.w_out);
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    auto new_m = LoadU(d, m + i);
    auto new_v = LoadU(d, v + i);
    auto new_w = LoadU(d, w + i);
    adam.update(LoadU(d, g + i), new_m, new_v, new_w);
    StoreU(new_m, d, m_out + i);
    StoreU(new_v, d, v_out + i);
    StoreU(new_w, d, w_out + i);
  }
  if (i == n) return;
  const size_t bytes = (n - i) * sizeof(T);
  T rest[4][kMostLanes<T>] = {};
  std::memcpy(rest[0], g + i, bytes);
  std::memcpy(rest[1], m + i, bytes);
  std::memcpy(rest[2], v + i, bytes);
  std::memcpy(rest[3], w + i, bytes);
  auto new_m = LoadU(d, rest[1]);
  auto new_v = LoadU(d, rest[2]);
  auto new_w = LoadU(d, rest[3]);
  adam.update(LoadU(d, rest[0]), new_m, new_v, new_w);
  StoreU(new_m, d, rest[1]);
  StoreU(new_v, d, rest[2]);
  StoreU(new_w, d, rest[3]);
  std::memcpy(m_out + i, rest[1], bytes);
  std::memcpy(v_out + i, rest[2], bytes);
  std::memcpy(w_out + i, rest[3], bytes);
}

void adam_f32(const AdamTile& tile, size_t n) { update_tile<float>(tile, n); }
void adam_f64(const AdamTile& tile, size_t n) { update_tile<double>(tile, n); }

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {
namespace {
HWY_EXPORT(adam_f32);
HWY_EXPORT(adam_f64);
}  // namespace

template <>
void adam_tile<float>(const AdamTile& tile, size_t n) {
  HWY_DYNAMIC_DISPATCH(adam_f32)(tile, n);
}
template <>
void adam_tile<double>(const AdamTile& tile, size_t n) {
  HWY_DYNAMIC_DISPATCH(adam_f64)(tile, n);
}

}  // namespace glia::kernels
#endif  // HWY_ONCE
