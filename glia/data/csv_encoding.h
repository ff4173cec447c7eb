// The first look at the bytes of a text file: is this UTF-8 text at all, and if not, what is it?
// It converts nothing. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace glia::data {

// How many bytes at the start are UTF-8 without NUL. What follows them is at fault, or a character
// of which `text` holds only the first bytes.
size_t sound_prefix(std::string_view text);

// The text without its byte order mark. Errors (kData), with line:column where that helps:
// UTF-16 or UTF-32, a NUL byte, another file format, invalid UTF-8 with a guess at the encoding.
// Columns count characters from 1.
std::string_view check_text(std::string_view bytes, const std::string& source);

}  // namespace glia::data
