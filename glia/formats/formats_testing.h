// Helpers of this folder's tests: what an action threw, and safetensors files written by hand.
#pragma once

#include <cstring>
#include <string>
#include <string_view>

#include "glia/base/error.h"

namespace glia::formats::testing {

// The message of the Error that `action` throws, or a text that no message equals.
template <class Action>
std::string message_of(ErrorKind kind, const Action& action) {
  try {
    action();
  } catch (const Error& e) {
    if (e.kind() == kind) return e.what();
    return "another kind of error: " + std::string(e.what());
  }
  return "no error";
}

// Length, header, data, as they are given.
inline std::string raw_file(std::string_view header, std::string_view data = {}) {
  const uint64_t size = header.size();
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &size, 8);
  bytes += header;
  bytes += data;
  return bytes;
}

}  // namespace glia::formats::testing
