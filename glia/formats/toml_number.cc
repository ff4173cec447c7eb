#include <charconv>
#include <cmath>
#include <string>

#include "glia/base/parse_number.h"
#include "glia/formats/toml_internal.h"

namespace glia::formats {
namespace {

bool is_digit(char c, int base) {
  if (c >= '0' && c <= '9') return c - '0' < base;
  return base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
}

// Takes digits with single underscores between them from the front of `rest` and appends the
// digits.
bool take_digits(std::string_view& rest, int base, std::string& digits) {
  const size_t before = digits.size();
  bool after_digit = false;
  while (!rest.empty()) {
    if (is_digit(rest.front(), base)) {
      digits += rest.front();
      after_digit = true;
    } else if (rest.front() == '_' && after_digit && rest.size() > 1 && is_digit(rest[1], base)) {
      after_digit = false;
    } else {
      break;
    }
    rest.remove_prefix(1);
  }
  return digits.size() > before;
}

TomlNumber based_integer(std::string_view rest, int base) {
  std::string digits;
  if (!take_digits(rest, base, digits) || !rest.empty()) return NoNumber{};
  int64_t value = 0;
  const auto [stop, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc()) return TooLarge{};
  return value;
}

}  // namespace

// integer: [+-] decimal | 0x hex | 0o octal | 0b binary
// float:   [+-] decimal ( .digits [exponent] | exponent ) | [+-] inf | [+-] nan
// decimal: 0, or digits that do not begin with 0;  exponent: (e|E) [+-] digits
// Underscores only between two digits. Source: toml.io/en/v1.0.0.
TomlNumber parse_toml_number(std::string_view token) {
  if (token.size() > 2 && token[0] == '0') {
    if (token[1] == 'x') return based_integer(token.substr(2), 16);
    if (token[1] == 'o') return based_integer(token.substr(2), 8);
    if (token[1] == 'b') return based_integer(token.substr(2), 2);
  }
  std::string number;
  std::string_view rest = token;
  if (!rest.empty() && (rest.front() == '+' || rest.front() == '-')) {
    number += rest.front();
    rest.remove_prefix(1);
  }
  if (rest == "inf" || rest == "nan") return *parse_double(token);
  const size_t first = number.size();
  if (!take_digits(rest, 10, number)) return NoNumber{};
  if (number[first] == '0' && number.size() > first + 1) return NoNumber{};
  if (rest.empty()) {
    const std::optional<int64_t> value = parse_int64(number);
    if (!value) return TooLarge{};
    return *value;
  }
  if (rest.front() == '.') {
    number += '.';
    rest.remove_prefix(1);
    if (!take_digits(rest, 10, number)) return NoNumber{};
  }
  if (!rest.empty() && (rest.front() == 'e' || rest.front() == 'E')) {
    number += 'e';
    rest.remove_prefix(1);
    if (!rest.empty() && (rest.front() == '+' || rest.front() == '-')) {
      number += rest.front();
      rest.remove_prefix(1);
    }
    if (!take_digits(rest, 10, number)) return NoNumber{};
  }
  if (!rest.empty()) return NoNumber{};
  const std::optional<double> value = parse_double(number);
  if (!value) return NoNumber{};
  if (!std::isfinite(*value)) return TooLarge{};
  return *value;
}

}  // namespace glia::formats
