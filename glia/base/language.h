// The two languages that glia speaks, and a text in both.
#pragma once

#include <string>

namespace glia {

enum class Language : unsigned char { kEnglish, kChinese };

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
