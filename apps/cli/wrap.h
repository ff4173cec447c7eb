// Running text for a terminal, and words for a shell.
#pragma once

#include <string>
#include <string_view>

namespace glia::cli {

inline constexpr int kLineWidth = 79;

// Words over several lines of at most kLineWidth columns, all but the first with `indent` spaces
// before them.
std::string wrapped(std::string_view text, int indent);

// As one would type it: in quotes where a shell would take it apart.
std::string shell_word(std::string_view text);

}  // namespace glia::cli
