#include "glia/base/format.h"
#include "glia/base/text.h"
#include "glia/formats/quote_internal.h"

namespace glia::formats {
namespace {

constexpr size_t kMostBytes = 80;

// Where to cut: not within a character, as far as the text is UTF-8.
size_t cut(std::string_view text) {
  size_t end = kMostBytes;
  while (end > kMostBytes - 4 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) --end;
  return end;
}

}  // namespace

std::string quote(std::string_view text) {
  const bool whole = text.size() <= kMostBytes;
  const std::string_view shown = whole ? text : text.substr(0, cut(text));
  std::string out = "\"";
  size_t valid_until = first_invalid_utf8(shown).value_or(shown.size());
  for (size_t i = 0; i < shown.size(); ++i) {
    const char c = shown[i];
    const auto byte = static_cast<uint8_t>(c);
    const bool bad = i == valid_until;
    if (bad) {
      const std::string_view rest = shown.substr(i + 1);
      valid_until = i + 1 + first_invalid_utf8(rest).value_or(rest.size());
    }
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (bad || byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  out += whole ? "\"" : fmt::format("...\" ({} bytes)", text.size());
  return out;
}

}  // namespace glia::formats
