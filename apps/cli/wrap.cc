#include "apps/cli/wrap.h"

#include <sstream>

#include "apps/cli/text_width.h"

namespace glia::cli {

std::string wrapped(std::string_view text, int indent) {
  std::istringstream words{std::string(text)};
  std::string result;
  std::string word;
  int column = indent;
  while (words >> word) {
    const int width = display_width(word);
    if (!result.empty() && column + 1 + width > kLineWidth) {
      result += "\n" + std::string(static_cast<size_t>(indent), ' ');
      column = indent;
    } else if (!result.empty()) {
      result += ' ';
      ++column;
    }
    result += word;
    column += width;
  }
  return result;
}

std::string shell_word(std::string_view text) {
  const auto harmless = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("_-./,:=+@%").find(c) != std::string_view::npos ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  bool quoted = text.empty();
  for (const char c : text) quoted = quoted || !harmless(c);
  if (!quoted) return std::string(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

}  // namespace glia::cli
