#include "apps/cli/wrap.h"

#include <sstream>
#include <vector>

#include "apps/cli/text_width.h"

namespace glia::cli {
namespace {

// Chinese needs no spaces to be broken, but these never begin a line, or end one.
constexpr std::u32string_view kNeverFirst = U"，。；：、！？）】》」”’…%";
constexpr std::u32string_view kNeverLast = U"（【《「“‘";

bool may_break(const Character& before, const Character& after) {
  if (before.width < 2 && after.width < 2) return false;
  return kNeverFirst.find(after.code) == std::u32string_view::npos &&
         kNeverLast.find(before.code) == std::u32string_view::npos;
}

// The pieces of a word between which a line may end.
std::vector<std::string_view> pieces_of(std::string_view word) {
  std::vector<std::string_view> pieces;
  size_t begin = 0;
  for (size_t at = 0; at < word.size();) {
    const Character here = character_at(word, at);
    const size_t next = at + here.bytes;
    if (next < word.size() && may_break(here, character_at(word, next))) {
      pieces.push_back(word.substr(begin, next - begin));
      begin = next;
    }
    at = next;
  }
  pieces.push_back(word.substr(begin));
  return pieces;
}

}  // namespace

std::string wrapped(std::string_view text, int indent) {
  std::istringstream words{std::string(text)};
  std::string result;
  std::string word;
  int column = indent;
  while (words >> word) {
    bool spaced = !result.empty();
    for (const std::string_view piece : pieces_of(word)) {
      const int width = display_width(piece);
      if (!result.empty() && column + (spaced ? 1 : 0) + width > kLineWidth) {
        result += "\n" + std::string(static_cast<size_t>(indent), ' ');
        column = indent;
      } else if (spaced) {
        result += ' ';
        ++column;
      }
      result += piece;
      column += width;
      spaced = false;
    }
  }
  return result;
}

}  // namespace glia::cli
