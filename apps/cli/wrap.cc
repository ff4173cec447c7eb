#include "apps/cli/wrap.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "apps/cli/text_width.h"

namespace glia::cli {

namespace {

// A piece that is never broken, and whether a space stood before it.
struct Piece {
  std::string text;
  int width = 0;
  bool spaced = false;
};

// Marks that never begin a line.
bool clings(std::string_view character) {
  constexpr std::string_view kClinging[] = {"，", "。", "；", "：", "、", "！", "？", "）",
                                            "”",  "》", ",",  ".",  ";",  ":",  ")"};
  return std::find(std::begin(kClinging), std::end(kClinging), character) != std::end(kClinging);
}

// Words, and each Chinese character by itself: a line may end after it.
std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  bool spaced = false;
  bool closed = true;  // the next character begins a piece
  for (size_t at = 0; at < text.size();) {
    size_t bytes = 1;
    while (at + bytes < text.size() && (text[at + bytes] & 0xC0) == 0x80) ++bytes;
    const std::string_view character = text.substr(at, bytes);
    at += bytes;
    if (character == " " || character == "\n" || character == "\t") {
      spaced = closed = true;
      continue;
    }
    const int width = display_width(character);
    const bool wide = width == 2;
    const bool follows = !spaced && !pieces.empty() && clings(character);
    if (!follows && (closed || wide)) pieces.push_back({{}, 0, spaced});
    pieces.back().text += character;
    pieces.back().width += width;
    spaced = false;
    closed = wide;
  }
  return pieces;
}

}  // namespace

std::string wrapped(std::string_view text, int indent) {
  std::string result;
  int column = indent;
  for (const Piece& piece : pieces_of(text)) {
    const int space = piece.spaced && !result.empty() ? 1 : 0;
    if (!result.empty() && column + space + piece.width > kLineWidth) {
      result += "\n" + std::string(static_cast<size_t>(indent), ' ');
      column = indent;
    } else {
      result += std::string(static_cast<size_t>(space), ' ');
      column += space;
    }
    result += piece.text;
    column += piece.width;
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
