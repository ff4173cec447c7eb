#include "glia/base/parse_number.h"

#include <fast_float/fast_float.h>

#include <charconv>
#include <system_error>

namespace glia {
namespace {

// from_chars takes '-' but not '+'. Nothing where another sign follows.
std::optional<std::string_view> without_plus(std::string_view text) {
  if (text.empty() || text.front() != '+') return text;
  text.remove_prefix(1);
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) return std::nullopt;
  return text;
}

}  // namespace

std::optional<double> parse_double(std::string_view text) {
  const std::optional<std::string_view> digits = without_plus(text);
  if (!digits || digits->empty()) return std::nullopt;
  // "nan(...)" is C's notation for payloads, not a number anyone typed.
  if (digits->back() == ')') return std::nullopt;
  const char* const end = digits->data() + digits->size();
  double value = 0;
  const auto [stop, error] = fast_float::from_chars(digits->data(), end, value);
  // Newer fast_float reports overflow, and still stores +-inf or +-0.
  if (error != std::errc() && error != std::errc::result_out_of_range) return std::nullopt;
  if (stop != end) return std::nullopt;
  return value;
}

std::optional<int64_t> parse_int64(std::string_view text) {
  const std::optional<std::string_view> digits = without_plus(text);
  if (!digits || digits->empty()) return std::nullopt;
  const char* const end = digits->data() + digits->size();
  int64_t value = 0;
  const auto [stop, error] = std::from_chars(digits->data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

}  // namespace glia
