// Numbers that others computed: tests/golden/NAME, each made by a script under tools/golden.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace glia {

// Read once.
inline const nlohmann::json& golden_file(const std::string& name) {
  static std::map<std::string, nlohmann::json> files;
  const auto [at, is_new] = files.try_emplace(name);
  if (is_new) {
    std::ifstream file(GLIA_SOURCE_DIR "/tests/golden/" + name);
    EXPECT_TRUE(file) << name;
    at->second = nlohmann::json::parse(file);
  }
  return at->second;
}

// A number, a row of numbers or rows of them, one after the other.
template <class T = double>
std::vector<T> flat(const nlohmann::json& numbers) {
  if (!numbers.is_array()) return {numbers.get<T>()};
  std::vector<T> values;
  for (const nlohmann::json& each : numbers) {
    const std::vector<T> inner = flat<T>(each);
    values.insert(values.end(), inner.begin(), inner.end());
  }
  return values;
}

}  // namespace glia
