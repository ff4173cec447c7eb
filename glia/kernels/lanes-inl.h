// What the kernels need of a vector, over Highway's, and one lane of double where a target has
// no vectors of them (WebAssembly in Highway 1.0.3). Included once for each target.
//
// Tag<T> names the vector type of T. Everything is found by argument-dependent lookup, so code
// that is written with these names runs on both kinds. No FMA is implied by MulAdd.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "hwy/highway.h"

#if defined(GLIA_KERNELS_LANES_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_KERNELS_LANES_INL_H
#undef GLIA_KERNELS_LANES_INL_H
#else
#define GLIA_KERNELS_LANES_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Lookup by argument alone does not find templates whose first parameter is spelt out.
using hn::ShiftLeft;
using hn::ShiftRight;

#if !HWY_HAVE_FLOAT64

// One value that acts as a vector.
template <class T>
struct One {
  T raw;
};

struct OneMask {
  bool raw;
};

template <class Lane>
struct OneTag {
  using T = Lane;
};

template <class T>
HWY_INLINE size_t Lanes(OneTag<T>) {
  return 1;
}
template <class T>
HWY_INLINE One<T> Set(OneTag<T>, typename OneTag<T>::T x) {
  return {x};
}
template <class T>
HWY_INLINE One<T> Zero(OneTag<T>) {
  return {T{0}};
}
template <class T>
HWY_INLINE One<T> LoadU(OneTag<T>, const T* p) {
  return {*p};
}
template <class T>
HWY_INLINE void StoreU(One<T> v, OneTag<T>, T* p) {
  *p = v.raw;
}
template <class T>
HWY_INLINE One<T> operator+(One<T> a, One<T> b) {
  return {static_cast<T>(a.raw + b.raw)};
}
template <class T>
HWY_INLINE One<T> operator-(One<T> a, One<T> b) {
  return {static_cast<T>(a.raw - b.raw)};
}
HWY_INLINE One<double> operator*(One<double> a, One<double> b) { return {a.raw * b.raw}; }
HWY_INLINE One<double> operator/(One<double> a, One<double> b) { return {a.raw / b.raw}; }
HWY_INLINE One<double> MulAdd(One<double> a, One<double> b, One<double> c) {
  return {a.raw * b.raw + c.raw};
}
HWY_INLINE One<double> NegMulAdd(One<double> a, One<double> b, One<double> c) {
  return {c.raw - a.raw * b.raw};
}
HWY_INLINE One<double> MulSub(One<double> a, One<double> b, One<double> c) {
  return {a.raw * b.raw - c.raw};
}
HWY_INLINE One<double> Neg(One<double> a) { return {-a.raw}; }
HWY_INLINE One<double> Abs(One<double> a) { return {std::fabs(a.raw)}; }
HWY_INLINE One<double> Sqrt(One<double> a) { return {std::sqrt(a.raw)}; }
HWY_INLINE One<double> CopySign(One<double> a, One<double> s) {
  return {std::copysign(a.raw, s.raw)};
}
HWY_INLINE One<double> Min(One<double> a, One<double> b) { return a.raw < b.raw ? a : b; }
HWY_INLINE One<double> Max(One<double> a, One<double> b) { return a.raw > b.raw ? a : b; }
HWY_INLINE One<uint64_t> And(One<uint64_t> a, One<uint64_t> b) { return {a.raw & b.raw}; }
template <int kBits>
HWY_INLINE One<uint64_t> ShiftLeft(One<uint64_t> a) {
  return {a.raw << kBits};
}
template <int kBits>
HWY_INLINE One<uint64_t> ShiftRight(One<uint64_t> a) {
  return {a.raw >> kBits};
}
template <class To, class From>
HWY_INLINE One<To> BitCast(OneTag<To>, One<From> v) {
  One<To> to;
  std::memcpy(&to.raw, &v.raw, sizeof(To));
  return to;
}
HWY_INLINE OneMask operator<(One<double> a, One<double> b) { return {a.raw < b.raw}; }
HWY_INLINE OneMask operator<=(One<double> a, One<double> b) { return {a.raw <= b.raw}; }
HWY_INLINE OneMask operator>(One<double> a, One<double> b) { return {a.raw > b.raw}; }
HWY_INLINE OneMask operator>=(One<double> a, One<double> b) { return {a.raw >= b.raw}; }
HWY_INLINE OneMask operator==(One<double> a, One<double> b) { return {a.raw == b.raw}; }
HWY_INLINE OneMask Not(OneMask m) { return {!m.raw}; }
HWY_INLINE OneMask IsNaN(One<double> a) { return {std::isnan(a.raw)}; }
HWY_INLINE One<double> IfThenElse(OneMask m, One<double> a, One<double> b) { return m.raw ? a : b; }
HWY_INLINE One<double> IfThenElseZero(OneMask m, One<double> a) {
  return m.raw ? a : One<double>{0.0};
}
HWY_INLINE OneMask load_bool(OneTag<double>, const uint8_t* p) { return {*p != 0}; }
HWY_INLINE void store_bool(OneTag<double>, OneMask m, uint8_t* p) { *p = m.raw ? 1 : 0; }
HWY_INLINE OneTag<uint64_t> bits_tag(OneTag<double>) { return {}; }

template <class T>
struct TagOf {
  using type = std::conditional_t<std::is_same_v<T, double>, OneTag<double>, hn::ScalableTag<T>>;
};
template <class T>
using Tag = typename TagOf<T>::type;

#else

template <class T>
using Tag = hn::ScalableTag<T>;

#endif  // !HWY_HAVE_FLOAT64

// The unsigned integers of the same size.
template <class T, size_t N, int P>
HWY_INLINE hn::RebindToUnsigned<hn::Simd<T, N, P>> bits_tag(hn::Simd<T, N, P>) {
  return {};
}

// Booleans are bytes in memory and a mask in registers: exactly Lanes(d) bytes are touched.
template <class D, std::enable_if_t<sizeof(typename D::T) == 4>* = nullptr>
HWY_INLINE hn::Mask<D> load_bool(D d, const uint8_t* p) {
  const hn::RebindToSigned<D> di;
  const hn::Rebind<uint8_t, D> d8;
  return hn::RebindMask(d, hn::PromoteTo(di, hn::LoadU(d8, p)) != hn::Zero(di));
}

template <class D, std::enable_if_t<sizeof(typename D::T) == 4>* = nullptr>
HWY_INLINE void store_bool(D d, hn::Mask<D> m, uint8_t* p) {
  const hn::RebindToSigned<D> di;
  const hn::Rebind<uint8_t, D> d8;
  const auto ones = hn::And(hn::BitCast(di, hn::VecFromMask(d, m)), hn::Set(di, 1));
  hn::StoreU(hn::DemoteTo(d8, ones), d8, p);
}

#if HWY_HAVE_FLOAT64
template <class D, std::enable_if_t<sizeof(typename D::T) == 8>* = nullptr>
HWY_INLINE hn::Mask<D> load_bool(D d, const uint8_t* p) {
  const hn::Rebind<int32_t, D> di;
  const hn::Rebind<uint8_t, D> d8;
  return hn::PromoteTo(d, hn::PromoteTo(di, hn::LoadU(d8, p))) != hn::Zero(d);
}

template <class D, std::enable_if_t<sizeof(typename D::T) == 8>* = nullptr>
HWY_INLINE void store_bool(D d, hn::Mask<D> m, uint8_t* p) {
  const hn::Rebind<int32_t, D> di;
  const hn::Rebind<uint8_t, D> d8;
  const auto ones = hn::IfThenElseZero(m, hn::Set(d, 1.0));
  hn::StoreU(hn::DemoteTo(d8, hn::DemoteTo(di, ones)), d8, p);
}
#endif  // HWY_HAVE_FLOAT64

// Lanes of the widest vector of T on this target, a compile-time bound for stack buffers.
template <class T>
inline constexpr size_t kMostLanes = HWY_MAX_BYTES / sizeof(T);

// The first n values of vectors, n <= Lanes: loads and stores that touch no others. Lanes behind
// them are loaded as zeros.
template <class T>
class Some {
 public:
  using V = decltype(Set(Tag<T>(), T{}));

#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX2
  HWY_INLINE explicit Some(int64_t n) : mask_(hn::FirstN(Tag<T>(), static_cast<size_t>(n))) {}
  HWY_INLINE V load(const T* p) const { return hn::MaskedLoad(mask_, Tag<T>(), p); }
  HWY_INLINE void store(V v, T* p) const { hn::BlendedStore(v, mask_, Tag<T>(), p); }

 private:
  hn::Mask<Tag<T>> mask_;
#else
  // Elsewhere masked moves touch what is masked off.
  HWY_INLINE explicit Some(int64_t n) : bytes_(static_cast<size_t>(n) * sizeof(T)) {}
  HWY_INLINE V load(const T* p) const {
    T values[kMostLanes<T>] = {};
    std::memcpy(values, p, bytes_);
    return LoadU(Tag<T>(), values);
  }
  HWY_INLINE void store(V v, T* p) const {
    T values[kMostLanes<T>];
    StoreU(v, Tag<T>(), values);
    std::memcpy(p, values, bytes_);
  }

 private:
  size_t bytes_;
#endif
};

}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#endif  // GLIA_KERNELS_LANES_INL_H
