// Running text for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace glia::cli {

inline constexpr int kLineWidth = 79;

// Words over several lines of at most kLineWidth columns, all but the first with `indent` spaces
// before them.
std::string wrapped(std::string_view text, int indent);

}  // namespace glia::cli
