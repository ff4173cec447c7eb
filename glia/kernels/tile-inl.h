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
void map_one(const void* const* in, void* out, size_t n, unsigned) {
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

// T, T -> T with one of the two the same for all elements, or neither.
template <class T, class Op, bool kRepeatA, bool kRepeatB>
HWY_INLINE void map_pair(const T* a, const T* b, T* y, size_t n) {
  const Tag<T> d;
  const size_t lanes = Lanes(d);
  const auto all_a = Set(d, n > 0 ? *a : T{0});
  const auto all_b = Set(d, n > 0 ? *b : T{0});
  const auto apply = [&](const T* at_a, const T* at_b) HWY_ATTR {
    if constexpr (kRepeatA) return Op::apply(d, all_a, LoadU(d, at_b));
    if constexpr (kRepeatB) return Op::apply(d, LoadU(d, at_a), all_b);
    return Op::apply(d, LoadU(d, at_a), LoadU(d, at_b));
  };
  size_t i = 0;
  for (; i + lanes <= n; i += lanes) StoreU(apply(a + i, b + i), d, y + i);
  if (i == n) return;
  T rest_a[kMostLanes<T>] = {};
  T rest_b[kMostLanes<T>] = {};
  if constexpr (!kRepeatA) std::memcpy(rest_a, a + i, (n - i) * sizeof(T));
  if constexpr (!kRepeatB) std::memcpy(rest_b, b + i, (n - i) * sizeof(T));
  StoreU(apply(rest_a, rest_b), d, rest_a);
  std::memcpy(y + i, rest_a, (n - i) * sizeof(T));
}

// T, T -> T
template <class T, class Op>
void map_two(const void* const* in, void* out, size_t n, unsigned repeated) {
  const T* a = static_cast<const T*>(in[0]);
  const T* b = static_cast<const T*>(in[1]);
  T* y = static_cast<T*>(out);
  if (repeated == 0) {
    map_pair<T, Op, false, false>(a, b, y, n);
  } else if (repeated == 1) {
    map_pair<T, Op, true, false>(a, b, y, n);
  } else {
    map_pair<T, Op, false, true>(a, b, y, n);
  }
}

// T, T -> bool
template <class T, class Op>
void compare(const void* const* in, void* out, size_t n, unsigned) {
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
