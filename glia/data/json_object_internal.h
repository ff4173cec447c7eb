// JSON objects that survive a lack of memory. nlohmann's constructor from a list of members keeps
// what it has made for ever when memory runs out in the midst of it, and its [] on a null leaves an
// object without a body, whose destructor crashes; so objects begin as Json::object(), or here.
#pragma once

#include <initializer_list>
#include <utility>

#include "glia/data/json_internal.h"

namespace glia::data {

inline Json json_object(std::initializer_list<std::pair<const char*, Json>> members) {
  Json object = Json::object();
  for (const auto& [name, value] : members) object[name] = value;
  return object;
}

}  // namespace glia::data
