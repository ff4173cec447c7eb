// A quality gate: "accuracy>=0.9".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace glia::cli {

struct Requirement {
  std::string metric;
  std::string comparison;  // ">=", ">", "<=", "<"
  double bound = 0;

  // False for a value that is no number.
  bool holds(double value) const;
  std::string text() const;  // "accuracy >= 0.9"
};

// Nothing unless it is a name, a comparison and a number, with or without blanks between them.
std::optional<Requirement> parse_requirement(std::string_view text);

}  // namespace glia::cli
