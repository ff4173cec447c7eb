// The loops behind tile functions: whole vectors first, then the rest through a padded copy on the
// stack, so that an element meets the same instructions wherever it lies.
//
// An operation is a type with one static `apply(d, vectors...)`. Included once for each target.
#include "glia/kernels/lanes-inl.h"

#if defined(GLIA_KERNELS_TILE_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_TILE_INL_H
#undef GLIA_KERNELS_TILE_INL_H
#else
#define GLIA_KERNELS_TILE_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {

// T -> T
template <class T, class Op>
void map_one(const void* const* in, void* out, size_t n, const double*) {
  const Tag<T> d;
  const size_t lanes = Lanes(d);
  const T* x = static_cast<const T*>(in[0]);
  T* y = static_cast<T*>(out);
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) StoreU(Op::apply(d, LoadU(d, x + i)), d, y + i);
  if (i == n) return;
  T rest[kMostLanes<T>] = {};
  std::memcpy(rest, x + i, (n - i) * sizeof(T));
  StoreU(Op::apply(d, LoadU(d, rest)), d, rest);
  std::memcpy(y + i, rest, (n - i) * sizeof(T));
}

// T, T -> T
template <class T, class Op>
void map_two(const void* const* in, void* out, size_t n, const double*) {
  const Tag<T> d;
  const size_t lanes = Lanes(d);
  const T* a = static_cast<const T*>(in[0]);
  const T* b = static_cast<const T*>(in[1]);
  T* y = static_cast<T*>(out);
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    StoreU(Op::apply(d, LoadU(d, a + i), LoadU(d, b + i)), d, y + i);
  }
  if (i == n) return;
  T rest_a[kMostLanes<T>] = {};
  T rest_b[kMostLanes<T>] = {};
  std::memcpy(rest_a, a + i, (n - i) * sizeof(T));
  std::memcpy(rest_b, b + i, (n - i) * sizeof(T));
  StoreU(Op::apply(d, LoadU(d, rest_a), LoadU(d, rest_b)), d, rest_a);
  std::memcpy(y + i, rest_a, (n - i) * sizeof(T));
}

// T, T -> bool
template <class T, class Op>
void compare(const void* const* in, void* out, size_t n, const double*) {
  const Tag<T> d;
  const size_t lanes = Lanes(d);
  const T* a = static_cast<const T*>(in[0]);
  const T* b = static_cast<const T*>(in[1]);
  uint8_t* y = static_cast<uint8_t*>(out);
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    store_bool(d, Op::apply(d, LoadU(d, a + i), LoadU(d, b + i)), y + i);
  }
  if (i == n) return;
  T rest_a[kMostLanes<T>] = {};
  T rest_b[kMostLanes<T>] = {};
  uint8_t rest_y[kMostLanes<T>] = {};
  std::memcpy(rest_a, a + i, (n - i) * sizeof(T));
  std::memcpy(rest_b, b + i, (n - i) * sizeof(T));
  store_bool(d, Op::apply(d, LoadU(d, rest_a), LoadU(d, rest_b)), rest_y);
  std::memcpy(y + i, rest_y, n - i);
}

}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_TILE_INL_H
