// Blanks around a cell, which say nothing. Pure functions.
#pragma once

#include <string_view>

namespace glia::data {

inline constexpr std::string_view kBlanks = " \t\r";

// Without the blanks at both ends.
inline std::string_view without_blanks(std::string_view text) {
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

}  // namespace glia::data
