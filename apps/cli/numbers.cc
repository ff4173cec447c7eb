#include "apps/cli/numbers.h"

#include <cmath>

#include "glia/base/format.h"

namespace glia::cli {

std::string count_text(int64_t count) {
  std::string digits = std::to_string(count);
  const size_t first = count < 0 ? 1 : 0;
  for (size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string counted(int64_t count, const char* one, const char* many) {
  if (count == 1) return fmt::format("1 {}", one);
  return many != nullptr ? fmt::format("{} {}", count_text(count), many)
                         : fmt::format("{} {}s", count_text(count), one);
}

std::string value_text(double value) {
  if (std::isnan(value)) return "-";
  const double size = std::fabs(value);
  if (size == 0) return "0";
  if (std::isinf(size)) return value > 0 ? "inf" : "-inf";
  if (size < 1e-3 || size >= 1e7) return fmt::format("{:.3g}", value);
  if (size >= 1000) return fmt::format("{:.0f}", value);
  if (size >= 100) return fmt::format("{:.1f}", value);
  if (size >= 10) return fmt::format("{:.2f}", value);
  return fmt::format("{:.4f}", value);
}

std::string seconds_text(double seconds) {
  if (!(seconds >= 0)) return "-";
  if (seconds < 10) return fmt::format("{:.2g} s", std::fmax(seconds, 0.01));
  const auto whole = static_cast<int64_t>(std::llround(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace glia::cli
