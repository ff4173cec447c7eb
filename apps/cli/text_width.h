// How much room a text takes on a terminal: Chinese, Japanese and Korean characters take two
// columns, combining marks none. Texts are UTF-8. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace glia::cli {

// A character and how many bytes it is long; a byte that begins no sequence counts as one.
struct Character {
  char32_t code;
  size_t bytes;
  int width;  // columns
};
Character character_at(std::string_view text, size_t at);

// Columns, after Unicode's East Asian Width (wide and fullwidth: 2).
int display_width(std::string_view text);

// With spaces behind (or before) it, `width` columns wide; a longer text stays as it is.
std::string padded(std::string_view text, int width);
std::string padded_left(std::string_view text, int width);

// At most `width` columns, the last of them "~" if something was cut off.
std::string shortened(std::string_view text, int width);

// Control characters, which a terminal would obey, and bytes that are not UTF-8 written as \xHH.
// Newlines become spaces: a message is one line.
std::string printable(std::string_view text);

}  // namespace glia::cli
