#include "glia/data/csv_encoding.h"

#include <cstdint>
#include <optional>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/base/text.h"
#include "glia/kernels/find_bytes.h"

namespace glia::data {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

struct Position {
  int64_t line = 1;
  int64_t column = 1;
};

Position position_of(std::string_view text, size_t offset) {
  Position p;
  for (size_t i = 0; i < offset; ++i) {
    const char c = text[i];
    const bool ends_line =
        c == '\n' || (c == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    if (ends_line) {
      ++p.line;
      p.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++p.column;
    }
  }
  return p;
}

// `mark`: bytes in front of the text.
[[noreturn]] void refuse_bad_utf8(std::string_view text, size_t offset, size_t mark,
                                  const std::string& source) {
  const Position p = position_of(text, offset);
  const auto byte = static_cast<unsigned char>(text[offset]);
  const std::string place = fmt::format("{}:{}:{}", source, p.line, p.column);
  const auto next = static_cast<unsigned char>(offset + 1 < text.size() ? text[offset + 1] : 0);
  if (byte == 0xED && next >= 0xA0 && next <= 0xBF) {
    fail(ErrorKind::kData, say("{}: byte {}: expected UTF-8 text, found half of a surrogate pair",
                               place, offset + mark));
  }
  if ((byte == 0xC0 || byte == 0xC1) && next >= 0x80 && next <= 0xBF) {
    fail(ErrorKind::kData,
         say("{}: byte {}: expected UTF-8 text, found an overlong sequence", place, offset + mark));
  }
  fail(ErrorKind::kData,
       say("{}: byte {}: expected UTF-8 text, found the byte {:02x}; if the file is in another "
           "encoding, name it with --encoding",
           place, offset + mark, byte));
}

// What people hand to a CSV reader by mistake; nothing for what is none of these. "BZh" and "PAR1"
// could begin a text: ask only where a byte was found that no text has.
std::optional<Message> other_format(std::string_view bytes) {
  const auto begins = [&](std::string_view magic) { return bytes.starts_with(magic); };
  if (begins({"PK\x03\x04", 4}))
    return say("a zip archive or spreadsheet (.xlsx, .ods, .numbers); save it as CSV");
  if (begins("\xD0\xCF\x11\xE0"))
    return say("an old Excel or Word file (.xls, .doc); save it as .xlsx or CSV");
  if (begins("PAR1")) return say("a Parquet file; save it as CSV");
  if (begins("\x89PNG")) return say("a PNG image");
  if (begins("\xFF\xD8\xFF")) return say("a JPEG image");
  if (begins("%PDF-")) return say("a PDF document");
  if (begins("\x28\xB5\x2F\xFD")) return say("zstd-compressed data; decompress it first");
  if (begins("\xFD"
             "7zXZ"))
    return say("xz-compressed data; decompress it first");
  if (begins("BZh")) return say("bzip2-compressed data; decompress it first");
  if (begins("SQLite format 3")) return say("an SQLite database; export a table as CSV");
  if (begins("\x89HDF")) return say("an HDF5 file; save it as CSV");
  if (begins("\x93NUMPY")) return say("a NumPy array; save it as CSV");
  return std::nullopt;
}

void refuse_other_formats(std::string_view bytes, const std::string& source) {
  if (const std::optional<Message> found = other_format(bytes))
    fail(ErrorKind::kData, say("{}: expected CSV text, found {}", source, *found));
}

[[noreturn]] void refuse_nul(std::string_view text, size_t offset, const std::string& source) {
  const Position p = position_of(text, offset);
  fail(ErrorKind::kData, say("{}:{}:{}: expected text, found a NUL byte; the file is "
                             "damaged or not a text file",
                             source, p.line, p.column));
}

}  // namespace

size_t sound_prefix(std::string_view text) {
  for (size_t at = 0;;) {
    at += kernels::count_ascii(text.data() + at, text.size() - at);
    size_t run = at;
    while (run < text.size() && !is_ascii(text[run])) ++run;
    if (run == at) return at;  // the end, or NUL
    if (const std::optional<size_t> bad = first_invalid_utf8(text.substr(at, run - at))) {
      return at + *bad;
    }
    at = run;
  }
}

std::string_view check_text(std::string_view bytes, const std::string& source) {
  const bool marked = find_byte_order_mark(bytes) == ByteOrderMark::kUtf8;
  const std::string_view text = bytes.substr(marked ? size_of(ByteOrderMark::kUtf8) : 0);
  const size_t sound = sound_prefix(text);
  if (sound != text.size()) {
    refuse_other_formats(bytes, source);
    if (text[sound] == '\0') refuse_nul(text, sound, source);
    refuse_bad_utf8(text, sound, bytes.size() - text.size(), source);
  }
  return text;
}

}  // namespace glia::data
