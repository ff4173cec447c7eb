// Runs the program of a lesson and compares every number it prints with the lesson's expected.json.
//
// usage: check_program PROGRAM EXPECTED.json
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "glia/base/file.h"

namespace {

using Json = nlohmann::json;

std::string output_of(const std::string& program) {
  FILE* pipe = popen(program.c_str(), "r");
  if (pipe == nullptr) return {};
  std::string text;
  char block[4096];
  for (size_t n = 0; (n = fread(block, 1, sizeof(block), pipe)) > 0;) text.append(block, n);
  return pclose(pipe) == 0 ? text : std::string();
}

const Json* find(const Json& expected, const std::string& name) {
  for (const Json& number : expected["runs"][0]["numbers"])
    if (number["name"] == name) return &number;
  return nullptr;
}

// Empty when "NAME value ..." agrees.
std::string difference(const Json& expected, const std::string& line) {
  std::istringstream words(line);
  std::string name;
  words >> name;
  const Json* number = find(expected, name);
  if (number == nullptr) return name + " is not in the first run of expected.json";
  const Json& value = number->at("value");
  const Json wanted = value.is_array() ? value : Json::array({value});
  double found = 0;
  size_t count = 0;
  for (; words >> found; ++count) {
    if (count >= wanted.size()) break;
    const double want = wanted[count];
    if (std::abs(found - want) >
        number->at("abs").get<double>() + number->at("rel").get<double>() * std::abs(want))
      return name + ": found " + std::to_string(found) + ", expected " + std::to_string(want);
  }
  return count == wanted.size() ? "" : name + ": another count of numbers than expected";
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const Json expected = Json::parse(glia::read_file(arguments[2], size_t{1} << 24));
  std::istringstream lines(output_of(arguments[1]));
  int compared = 0;
  int wrong = 0;
  for (std::string line; std::getline(lines, line); ++compared) {
    const std::string complaint = difference(expected, line);
    if (complaint.empty()) continue;
    ++wrong;
    std::printf("%s\n", complaint.c_str());
  }
  std::printf("%d lines compared, %d wrong\n", compared, wrong);
  return compared > 0 && wrong == 0 ? 0 : 1;
}
