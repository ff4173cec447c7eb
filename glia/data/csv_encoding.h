// A look at the bytes of a text file: are they UTF-8, and if not, what is wrong with them?
// It converts nothing; which encoding else they may be is found in encoding.h. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace glia::data {

// How many bytes at the start are UTF-8 without NUL. What follows them is at fault, or a character
// of which `text` holds only the first bytes.
size_t sound_prefix(std::string_view text);

// The text without its byte order mark. Errors (kData), with line:column where that helps:
// a NUL byte, another file format, invalid UTF-8.
// Columns count characters from 1.
std::string_view check_text(std::string_view bytes, const std::string& source);

}  // namespace glia::data
