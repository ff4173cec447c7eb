// Pieces of decimal.cc that need no vectors: eight digits at a time in one word, and rounding. Not
// for use outside it.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

#include "glia/base/bits.h"

namespace glia::kernels {

inline constexpr uint64_t kWholePowers[] = {1u,
                                            10u,
                                            100u,
                                            1000u,
                                            10000u,
                                            100000u,
                                            1000000u,
                                            10000000u,
                                            100000000u,
                                            1000000000u,
                                            10000000000u,
                                            100000000000u,
                                            1000000000000u,
                                            10000000000000u,
                                            100000000000000u,
                                            1000000000000000u,
                                            10000000000000000u,
                                            100000000000000000u,
                                            1000000000000000000u,
                                            10000000000000000000u};

constexpr size_t kMostDigits = 19;  // that surely fit 64 bits

// A number as its text gives it: mantissa * 10^power.
struct Decimal {
  uint64_t mantissa = 0;
  int64_t power = 0;
  bool has_point = false;
};

// The number of eight digits 0 .. 9, the first in the lowest byte.
inline uint64_t join_digits(uint64_t word) {
  static_assert(std::endian::native == std::endian::little, "the first digit is the lowest byte");
  // Neighbours are joined: 8 digits to 4 numbers below 100, to 2 below 10000, to 1.
  word = word * 10 + (word >> 8);
  constexpr uint64_t kEveryFourth = 0x000000FF000000FFu;
  const uint64_t high = (word & kEveryFourth) * (100 + (uint64_t{1000000} << 32));
  const uint64_t low = (word >> 16 & kEveryFourth) * (1 + (uint64_t{10000} << 32));
  return (high + low) >> 32;
}

// Up to eight characters, digits and at most one point; false for anything else. The point is taken
// out by moving what is before it up, without a branch on where it stands. Reads 8 bytes.
inline bool read_word(const char* p, size_t size, char point, Decimal& number) {
  if (size == 0) return false;
  uint64_t word = 0;
  std::memcpy(&word, p, 8);
  // Digits become 0 .. 9; the text moves to the top, zeros before it.
  word = (word ^ 0x3030303030303030u) << (64 - 8 * size);
  const uint64_t others = ((word + 0x7676767676767676u) | word) & 0x8080808080808080u;
  if (others != 0) {
    const int above = std::countr_zero(others) - 7;  // bits before the first that is no digit
    const auto character = static_cast<unsigned char>(word >> above ^ '0');
    if (character != static_cast<unsigned char>(point) || (others & (others - 1)) != 0 ||
        size == 1) {
      return false;
    }
    const uint64_t before = (uint64_t{1} << above) - 1;
    const uint64_t behind = ~((before << 8) | 0xFF);
    word = (word & behind) | (word & before) << 8;
    number.power = above / 8 - 7;
    number.has_point = true;
  }
  number.mantissa = join_digits(word);
  return true;
}

struct DigitRun {
  uint64_t value;
  size_t count;
};

// The decimal digits at `p`, at most eight of them and none at or behind `end`. Reads 8 bytes.
inline DigitRun take_digits(const char* p, const char* end) {
  uint64_t word = 0;
  std::memcpy(&word, p, 8);
  word ^= 0x3030303030303030u;  // digits become 0 .. 9
  // The high bit of each byte above 9; a carry disturbs only bytes behind the first of these.
  const uint64_t others = ((word + 0x7676767676767676u) | word) & 0x8080808080808080u;
  const size_t count =
      std::min(static_cast<size_t>(std::countr_zero(others)) / 8, static_cast<size_t>(end - p));
  // Digits to the top, zeros before them; in two steps, as a shift by 64 is none.
  const size_t half = 4 * (8 - count);
  return {join_digits(word << half << half), count};
}

// What stands behind an e: false where it is no exponent of up to three digits.
inline bool add_exponent(const char* p, const char* end, int64_t& power) {
  if (p == end) return false;
  const bool divides = *p == '-';
  p += divides || *p == '+';
  if (p == end || end - p > 3) return false;
  int64_t exponent = 0;
  for (; p != end; ++p) {
    const auto digit = static_cast<unsigned char>(*p - '0');
    if (digit > 9) return false;
    exponent = exponent * 10 + digit;
  }
  power += divides ? -exponent : exponent;
  return true;
}

// A plain number without its sign, of any length; false where it is none or has too many digits.
inline bool read_decimal(const char* p, const char* end, char point, Decimal& number) {
  size_t digits = 0;
  DigitRun run = {0, 0};
  do {
    run = take_digits(p, end);
    number.mantissa = number.mantissa * kWholePowers[run.count] + run.value;
    digits += run.count;
    p += run.count;
  } while (run.count == 8);
  if (p != end && *p == point) {
    number.has_point = true;
    const char* const behind_point = ++p;
    do {
      run = take_digits(p, end);
      number.mantissa = number.mantissa * kWholePowers[run.count] + run.value;
      p += run.count;
    } while (run.count == 8);
    number.power = behind_point - p;
    digits += static_cast<size_t>(p - behind_point);
  }
  if (digits == 0 || digits > kMostDigits) return false;
  if (p == end) return true;
  return (*p == 'e' || *p == 'E') && add_exponent(p + 1, end, number.power);
}

// mantissa / 10^power rounded to nearest even, mantissa > 0, 0 <= power <= 19. Both are shifted to
// 64 bits, so that the quotient has 62 or 63; its lowest bit also says whether anything is left,
// which is all that the one rounding, to 53 bits, has to know.
inline double divide_exactly(uint64_t mantissa, int64_t power) {
  __extension__ using Wide = unsigned __int128;
  const uint64_t divisor = kWholePowers[power];
  const int up = std::countl_zero(mantissa);
  const int divisor_up = std::countl_zero(divisor);
  const Wide dividend = Wide{mantissa << up} << 62;
  const uint64_t by = divisor << divisor_up;
  const auto quotient = static_cast<uint64_t>(dividend / by);
  const bool rest = static_cast<uint64_t>(dividend) != quotient * by;
  const int exponent = divisor_up - up - 62;  // of two; the result is far from both ends of double
  const double scale = bits_as<double>(static_cast<uint64_t>(1023 + exponent) << 52);
  return static_cast<double>(static_cast<int64_t>(quotient | uint64_t{rest})) * scale;
}

// How a power of ten is brought in: a row of the tables below.
constexpr size_t kMostExactPower = 22;  // 10^0 .. 10^22 are exact in double
constexpr size_t kMissingWay = 2 * kMostExactPower + 1;
constexpr size_t kNoWay = ~size_t{0};

struct Ways {
  double times[kMissingWay + 1];
  double over[kMissingWay + 1];
};

constexpr Ways make_ways() {
  Ways ways = {};
  double power = 1;
  for (size_t i = 0; i <= kMostExactPower; ++i, power *= 10) {
    ways.times[kMostExactPower + i] = power;
    ways.over[kMostExactPower + i] = 1;
    ways.times[kMostExactPower - i] = 1;
    ways.over[kMostExactPower - i] = power;
  }
  ways.times[kMissingWay] = std::numeric_limits<double>::quiet_NaN();
  ways.over[kMissingWay] = 1;
  return ways;
}

inline constexpr Ways kWays = make_ways();

inline size_t way_of(int64_t power) {
  const auto way = static_cast<uint64_t>(power + int64_t{kMostExactPower});
  return way < kMissingWay ? static_cast<size_t>(way) : kNoWay;
}

// mantissa * 10^power; false where that takes more than is done here, and for whole numbers that
// may not be kept exactly.
inline bool round_decimal(uint64_t mantissa, size_t way, double& value) {
  if (way == kNoWay) return false;
  if (mantissa > uint64_t{1} << 53) {
    constexpr size_t kMostDivided = 19;
    if (way >= kMostExactPower || way < kMostExactPower - kMostDivided) return false;
    value = divide_exactly(mantissa, static_cast<int64_t>(kMostExactPower - way));
    return true;
  }
  // Where both factors are exact, so is one of the two operations, and the other rounds correctly
  // (Clinger 1990, How to Read Floating Point Numbers Accurately).
  value = static_cast<double>(static_cast<int64_t>(mantissa)) * kWays.times[way] / kWays.over[way];
  return true;
}

// What the first character says of the sign.
struct Signs {
  struct Sign {
    uint8_t size;  // 1 for + and -
    uint8_t is_minus;
  };
  Sign of[256];
};

constexpr Signs make_signs() {
  Signs signs = {};
  signs.of[int{'+'}] = {1, 0};
  signs.of[int{'-'}] = {1, 1};
  return signs;
}

inline constexpr Signs kSigns = make_signs();

// Where each of 16 digits comes from in a text of some length: the last from its end, those before
// the point from one further up; row 16 is a text without point. 255: from nowhere, a zero.
struct Shuffles {
  alignas(16) uint8_t from[17][17][16];  // [length][place of the point]
};

constexpr Shuffles make_shuffles() {
  Shuffles shuffles = {};
  for (int length = 0; length <= 16; ++length) {
    for (int point = 0; point <= 16; ++point) {
      for (int i = 0; i < 16; ++i) {
        const int behind = i + length - 16;
        const int from = point < length && behind <= point ? behind - 1 : behind;
        shuffles.from[length][point][i] = static_cast<uint8_t>(from < 0 ? 255 : from);
      }
    }
  }
  return shuffles;
}

inline constexpr Shuffles kShuffles = make_shuffles();

}  // namespace glia::kernels
