// Three short loops over a few texts at a time, so that many of them are under way at once: where
// the digits are, what number they are, and how that is rounded. A text of up to 16 characters is
// one vector: a comparison finds point and exponent, a shuffle drops the point and moves the digits
// to the end, without a branch on where they were.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/decimal.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "glia/base/bits.h"
#include "glia/kernels/decimal.h"
#include "glia/kernels/decimal_text.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

constexpr size_t kSome = 32;
constexpr size_t kWidth = 16;

// What is known of some texts: each is (more + its digits as a number) * 10^(way -
// kMostExactPower).
struct Found {
  alignas(64) uint8_t digits[kSome][kWidth];  // 0 .. 9, the last one at the end
  uint64_t more[kSome];
  uint64_t sign[kSome];  // the bit of a negative double
  size_t way[kSome];
};

bool find_any(const char* p, const char* end, char point, size_t i, Found& found) {
  Decimal number;
  if (!read_decimal(p, end, point, number)) return false;
  std::memset(found.digits[i], 0, kWidth);
  found.more[i] = number.mantissa;
  found.way[i] = way_of(number.power);
  return true;
}

#if HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;
using Bytes = hn::FixedTag<uint8_t, kWidth>;

// 16 characters less '0', and a bit for each that is no digit.
struct Characters {
  hn::Vec<Bytes> digits;
  uint32_t others;
};

HWY_INLINE Characters load_characters(const char* p) {
  const Bytes d;
  const auto digits =
      hn::Sub(hn::LoadU(d, reinterpret_cast<const uint8_t*>(p)), hn::Set(d, uint8_t{'0'}));
  uint8_t bits[8];
  hn::StoreMaskBits(d, hn::Gt(digits, hn::Set(d, uint8_t{9})), bits);
  uint16_t others = 0;
  std::memcpy(&others, bits, sizeof others);
  return {digits, others};
}

// 17 .. 24 characters that end in 16 digits, as doubles are written in full.
HWY_INLINE bool find_long(const char* p, size_t size, char point, size_t i, Found& found) {
  const size_t head = size - kWidth;
  const Characters tail = load_characters(p + head);
  Decimal front;
  if (tail.others != 0 || !read_word(p, head, point, front)) return false;
  const int64_t has_point = front.has_point ? 1 : 0;
  if (static_cast<int64_t>(head) - has_point > int64_t{kMostDigits - kWidth}) return false;
  hn::Store(tail.digits, Bytes(), found.digits[i]);
  found.more[i] = front.mantissa * kWholePowers[kWidth];
  found.way[i] = way_of(front.power - has_point * int64_t{kWidth});
  return true;
}

// A text without its sign; false where it is not plain.
HWY_INLINE bool find_digits(const char* p, size_t size, char point, size_t i, Found& found) {
  if (size > kWidth) {
    return (size <= kWidth + 8 && find_long(p, size, point, i, found)) ||
           find_any(p, p + size, point, i, found);
  }
  const Characters text = load_characters(p);
  uint32_t others = text.others | uint32_t{1} << size;
  const auto place = static_cast<size_t>(std::countr_zero(others));
  const uint32_t has_point = (place != size ? 1u : 0u) & (p[place] == point ? 1u : 0u);
  others &= others - has_point;  // its lowest bit is that of the point
  const auto length = static_cast<size_t>(std::countr_zero(others));
  if (length == has_point) return false;  // no digit
  const size_t row = kWidth ^ ((kWidth ^ place) & (0 - size_t{has_point}));
  const Bytes d;
  const auto from = hn::Load(d, kShuffles.from[length][row]);
  hn::Store(hn::TableLookupBytesOr0(text.digits, from), d, found.digits[i]);
  found.more[i] = 0;
  int64_t power = (static_cast<int64_t>(place + 1) - static_cast<int64_t>(length)) *
                  static_cast<int64_t>(has_point);
  if (length != size) {
    if ((p[length] != 'e' && p[length] != 'E') || !add_exponent(p + length + 1, p + size, power)) {
      return false;
    }
  }
  found.way[i] = way_of(power);
  return true;
}

// Each word of eight digits, two for each text, becomes the number that they are.
void join_digits_of(Found& found, size_t texts) {
  const hn::ScalableTag<uint64_t> d64;
  const hn::Repartition<uint32_t, decltype(d64)> d32;
  const hn::Repartition<uint16_t, decltype(d64)> d16;
  uint8_t* const begin = found.digits[0];
  for (size_t at = 0; at < texts * kWidth; at += hn::Lanes(d64) * sizeof(uint64_t)) {
    auto* const words = reinterpret_cast<uint64_t*>(begin + at);
    const auto digits = hn::BitCast(d16, hn::Load(d64, words));
    const auto pairs =
        hn::Add(hn::Mul(hn::And(digits, hn::Set(d16, uint16_t{0xFF})), hn::Set(d16, uint16_t{10})),
                hn::ShiftRight<8>(digits));
    const auto two = hn::BitCast(d32, pairs);
    const auto fours =
        hn::Add(hn::Mul(hn::And(two, hn::Set(d32, uint32_t{0xFFFF})), hn::Set(d32, uint32_t{100})),
                hn::ShiftRight<16>(two));
    const auto eights = hn::Add(hn::MulEven(fours, hn::Set(d32, uint32_t{10000})),
                                hn::ShiftRight<32>(hn::BitCast(d64, fours)));
    hn::Store(eights, d64, words);
  }
}

#else

bool find_digits(const char* p, size_t size, char point, size_t i, Found& found) {
  return find_any(p, p + size, point, i, found);
}

void join_digits_of(Found&, size_t) {}  // there are none, see find_any

#endif

// How many of the texts are plain, up to the first that is not.
HWY_INLINE size_t find_some(std::span<const std::string_view> texts, char point, Found& found) {
  for (size_t i = 0; i < texts.size(); ++i) {
    const char* const p = texts[i].data();
    const size_t size = texts[i].size();
    found.sign[i] = 0;
    if (size == 0) {
      std::memset(found.digits[i], 0, kWidth);
      found.more[i] = 0;
      found.way[i] = kMissingWay;
      continue;
    }
    // Signs come as they like: no branch on them.
    const Signs::Sign sign = kSigns.of[static_cast<unsigned char>(*p)];
    found.sign[i] = uint64_t{sign.is_minus} << 63;
    if (!find_digits(p + sign.size, size - sign.size, point, i, found)) return i;
  }
  return texts.size();
}

size_t parse_all(std::span<const std::string_view> texts, char point, double* values) {
  Found found;
  for (size_t begin = 0; begin < texts.size(); begin += kSome) {
    const size_t count = std::min(kSome, texts.size() - begin);
    const size_t good = find_some(texts.subspan(begin, count), point, found);
    join_digits_of(found, good);
    for (size_t i = 0; i < good; ++i) {
      uint64_t halves[2];
      std::memcpy(halves, found.digits[i], sizeof halves);
      const uint64_t mantissa = found.more[i] + halves[0] * 100000000 + halves[1];
      double value = 0;
      if (!round_decimal(mantissa, found.way[i], value)) return begin + i;
      values[begin + i] = bits_as<double>(bits_as<uint64_t>(value) | found.sign[i]);
    }
    if (good < count) return begin + good;
  }
  return texts.size();
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {
namespace {
HWY_EXPORT(parse_all);
}  // namespace

size_t parse_decimals(std::span<const std::string_view> texts, char point, double* values) {
  return HWY_DYNAMIC_DISPATCH(parse_all)(texts, point, values);
}

}  // namespace glia::kernels
#endif  // HWY_ONCE
