// Words for a shell. Pure functions, callable from any thread.
#pragma once

#include <string>
#include <string_view>

namespace glia {

// As one would type it: in quotes where a shell would take it apart.
std::string shell_word(std::string_view text);

}  // namespace glia
