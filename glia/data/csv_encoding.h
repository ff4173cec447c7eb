// The first look at the bytes of a text file: is this UTF-8 text at all, and if not, what is it?
// It converts nothing. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace glia::data {

// The text without its byte order mark. Errors (kData), with line:column where that helps: empty,
// UTF-16 or UTF-32, a NUL byte, another file format, invalid UTF-8 with a guess at the encoding.
// Columns count characters from 1.
std::string_view check_text(std::string_view bytes, const std::string& source);

}  // namespace glia::data
