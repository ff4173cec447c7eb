#include "glia/data/cell_number.h"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "glia/base/format.h"
#include "glia/base/parse_number.h"

namespace glia::data {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The parts of a number as its text gives them.
struct Scanned {
  bool matches = false;
  bool negative = false;
  bool whole = true;        // neither point nor exponent
  int significant = 0;      // digits from the first that is not 0
  uint64_t mantissa = 0;    // of the first 19 significant digits
  int64_t point_shift = 0;  // digits after the point
  int64_t exponent = 0;
};

Scanned scan(std::string_view text, char point) {
  Scanned s;
  size_t i = 0;
  const size_t n = text.size();
  if (i < n && (text[i] == '-' || text[i] == '+')) s.negative = text[i++] == '-';
  size_t digits = 0;
  const auto take_digits = [&] {
    const size_t begin = i;
    for (; i < n && is_digit(text[i]); ++i) {
      const auto digit = static_cast<uint64_t>(text[i] - '0');
      if (s.significant == 0 && digit == 0) continue;
      if (++s.significant <= 19) s.mantissa = s.mantissa * 10 + digit;
    }
    digits += i - begin;
    return i - begin;
  };
  take_digits();
  if (i < n && text[i] == point) {
    s.whole = false;
    ++i;
    s.point_shift = static_cast<int64_t>(take_digits());
  }
  if (digits == 0) return s;
  if (i < n && (text[i] == 'e' || text[i] == 'E')) {
    s.whole = false;
    ++i;
    bool negative = false;
    if (i < n && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';
    if (i == n) return s;
    for (; i < n && is_digit(text[i]); ++i) {
      if (s.exponent < 100000) s.exponent = s.exponent * 10 + (text[i] - '0');
    }
    if (!is_digit(text[i - 1])) return s;
    if (negative) s.exponent = -s.exponent;
  }
  s.matches = i == n;
  return s;
}

bool fits_a_double(uint64_t whole) {
  return whole == 0 || std::bit_width(whole) - std::countr_zero(whole) <= 53;
}

// For a whole number of more than 19 digits: whether `value` has exactly these digits.
bool has_these_digits(double value, std::string_view text) {
  const size_t first = text.find_first_not_of("+-0");
  return fmt::format("{:.0f}", std::fabs(value)) == text.substr(first);
}

double round_to_double(std::string_view text, char point) {
  if (point == '.') return parse_double(text).value();
  std::string with_dot(text);
  if (const size_t at = with_dot.find(point); at != std::string::npos) with_dot[at] = '.';
  return parse_double(with_dot).value();
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c =
        text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    if (c != lower[i]) return false;
  }
  return true;
}

bool spells_infinity(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return equals_ignoring_case(text, "inf") || equals_ignoring_case(text, "infinity");
}

CellNumber parse_ascii(std::string_view text, char point) {
  // 10^0 .. 10^22 are exact in double.
  static constexpr double kPowerOf10[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                          1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                          1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  const Scanned s = scan(text, point);
  if (!s.matches) return {spells_infinity(text) ? CellKind::kTooLarge : CellKind::kText, 0};

  const int64_t power = s.exponent - s.point_shift;
  const bool exponent_is_whole = text.size() <= 64;  // it saturates in longer text
  if (exponent_is_whole && s.significant <= 19 && s.mantissa <= (uint64_t{1} << 53) &&
      power >= -22 && power <= 22) {
    // Both operands are exact, so one operation rounds correctly (Clinger 1990, How to Read
    // Floating Point Numbers Accurately).
    double value = static_cast<double>(s.mantissa);
    value = power < 0 ? value / kPowerOf10[-power] : value * kPowerOf10[power];
    return {CellKind::kNumber, s.negative ? -value : value};
  }
  const double value = round_to_double(text, point);
  if (s.whole) {
    const bool exact = s.significant <= 19 ? fits_a_double(s.mantissa)
                                           : std::isfinite(value) && has_these_digits(value, text);
    return {exact ? CellKind::kNumber : CellKind::kLongInteger, value};
  }
  if (std::isinf(value)) return {CellKind::kTooLarge, 0};
  return {CellKind::kNumber, value};
}

// The text with typographic and full-width forms replaced; nothing if it holds any other character
// outside ASCII. U+2212 is E2 88 92; U+FF0B .. U+FF19 are EF BC 8B .. EF BC 99.
std::optional<std::string> to_ascii(std::string_view text) {
  std::string ascii;
  for (size_t i = 0; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ascii += text[i];
      continue;
    }
    if (text.substr(i, 3) == "\xE2\x88\x92") {
      ascii += '-';
    } else if (text.substr(i, 2) == "\xEF\xBC" && i + 2 < text.size()) {
      const auto last = static_cast<unsigned char>(text[i + 2]);
      if (last < 0x8B || last > 0x99 || last == 0x8F) return std::nullopt;  // 8F is a slash
      ascii += static_cast<char>(last - 0x8B + '+');
    } else {
      return std::nullopt;
    }
    i += 2;
  }
  return ascii;
}

}  // namespace

CellNumber parse_cell_number(std::string_view text, char point) {
  const CellNumber number = parse_ascii(text, point);
  if (number.kind != CellKind::kText || text.size() < 3) return number;
  // Longer text is no number, whatever it holds; this bounds the copy.
  constexpr size_t kLongest = 256;
  bool outside_ascii = false;
  if (text.size() <= kLongest) {
    for (const char c : text) outside_ascii |= static_cast<unsigned char>(c) >= 0x80;
  }
  if (!outside_ascii) return number;
  const std::optional<std::string> ascii = to_ascii(text);
  return ascii ? parse_ascii(*ascii, point) : number;
}

}  // namespace glia::data
