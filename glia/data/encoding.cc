#include "glia/data/encoding.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/base/text.h"
#include "glia/data/csv_encoding.h"
#include "glia/data/decoder.h"
#include "glia/data/encoding_survey.h"
#include "glia/data/message_text.h"

namespace glia::data {
namespace {

constexpr size_t kPiece = size_t{1} << 16;

// Letters in upper case and digits: "utf-8", "UTF8" and "Utf_8" are one name.
std::string plain(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c >= 'a' && c <= 'z')
      result += static_cast<char>(c - 'a' + 'A');
    else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
      result += c;
  }
  return result;
}

// Names that iconv does not know everywhere, or takes for too little: files that are called GB2312
// often have characters of its successors.
struct Alias {
  std::string_view plain;
  const char* name;
};
constexpr Alias kAliases[] = {
    {"UTF8", "UTF-8"},        {"UTF8SIG", "UTF-8"},       {"GB18030", "GB18030"},
    {"GBK", "GB18030"},       {"GB2312", "GB18030"},      {"CP936", "GB18030"},
    {"LATIN1", "ISO-8859-1"}, {"ISO88591", "ISO-8859-1"}, {"CP1252", "WINDOWS-1252"},
    {"UTF16LE", "UTF-16LE"},  {"UTF16BE", "UTF-16BE"},    {"WINDOWS1252", "WINDOWS-1252"},
};

bool is_a_name(std::string_view name) {
  constexpr size_t kLongest = 40;
  if (name.empty() || name.size() > kLongest) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    // Not a slash: behind one iconv expects instructions.
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == ':' || c == '+';
  });
}

// Code units that are a letter, digit, sign or line end of ASCII, read with either byte first.
struct AsciiUnits {
  size_t little = 0;
  size_t big = 0;
};

AsciiUnits count_ascii_units(std::string_view bytes) {
  AsciiUnits units;
  const auto is_text = [](char c) { return (c >= ' ' && c <= '~') || (c >= '\t' && c <= '\r'); };
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    if (bytes[i + 1] == 0 && is_text(bytes[i])) ++units.little;
    if (bytes[i] == 0 && is_text(bytes[i + 1])) ++units.big;
  }
  return units;
}

Encoding encoding_of_first(std::string_view first) {
  const ByteOrderMark mark = find_byte_order_mark(first);
  if (mark != ByteOrderMark::kNone) return {std::string(name_of(mark)), false};
  if (first.find('\0') == std::string_view::npos) return {};
  // A table has delimiters and line ends, whatever the script of its cells.
  const AsciiUnits units = count_ascii_units(first);
  const size_t all = first.size() / 2;
  const auto tells = [&](size_t this_way, size_t other_way) {
    return this_way >= 2 && this_way * 20 >= all && this_way >= other_way * 4;
  };
  if (tells(units.little, units.big)) return {"UTF-16LE", false};
  if (tells(units.big, units.little)) return {"UTF-16BE", false};
  return {};
}

}  // namespace

Encoding encoding_named(std::string_view name) {
  const std::string wanted = plain(name);
  for (const Alias& alias : kAliases)
    if (alias.plain == wanted) return {alias.name, false};
  Encoding encoding{std::string(name), false};
  // With a byte order mark it tells itself; without one, little-endian is what Windows writes.
  if (wanted == "UTF16") encoding.name = "UTF-16LE";
  // Python says euc_jp, iconv EUC-JP.
  if (is_a_name(name) && !can_decode(encoding))
    std::replace(encoding.name.begin(), encoding.name.end(), '_', '-');
  if (!is_a_name(name) || !can_decode(encoding))
    fail(ErrorKind::kUsage,
         say("no encoding is called {}; often met are utf-8, utf-16, gb18030, big5, shift_jis, "
             "euc-kr, windows-1252 and windows-1251",
             text_for_message(name)));
  return encoding;
}

Encoding encoding_of_start(ByteSource& bytes) {
  std::vector<char> first(piece_size(bytes, kPiece));
  const size_t got = bytes.read(first.data(), first.size());
  bytes.rewind();
  return encoding_of_first({first.data(), got});
}

Encoding guess_encoding(ByteSource& bytes) {
  EncodingSurvey survey;
  std::vector<char> piece(piece_size(bytes, kPiece));
  for (;;) {
    const size_t got = bytes.read(piece.data(), piece.size());
    survey.add({piece.data(), got});
    if (got < piece.size()) break;
  }
  bytes.rewind();
  return survey.guess();
}

Encoding encoding_of(std::string_view text, std::string_view name) {
  if (!name.empty()) return encoding_named(name);
  const Encoding told = encoding_of_first(text.substr(0, kPiece));
  if (!told.is_utf8() || sound_prefix(text) == text.size()) return told;
  return guess_encoding(*bytes_in_memory(text));
}

void note_encoding(const Encoding& encoding, Table& table) {
  if (encoding.doubtful)
    table.add_note(
        say("{}: not UTF-8, read as {}, which is a guess; if letters look wrong, name "
            "the encoding with --encoding",
            table.origin(), encoding.name));
}

}  // namespace glia::data
