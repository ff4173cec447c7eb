#include "tests/golden_walk/compare.h"

#include <cmath>
#include <sstream>
#include <vector>

namespace glia::golden {
namespace {

using Json = nlohmann::json;

struct Bound {
  double abs = 0;
  double rel = 0;
};

bool has_word(const std::string& name, const std::string& word) {
  std::istringstream words(name);
  for (std::string each; std::getline(words, each, '_');)
    if (each == word) return true;
  return false;
}

bool is_count(const std::string& name) {
  for (const char* count : {"rounds", "steps", "updates", "evaluations"})
    if (name == count) return true;
  return false;
}

// `name`: the outermost member that the number stands in, "" outside of any.
Bound bound_of(const std::string& name, const Json& tolerance) {
  if (tolerance.value("exact", false)) return {};
  const auto read = [&](const std::string& key) { return tolerance.value(key, 0.0); };
  if (is_count(name)) return {read(name), read(name + "_rel")};
  Bound own;
  bool found = false;
  for (const auto& [key, value] : tolerance.items()) {
    const size_t end = key.rfind('_');
    const std::string word = key.substr(0, end);
    if (end == std::string::npos || word == "simulation" || !has_word(name, word)) continue;
    // A spread beside a mean ("w_sd" beside "w_expected") is a formula, not a draw.
    if (word != "sd" && has_word(name, "sd")) continue;
    (key.substr(end) == "_abs" ? own.abs : own.rel) = value.get<double>();
    found = true;
  }
  if (found) return own;
  if (tolerance.contains("abs") || tolerance.contains("rel")) return {read("abs"), read("rel")};
  if (tolerance.contains("simulation_abs") && !has_word(name, "sd"))
    return {read("simulation_abs"), 0};
  return {0, 1e-9};
}

std::string mismatch(const std::string& where, const Json& answer, const Json& expected) {
  return (where.empty() ? "" : where + ": ") + "found " + answer.dump() + ", expected " +
         expected.dump();
}

std::string walk(const std::string& where, const std::string& name, const Json& answer,
                 const Json& expected, const Json& tolerance) {
  if (expected.is_object()) {
    if (!answer.is_object()) return mismatch(where, answer, expected);
    for (const auto& [key, value] : expected.items()) {
      const std::string place = where.empty() ? key : where + "." + key;
      if (!answer.contains(key)) return place + ": missing";
      std::string wrong = walk(place, name.empty() ? key : name, answer[key], value, tolerance);
      if (!wrong.empty()) return wrong;
    }
    return {};
  }
  if (expected.is_array()) {
    if (!answer.is_array() || answer.size() != expected.size())
      return mismatch(where, answer, expected);
    for (size_t i = 0; i < expected.size(); ++i) {
      const std::string place = where + "[" + std::to_string(i) + "]";
      // A list of objects: each member is looked up by its own name.
      std::string wrong = walk(place, name, answer[i], expected[i], tolerance);
      if (!wrong.empty()) return wrong;
    }
    return {};
  }
  if (!expected.is_number()) return answer == expected ? "" : mismatch(where, answer, expected);
  if (!answer.is_number()) return mismatch(where, answer, expected);
  const double x = answer.get<double>();
  const double c = expected.get<double>();
  const Bound bound = bound_of(name, tolerance);
  if (std::fabs(x - c) <= bound.abs + bound.rel * std::fabs(c)) return {};
  std::ostringstream text;
  text << mismatch(where, answer, expected) << " (off by " << std::fabs(x - c) << ", allowed "
       << bound.abs << " + " << bound.rel << " |c|)";
  return text.str();
}

}  // namespace

std::string difference(const Json& answer, const Json& expected, const Json& tolerance) {
  return walk("", "", answer, expected, tolerance);
}

}  // namespace glia::golden
