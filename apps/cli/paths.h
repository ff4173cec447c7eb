// Which file a path on the command line means.
#pragma once

#include <string>

namespace glia::cli {

// Whether both lead to one file, also through links, and also where nothing is there yet.
bool same_file(const std::string& a, const std::string& b);

}  // namespace glia::cli
