// Safetensors files written by hand, and how reading them fails.
#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/error_testing.h"
#include "glia/formats/safetensors.h"

namespace glia::formats::testing {

// Length, header, data, as they are given.
inline std::string raw_file(std::string_view header, std::string_view data = {}) {
  const uint64_t size = header.size();
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &size, 8);
  bytes += header;
  bytes += data;
  return bytes;
}

inline constexpr std::string_view kZeros16("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);

// A file whose only tensor has these fields.
inline std::string one_tensor(const std::string& fields, std::string_view data = kZeros16) {
  return raw_file("{\"w\":{" + fields + "}}", data);
}

inline std::string refusal(std::string_view bytes) {
  return message_of(ErrorKind::kModel, [&] { read_safetensors(bytes, "m.glia"); });
}

struct Lie {
  const char* what;
  std::string bytes;
  const char* message;
};

inline void expect_refusals(const std::vector<Lie>& lies) {
  for (const Lie& lie : lies) EXPECT_EQ(refusal(lie.bytes), lie.message) << lie.what;
}

}  // namespace glia::formats::testing
