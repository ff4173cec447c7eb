#include <algorithm>
#include <unordered_set>
#include <utility>

#include "glia/base/format.h"
#include "glia/base/text.h"
#include "glia/formats/quote_internal.h"
#include "glia/formats/toml_internal.h"

namespace glia::formats {
namespace {

constexpr size_t kMostKeys = 1000;  // in one table

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

class Parser {
 public:
  Parser(std::string_view text, const ArchSource& source) : text_(text), source_(source) {}

  std::vector<TomlTable> parse() {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;  // a byte order mark is no column
    refuse_invalid_utf8();
    tables_.emplace_back();
    while (!at_end()) {
      skip_space();
      if (peek() == '[') {
        header();
      } else if (!at_end() && peek() != '#' && peek() != '\n' && peek() != '\r') {
        key_and_value();
      }
      end_of_line();
    }
    return std::move(tables_);
  }

 private:
  void refuse_invalid_utf8() {
    const std::optional<size_t> invalid = first_invalid_utf8(text_);
    if (!invalid) return;
    take(*invalid - std::min(*invalid, at_));
    refuse(fmt::format("not UTF-8: byte 0x{:02x}", static_cast<uint8_t>(text_[at_])));
  }

  bool at_end() const { return at_ >= text_.size(); }
  char peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool next_is(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
  Place here() const { return {line_, column_}; }

  // Columns count characters: continuation bytes of UTF-8 take none.
  char take() {
    const char c = text_[at_++];
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<uint8_t>(c) & 0xC0) != 0x80) {
      ++column_;
    }
    return c;
  }
  void take(size_t count) {
    while (count-- > 0) take();
  }

  [[noreturn]] void refuse(const std::string& what) const { source_.refuse(here(), what); }
  [[noreturn]] void refuse_at(Place place, const std::string& what) const {
    source_.refuse(place, what);
  }
  // What stands here, for "expected ..., found ...".
  std::string found() const {
    if (at_end()) return "the end of the file";
    if (peek() == '\n' || next_is("\r\n")) return "the end of the line";
    size_t size = 1;
    while (at_ + size < text_.size() && (static_cast<uint8_t>(text_[at_ + size]) & 0xC0) == 0x80) {
      ++size;
    }
    return quote(text_.substr(at_, size));
  }

  void skip_space() {
    while (peek() == ' ' || peek() == '\t') take();
  }

  void check_character(std::string_view where) const {
    const auto byte = static_cast<uint8_t>(peek());
    if ((byte < 0x20 && byte != '\t') || byte == 0x7f) {
      refuse(fmt::format("{} in {}", control_text(byte), where));
    }
  }
  static std::string control_text(uint8_t byte) {
    return fmt::format("control character U+{:04X}", byte);
  }

  bool take_newline() {
    if (peek() == '\n' && !at_end()) {
      take();
      return true;
    }
    if (!next_is("\r\n")) return false;
    take(2);
    return true;
  }

  void skip_comment() {
    if (peek() != '#') return;
    while (!at_end() && peek() != '\n' && !next_is("\r\n")) {
      check_character("a comment");
      take();
    }
  }

  void end_of_line() {
    skip_space();
    skip_comment();
    if (at_end() || take_newline()) return;
    refuse(fmt::format("expected the end of the line, found {}", found()));
  }

  void header() {
    TomlTable table;
    table.place = here();
    take();
    table.of_list = peek() == '[';
    if (table.of_list) take();
    skip_space();
    table.name = key();
    skip_space();
    if (peek() == '.') refuse("dotted names have no meaning in an architecture file");
    const std::string_view close = table.of_list ? "]]" : "]";
    if (!next_is(close)) refuse(fmt::format("expected {}, found {}", close, found()));
    take(close.size());
    tables_.push_back(std::move(table));
    keys_.clear();
  }

  void key_and_value() {
    TomlEntry entry;
    entry.place = here();
    entry.key = key();
    skip_space();
    if (peek() == '.') refuse("dotted keys have no meaning in an architecture file");
    if (peek() != '=') {
      refuse(fmt::format("expected = after the key {}, found {}", quote(entry.key), found()));
    }
    take();
    skip_space();
    entry.value = value(false);
    if (!keys_.insert(entry.key).second) {
      refuse_at(entry.place, fmt::format("the key {} stands twice", quote(entry.key)));
    }
    if (tables_.back().entries.size() == kMostKeys) {
      refuse_at(entry.place, fmt::format("more than {} keys in one table", kMostKeys));
    }
    tables_.back().entries.push_back(std::move(entry));
  }

  std::string key() {
    if (peek() == '"' || peek() == '\'') {
      if (next_is("\"\"\"") || next_is("'''")) refuse("a key can't span lines");
      return string();
    }
    const size_t from = at_;
    while (is_bare(peek())) take();
    if (at_ == from) refuse(fmt::format("expected a key, found {}", found()));
    return std::string(text_.substr(from, at_ - from));
  }

  TomlValue value(bool in_list) {
    TomlValue result;
    result.place = here();
    const char c = peek();
    if (c == '"' || c == '\'') {
      result.value = string();
    } else if (c == '[') {
      if (in_list) refuse("a list of lists has no meaning in an architecture file");
      result.value = list();
    } else if (c == '{') {
      refuse("a table in braces has no meaning in an architecture file");
    } else {
      word(result);
    }
    return result;
  }

  // A truth value or a number.
  void word(TomlValue& result) {
    size_t size = 0;
    while (is_bare(peek(size)) || peek(size) == '+' || peek(size) == '.' || peek(size) == ':') {
      ++size;
    }
    const std::string_view token = text_.substr(at_, size);
    if (token.empty()) refuse(fmt::format("expected a value, found {}", found()));
    if (token == "true" || token == "false") {
      result.value = token == "true";
    } else {
      const TomlNumber number = parse_toml_number(token);
      if (std::holds_alternative<TooLarge>(number)) {
        refuse(fmt::format("the number {} is too large", quote(token)));
      }
      if (std::holds_alternative<NoNumber>(number)) refuse_word(token);
      if (const auto* integer = std::get_if<int64_t>(&number)) result.value = *integer;
      if (const auto* real = std::get_if<double>(&number)) result.value = *real;
    }
    take(size);
  }

  [[noreturn]] void refuse_word(std::string_view token) const {
    const bool digits_first = token.size() > 4 && token.find_first_not_of("0123456789") >= 2;
    if (digits_first && (token[4] == '-' || token[2] == ':')) {
      refuse("a date or time has no meaning in an architecture file");
    }
    refuse(fmt::format("{} is no value; is it text without quotes?", quote(token)));
  }

  TomlList list() {
    TomlList result;
    take();
    for (;;) {
      skip_lines();
      if (peek() == ']') break;
      if (result.size() == ArchLimits::kListSizes) {
        refuse(fmt::format("a list of more than {} values", ArchLimits::kListSizes));
      }
      result.push_back(value(true));
      skip_lines();
      if (peek() == ']') break;
      if (peek() != ',') refuse(fmt::format("expected , or ] in the list, found {}", found()));
      take();
    }
    take();
    return result;
  }

  void skip_lines() {
    do {
      skip_space();
      skip_comment();
    } while (take_newline());
  }

  std::string string() {
    const Place start = here();
    const char delimiter = peek();
    const std::string fence(3, delimiter);
    const bool lines = next_is(fence);
    const bool escapes = delimiter == '"';
    take(lines ? 3 : 1);
    if (lines) take_newline();
    std::string out;
    for (;;) {
      if (at_end()) refuse_at(start, "the text that begins here has no end");
      if (lines && next_is(fence)) {
        take(3);
        // Up to two more belong to the text.
        for (int i = 0; i < 2 && !at_end() && peek() == delimiter; ++i) out += take();
        return out;
      }
      if (!lines && peek() == delimiter) {
        take();
        return out;
      }
      if (escapes && peek() == '\\') {
        escape(out, lines);
      } else if (take_newline()) {
        if (!lines) refuse_at(start, "the text that begins here does not end on its line");
        out += '\n';
      } else {
        check_character("text");
        out += take();
      }
    }
  }

  void escape(std::string& out, bool lines) {
    static constexpr std::pair<char, char> kShort[] = {
        {'b', '\b'}, {'t', '\t'}, {'n', '\n'}, {'f', '\f'}, {'r', '\r'}, {'"', '"'}, {'\\', '\\'}};
    for (const auto& [letter, meaning] : kShort) {
      if (peek(1) != letter) continue;
      out += meaning;
      take(2);
      return;
    }
    if (peek(1) == 'u' || peek(1) == 'U') {
      code_point(out, peek(1) == 'u' ? 4 : 8);
      return;
    }
    if (lines &&
        end_of_line_follows(1)) {  // a backslash swallows the break and what is blank after
      take();
      do skip_space();
      while (take_newline());
      return;
    }
    refuse("expected an escape: \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX");
  }

  bool end_of_line_follows(size_t ahead) const {
    while (peek(ahead) == ' ' || peek(ahead) == '\t') ++ahead;
    return peek(ahead) == '\n' || (peek(ahead) == '\r' && peek(ahead + 1) == '\n');
  }

  void code_point(std::string& out, size_t digits) {
    uint32_t c = 0;
    for (size_t i = 0; i < digits; ++i) {
      const char digit = peek(2 + i);
      const int value = digit >= '0' && digit <= '9'   ? digit - '0'
                        : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
                        : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10
                                                       : -1;
      if (value < 0) refuse(fmt::format("expected {} hexadecimal digits after the escape", digits));
      c = c << 4 | static_cast<uint32_t>(value);
    }
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
      refuse(fmt::format("U+{:04X} is no character", c));
    }
    const auto push = [&](uint32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
      push(c);
    } else if (c < 0x800) {
      push(0xC0 | c >> 6);
      push(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      push(0xE0 | c >> 12);
      push(0x80 | (c >> 6 & 0x3F));
      push(0x80 | (c & 0x3F));
    } else {
      push(0xF0 | c >> 18);
      push(0x80 | (c >> 12 & 0x3F));
      push(0x80 | (c >> 6 & 0x3F));
      push(0x80 | (c & 0x3F));
    }
    take(2 + digits);
  }

  std::string_view text_;
  const ArchSource& source_;
  size_t at_ = 0;
  int line_ = 1, column_ = 1;
  std::unordered_set<std::string> keys_;  // of the last table
  std::vector<TomlTable> tables_;
};

}  // namespace

const TomlEntry* TomlTable::find(std::string_view key) const {
  for (const TomlEntry& entry : entries) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

std::vector<TomlTable> parse_toml(std::string_view text, const ArchSource& source) {
  return Parser(text, source).parse();
}

std::string_view type_text(const TomlValue& value) {
  static constexpr std::string_view kNames[] = {"a truth value", "an integer",
                                                "a number with a fraction", "text", "a list"};
  return kNames[value.value.index()];
}

}  // namespace glia::formats
