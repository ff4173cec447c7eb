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

// Files that people hand to a CSV reader by mistake.
void refuse_other_formats(std::string_view bytes, const std::string& source) {
  struct Format {
    std::string_view magic;
    std::string_view name;
  };
  static constexpr Format kFormats[] = {
      {{"PK\x03\x04", 4}, "a zip archive or spreadsheet (.xlsx, .ods, .numbers); save it as CSV"},
      {{"\xD0\xCF\x11\xE0", 4}, "an old Excel or Word file; save it as CSV"},
      {{"PAR1", 4}, "a Parquet file; save it as CSV"},
      {{"\x89PNG", 4}, "a PNG image"},
      {{"\xFF\xD8\xFF", 3}, "a JPEG image"},
      {{"%PDF-", 5}, "a PDF document"},
      {{"\x28\xB5\x2F\xFD", 4}, "zstd-compressed data; decompress it first"},
      {{"\xFD"
        "7zXZ",
        5},
       "xz-compressed data; decompress it first"},
      {{"BZh", 3}, "bzip2-compressed data; decompress it first"},
      {{"SQLite format 3", 15}, "an SQLite database; export a table as CSV"},
      {{"\x89HDF", 4}, "an HDF5 file; save it as CSV"},
      {{"\x93NUMPY", 6}, "a NumPy array; save it as CSV"},
  };
  // "BZh" and "PAR1" could begin a text, so the NUL or the invalid UTF-8 that follows in a binary
  // file has to be there too: this is called only when one was found.
  for (const Format& format : kFormats) {
    if (bytes.substr(0, format.magic.size()) == format.magic) {
      fail(ErrorKind::kData, say("{}: expected CSV text, found {}", source, format.name));
    }
  }
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
