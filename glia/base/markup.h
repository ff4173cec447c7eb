// Text inside HTML, XML and SVG. Pure function, callable from any thread.
#pragma once

#include <string>
#include <string_view>

namespace glia {

// For text and for attributes in double quotes: nothing in it is read as markup. Control
// characters, which XML does not have, become spaces.
std::string escaped_markup(std::string_view text);

}  // namespace glia
