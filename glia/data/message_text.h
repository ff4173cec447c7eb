// Pieces of data as error messages show them: short, on one line, quoted. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace glia::data {

// 'text' with line ends and control characters escaped; beyond `longest` characters it ends in
// "...".
std::string text_for_message(std::string_view text, size_t longest = 40);

// "','", "a tab".
std::string delimiter_for_message(char delimiter);

}  // namespace glia::data
