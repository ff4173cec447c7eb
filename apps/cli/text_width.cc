#include "apps/cli/text_width.h"

#include <cstdint>
#include <iterator>

#include "glia/base/format.h"
#include "glia/base/text.h"

namespace glia::cli {
namespace {

struct Range {
  char32_t first, last;
};

// Unicode 15, EastAsianWidth.txt, W and F, in the large.
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
constexpr Range kNoWidth[] = {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x200B, 0x200F},
                              {0x20D0, 0x20FF}, {0x2060, 0x2064}, {0xFE00, 0xFE0F},
                              {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};

template <size_t Count>
bool is_in(char32_t c, const Range (&ranges)[Count]) {
  for (const Range& range : ranges)
    if (c >= range.first && c <= range.last) return true;
  return false;
}

int width_of(char32_t c) {
  if (is_in(c, kNoWidth)) return 0;
  return is_in(c, kWide) ? 2 : 1;
}

}  // namespace

Character character_at(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
  };
  const char32_t lead = byte(0);
  const size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (lead < 0xC2 || lead > 0xF4 || at + bytes > text.size()) return {lead, 1, 1};
  char32_t code = lead & (0x7Fu >> bytes);
  for (size_t i = 1; i < bytes; ++i) {
    // What begins like a character and goes on otherwise must not take its neighbours along.
    if ((byte(i) & 0xC0) != 0x80) return {lead, 1, 1};
    code = (code << 6) | (byte(i) & 0x3F);
  }
  return {code, bytes, width_of(code)};
}

int display_width(std::string_view text) {
  int width = 0;
  for (size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    width += c.width;
    at += c.bytes;
  }
  return width;
}

std::string padded(std::string_view text, int width) {
  const int missing = width - display_width(text);
  return std::string(text) + std::string(missing > 0 ? static_cast<size_t>(missing) : 0, ' ');
}

std::string padded_left(std::string_view text, int width) {
  const int missing = width - display_width(text);
  return std::string(missing > 0 ? static_cast<size_t>(missing) : 0, ' ') + std::string(text);
}

std::string shortened(std::string_view text, int width) {
  if (display_width(text) <= width) return std::string(text);
  int used = 0;
  size_t at = 0;
  while (at < text.size()) {
    const Character c = character_at(text, at);
    if (used + width_of(c.code) > width - 1) break;
    used += width_of(c.code);
    at += c.bytes;
  }
  return std::string(text.substr(0, at)) + "~";
}

std::string printable(std::string_view text) {
  std::string shown;
  for (size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    const std::string_view bytes = text.substr(at, c.bytes);
    if (c.code == '\n')
      shown += ' ';
    else if (c.code < 0x20 || c.code == 0x7F || !is_utf8(bytes))
      for (const char byte : bytes) shown += fmt::format("\\x{:02X}", static_cast<uint8_t>(byte));
    else if (c.code >= 0x80 && c.code < 0xA0)
      shown += fmt::format("\\x{:02X}", static_cast<uint32_t>(c.code));
    else
      shown += bytes;
    at += c.bytes;
  }
  return shown;
}

}  // namespace glia::cli
