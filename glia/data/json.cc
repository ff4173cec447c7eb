#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/json_internal.h"

namespace glia::data {

std::string dump_json(const Json& value) {
  try {
    return value.dump();
  } catch (const nlohmann::json::exception& error) {
    fail(ErrorKind::kData, say("a column name or text is not UTF-8: {}", error.what()));
  }
}

Json JsonReader::parse(std::string_view text, std::string_view what) {
  constexpr int kDeepest = 16;
  constexpr size_t kLongest = size_t{1} << 26;
  if (text.size() > kLongest)
    fail(ErrorKind::kModel,
         say("{}: {} bytes of JSON, expected at most {}", what, text.size(), kLongest));
  const auto shallow = [&](int depth, nlohmann::json::parse_event_t, Json&) {
    if (depth > kDeepest)
      fail(ErrorKind::kModel, say("{}: JSON nested deeper than {}", what, kDeepest));
    return true;
  };
  try {
    return Json::parse(text.begin(), text.end(), shallow);
  } catch (const nlohmann::json::parse_error& error) {
    fail(ErrorKind::kModel, say("{}: not JSON near character {}", what, error.byte));
  } catch (const nlohmann::json::exception&) {
    fail(ErrorKind::kModel, say("{}: holds a number that is too large", what));
  }
}

JsonReader JsonReader::member(const char* key) const {
  if (!value_->is_object()) wrong("an object");
  const auto found = value_->find(key);
  if (found == value_->end()) fail(ErrorKind::kModel, say("{}: '{}' is missing", path_, key));
  return {*found, fmt::format("{}.{}", path_, key)};
}

bool JsonReader::has(const char* key) const { return value_->is_object() && value_->contains(key); }
bool JsonReader::is_null() const { return value_->is_null(); }

std::vector<JsonReader> JsonReader::elements(size_t most) const {
  if (!value_->is_array()) wrong("an array");
  if (value_->size() > most)
    fail(ErrorKind::kModel,
         say("{}: {} elements, expected at most {}", path_, value_->size(), most));
  std::vector<JsonReader> readers;
  readers.reserve(value_->size());
  for (size_t i = 0; i < value_->size(); ++i)
    readers.emplace_back((*value_)[i], fmt::format("{}[{}]", path_, i));
  return readers;
}

const std::string& JsonReader::text() const {
  if (!value_->is_string()) wrong("a text");
  return value_->get_ref<const std::string&>();
}

std::vector<std::string> JsonReader::texts() const {
  std::vector<std::string> result;
  for (const JsonReader& element : elements()) result.push_back(element.text());
  return result;
}

bool JsonReader::boolean() const {
  if (!value_->is_boolean()) wrong("true or false");
  return value_->get<bool>();
}

double JsonReader::finite() const {
  const double number = value_->is_number() ? value_->get<double>() : std::nan("");
  if (!std::isfinite(number)) wrong("a finite number");
  return number;
}

int64_t JsonReader::integer(int64_t low, int64_t high) const {
  const bool small =
      value_->is_number_integer() && (!value_->is_number_unsigned() ||
                                      value_->get<uint64_t>() <= static_cast<uint64_t>(INT64_MAX));
  if (!small || value_->get<int64_t>() < low || value_->get<int64_t>() > high)
    wrong(fmt::format("a whole number from {} to {}", low, high).c_str());
  return value_->get<int64_t>();
}

void JsonReader::wrong(const char* expected) const {
  constexpr size_t kShown = 60;
  const bool nested = value_->is_structured();
  std::string found =
      nested ? value_->type_name() : value_->dump(-1, ' ', true, Json::error_handler_t::replace);
  if (found.size() > kShown) found = found.substr(0, kShown) + "...";
  fail(ErrorKind::kModel, say("{}: expected {}, found {}", path_, expected, found));
}

}  // namespace glia::data
