// Reading JSON from a stranger: every member is asked for by name, type and range, and what is
// wrong is said with its path. Only for .cc files: nlohmann does not show in public headers.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace glia::data {

using Json = nlohmann::ordered_json;

// Errors: kData for a text that is not UTF-8.
std::string dump_json(const Json& value);

// A value inside a document, with its path for messages.
class JsonReader {
 public:
  // The document must outlive its readers.
  JsonReader(const Json& value, std::string path) : value_(&value), path_(std::move(path)) {}

  // Errors: kModel for text that is no JSON, or nested deeper than any file of ours.
  static Json parse(std::string_view text, std::string_view what);

  // Errors of all that follow: kModel for a value that is missing, or of another kind or range.
  JsonReader member(const char* key) const;
  bool has(const char* key) const;
  bool is_null() const;
  // The elements of an array of at most `most`.
  std::vector<JsonReader> elements(size_t most = size_t{1} << 20) const;
  const std::string& text() const;
  std::vector<std::string> texts() const;
  bool boolean() const;
  double finite() const;
  int64_t integer(int64_t low, int64_t high) const;

  const Json& json() const { return *value_; }
  const std::string& path() const { return path_; }

  [[noreturn]] void wrong(const char* expected) const;

 private:
  const Json* value_;
  std::string path_;
};

}  // namespace glia::data
