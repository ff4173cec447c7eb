// One comparison per wanted byte and vector gives a bit for each byte; then the bits are counted
// off.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/find_bytes.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include <algorithm>
#include <bit>

#include "glia/base/bits.h"
#include "glia/kernels/find_bytes.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

constexpr size_t kWord = 64;

// A bit for each of up to 64 bytes.
uint64_t mark_some(const char* text, size_t size, std::array<char, 3> wanted) {
  uint64_t word = 0;
  for (size_t i = 0; i < size; ++i) {
    const bool found = text[i] == wanted[0] || text[i] == wanted[1] || text[i] == wanted[2];
    word |= uint64_t{found} << i;
  }
  return word;
}

#if HWY_TARGET != HWY_SCALAR
static_assert(std::endian::native == std::endian::little, "bytes of a mask become bits of a word");

namespace hn = hwy::HWY_NAMESPACE;
using Bytes = hn::CappedTag<uint8_t, kWord>;
using Vector = hn::Vec<Bytes>;

HWY_INLINE uint64_t mark_word(const char* text, Vector a, Vector b, Vector c) {
  const Bytes d;
  uint8_t bits[kWord / 8];
  for (size_t k = 0; k < kWord; k += hn::Lanes(d)) {
    const auto v = hn::LoadU(d, reinterpret_cast<const uint8_t*>(text) + k);
    const auto found = hn::Or(hn::Or(hn::Eq(v, a), hn::Eq(v, b)), hn::Eq(v, c));
    hn::StoreMaskBits(d, found, bits + k / 8);
  }
  return bits_as<uint64_t>(bits);
}
#endif

// Always some at once: a branch on each bit would be foreseen badly.
HWY_INLINE uint16_t* list_word(uint64_t word, size_t begin, uint16_t* places) {
  uint16_t* const behind = places + std::popcount(word);
  do {
    for (size_t i = 0; i < kFindBytesSlack; ++i, word &= word - 1) {
      places[i] = static_cast<uint16_t>(begin + static_cast<size_t>(std::countr_zero(word)));
    }
    places += kFindBytesSlack;
  } while (places < behind);
  return behind;
}

size_t find_all(const char* text, size_t size, std::array<char, 3> wanted, uint16_t* places) {
  uint16_t* next = places;
  size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  const Bytes d;
  const auto a = hn::Set(d, static_cast<uint8_t>(wanted[0]));
  const auto b = hn::Set(d, static_cast<uint8_t>(wanted[1]));
  const auto c = hn::Set(d, static_cast<uint8_t>(wanted[2]));
  for (; i + kWord <= size; i += kWord) next = list_word(mark_word(text + i, a, b, c), i, next);
#endif
  for (; i < size; i += kWord) {
    next = list_word(mark_some(text + i, std::min(kWord, size - i), wanted), i, next);
  }
  return static_cast<size_t>(next - places);
}

size_t count_plain(const char* text, size_t size) {
  const auto* bytes = reinterpret_cast<const int8_t*>(text);
  size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  const hn::ScalableTag<int8_t> d;
  const size_t step = 2 * hn::Lanes(d);
  for (; i + step <= size; i += step) {
    const auto least = hn::Min(hn::LoadU(d, bytes + i), hn::LoadU(d, bytes + i + step / 2));
    if (!hn::AllTrue(d, hn::Gt(least, hn::Zero(d)))) break;
  }
#endif
  while (i < size && bytes[i] > 0) ++i;
  return i;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {
namespace {
HWY_EXPORT(find_all);
HWY_EXPORT(count_plain);
}  // namespace

size_t find_bytes(const char* text, size_t size, std::array<char, 3> wanted, uint16_t* places) {
  return HWY_DYNAMIC_DISPATCH(find_all)(text, size, wanted, places);
}

size_t count_ascii(const char* text, size_t size) {
  return HWY_DYNAMIC_DISPATCH(count_plain)(text, size);
}

}  // namespace glia::kernels
#endif  // HWY_ONCE
