#include "glia/data/message_text.h"

#include "glia/base/format.h"

namespace glia::data {

std::string text_for_message(std::string_view text, size_t longest) {
  std::string shown = "'";
  size_t characters = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool starts_character = (byte & 0xC0) != 0x80;
    if (starts_character && characters++ == longest) {
      shown += "...";
      break;
    }
    if (byte == '\n') {
      shown += "\\n";
    } else if (byte == '\r') {
      shown += "\\r";
    } else if (byte == '\t') {
      shown += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      shown += fmt::format("\\x{:02x}", byte);
    } else {
      shown += c;
    }
  }
  return shown + "'";
}

std::string delimiter_for_message(char delimiter) {
  return delimiter == '\t' ? "a tab" : fmt::format("'{}'", delimiter);
}

}  // namespace glia::data
