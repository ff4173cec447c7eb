// JSON on its way to standard output.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace glia::cli {

// Members in the order in which they were added.
using Json = nlohmann::ordered_json;

// One line without its end. Bytes that are no UTF-8, as a path may have, become U+FFFD.
inline std::string json_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace glia::cli
