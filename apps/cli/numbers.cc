#include "apps/cli/numbers.h"

#include <cmath>

#include "apps/cli/words.h"
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
  const std::string thing = count == 1        ? std::string(one)
                            : many != nullptr ? std::string(many)
                                              : one + std::string("s");
  const std::string pattern = "{} " + thing;
  return tr(fmt::runtime(pattern), count_text(count));
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
  if (seconds < 10) return tr("{:.2g} s", std::fmax(seconds, 0.01));
  const auto whole = static_cast<int64_t>(std::llround(seconds));
  if (whole < 60) return tr("{} s", whole);
  if (whole < 3600) return tr("{} min {} s", whole / 60, whole % 60);
  return tr("{} h {} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace glia::cli
