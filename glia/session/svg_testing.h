// What tests of drawings look for in an SVG text.
#pragma once

#include <cstddef>
#include <string>

namespace glia::session {

// How often `part` stands in `text`.
inline size_t occurrences(const std::string& text, const std::string& part) {
  size_t found = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace glia::session
