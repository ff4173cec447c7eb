// Untrusted text as it may stand in a message: in quotes, printable, short.
#pragma once

#include <string>
#include <string_view>

namespace glia::formats {

// "text", with \n, \t, \r, \" and \\ escaped, other control characters and bytes that are not UTF-8
// as \xHH, and cut after 80 bytes, with its full length then: "aaa..." (1000 bytes).
std::string quote(std::string_view text);

}  // namespace glia::formats
