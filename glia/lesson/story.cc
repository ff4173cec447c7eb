#include "glia/lesson/story.h"

#include <cmath>

#include "glia/base/error.h"
#include "glia/base/format.h"

namespace glia::lesson {
namespace {

std::string shown(double number, int digits) {
  if (std::isnan(number)) return "NaN";
  if (number == 0) return "0";  // not "-0"
  return fmt::format("{:.{}g}", number, digits);
}

}  // namespace

std::string Word::in(Language language) const {
  if (const auto* number = std::get_if<double>(&value_)) return shown(*number, digits_);
  if (const auto* count = std::get_if<int64_t>(&value_)) return std::to_string(*count);
  return std::get<Text>(value_).in(language);
}

std::string filled(const Text& text, const std::vector<Word>& words, Language language) {
  const std::string& pattern = text.in(language);
  std::string result;
  for (size_t at = 0; at < pattern.size(); ++at) {
    const bool place = pattern[at] == '{' && at + 2 < pattern.size() && pattern[at + 2] == '}' &&
                       pattern[at + 1] >= '0' && pattern[at + 1] <= '9';
    if (!place) {
      result += pattern[at];
      continue;
    }
    const auto i = static_cast<size_t>(pattern[at + 1] - '0');
    GLIA_ASSERT(i < words.size());
    result += words[i].in(language);
    at += 2;
  }
  return result;
}

std::vector<double> Span::steps(int64_t count) const {
  std::vector<double> points;
  for (int64_t i = 0; i < count; ++i) points.push_back(step(i, count));
  return points;
}

}  // namespace glia::lesson
