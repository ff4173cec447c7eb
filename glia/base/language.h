// The two languages that glia speaks, and a text in both.
#pragma once

#include <string>
#include <string_view>

namespace glia {

enum class Language : unsigned char { kEnglish, kChinese };

// "zh_CN.UTF-8", "zh", "zh-TW" -> Chinese; anything else -> English.
constexpr Language language_of(std::string_view locale) {
  return locale.substr(0, 2) == "zh" ? Language::kChinese : Language::kEnglish;
}

struct Text {
  std::string english;
  std::string chinese;

  const std::string& in(Language language) const {
    return language == Language::kChinese ? chinese : english;
  }
};

// A name or formula that needs no translation.
inline Text same(const std::string& text) { return {text, text}; }

}  // namespace glia
