#include "apps/cli/requirement.h"

#include <cmath>

#include "glia/base/format.h"
#include "glia/base/parse_number.h"

namespace glia::cli {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

bool Requirement::holds(double value) const {
  if (std::isnan(value)) return false;
  if (comparison == ">=") return value >= bound;
  if (comparison == ">") return value > bound;
  if (comparison == "<=") return value <= bound;
  return value < bound;
}

std::string Requirement::text() const { return fmt::format("{} {} {}", metric, comparison, bound); }

std::optional<Requirement> parse_requirement(std::string_view text) {
  const size_t at = text.find_first_of("<>");
  if (at == std::string_view::npos) return std::nullopt;
  const size_t size = at + 1 < text.size() && text[at + 1] == '=' ? 2 : 1;
  const std::optional<double> bound = parse_double(trimmed(text.substr(at + size)));
  const std::string_view metric = trimmed(text.substr(0, at));
  if (metric.empty() || !bound || !std::isfinite(*bound)) return std::nullopt;
  return Requirement{std::string(metric), std::string(text.substr(at, size)), *bound};
}

}  // namespace glia::cli
