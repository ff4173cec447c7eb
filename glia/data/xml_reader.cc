// Extensible Markup Language (XML) 1.0, Fifth Edition, W3C 2008.
#include "glia/data/xml_reader.h"

#include "glia/base/error.h"
#include "glia/base/say_internal.h"

namespace glia::data {
namespace {

constexpr size_t kPiece = size_t{1} << 16;
constexpr size_t kDeepest = 64;
constexpr size_t kMostAttributes = 64;
constexpr size_t kLongestToken = size_t{1} << 16;  // of a name or a value
constexpr size_t kTextPiece = size_t{1} << 16;     // after which a text is handed out

bool is_blank(int c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_in_name(int c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == ':' || c >= 0x80;
}

std::string_view without_prefix(std::string_view name) {
  const size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void append_utf8(uint32_t code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  constexpr unsigned char kLead[] = {0, 0xC0, 0xE0, 0xF0};
  out += static_cast<char>(kLead[more] | (code >> (6 * more)));
  for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80 | ((code >> (6 * i)) & 0x3F));
}

}  // namespace

XmlReader::XmlReader(ByteSource& bytes, std::string source)
    : bytes_(bytes), source_(std::move(source)), buffer_(piece_size(bytes, kPiece)) {
  take_if("\xEF\xBB\xBF");
}

void XmlReader::refuse(const char* what) const {
  fail(ErrorKind::kData,
       say("{}:{}: not the XML of a workbook: {}", source_, line_, Message(what)));
}

bool XmlReader::fill() {
  if (end_ < buffer_.size() && end_ > 0) return false;  // the last piece was the last
  at_ = 0;
  end_ = bytes_.read(buffer_.data(), buffer_.size());
  return end_ > 0;
}

int XmlReader::take() {
  const int c = peek();
  if (c == kNothing) refuse("it is cut short");
  ++at_;
  if (c == '\n') ++line_;
  return c;
}

// Takes all of `expected`, or nothing but what it has in common: only where that is an error, or
// where its first character decides.
bool XmlReader::take_if(std::string_view expected) {
  for (const char c : expected) {
    if (peek() != static_cast<unsigned char>(c)) return false;
    take();
  }
  return true;
}

void XmlReader::skip_past(std::string_view end) {
  size_t matched = 0;
  while (matched < end.size()) {
    const char c = static_cast<char>(take());
    if (c == end[matched])
      ++matched;
    else if (!(matched == 2 && c == end[1]))  // "--->" and "]]]>"
      matched = c == end[0] ? 1 : 0;
  }
}

void XmlReader::skip_blanks() {
  while (is_blank(peek())) take();
}

XmlReader::Kind XmlReader::next() {
  if (ends_itself_) {
    ends_itself_ = false;
    open_.pop_back();
    return kind_ = Kind::kEnd;
  }
  for (;;) {
    const int c = peek();
    if (c == kNothing) {
      if (!open_.empty()) refuse("it is cut short");
      return kind_ = Kind::kDone;
    }
    kind_ = Kind::kDone;
    if (c == '<')
      take_markup();
    else
      take_text();
    if (kind_ != Kind::kDone) return kind_;
  }
}

void XmlReader::take_text() {
  text_.clear();
  while (peek() != '<' && peek() != kNothing && text_.size() < kTextPiece) {
    const int c = take();
    if (c == '&')
      take_reference(text_);
    else
      text_ += static_cast<char>(c);
  }
  if (!open_.empty())
    kind_ = Kind::kText;
  else if (text_.find_first_not_of(" \t\r\n") != std::string::npos)
    refuse("text outside the document");
}

// Behind <![CDATA[
void XmlReader::take_literal_text() {
  text_.clear();
  while (text_.size() < 3 || text_.compare(text_.size() - 3, 3, "]]>") != 0) {
    text_ += static_cast<char>(take());
    if (text_.size() > (size_t{1} << 24)) refuse("a text is longer than 16 MiB");
  }
  text_.resize(text_.size() - 3);
  if (open_.empty()) refuse("text outside the document");
  kind_ = Kind::kText;
}

void XmlReader::take_markup() {
  take();
  switch (peek()) {
    case '?':
      skip_past("?>");
      return;
    case '/':
      take();
      take_end();
      return;
    case '!':
      take();
      if (peek() == '-') {
        if (!take_if("--")) refuse("expected a comment");
        skip_past("-->");
      } else if (peek() == '[') {
        if (!take_if("[CDATA[")) refuse("expected CDATA");
        take_literal_text();
      } else {
        refuse("a document type, which workbooks do not have");
      }
      return;
    default:
      take_start();
  }
}

void XmlReader::take_name() {
  name_.clear();
  while (is_in_name(peek())) {
    name_ += static_cast<char>(take());
    if (name_.size() > kLongestToken) refuse("a name is too long");
  }
  if (name_.empty()) refuse("expected a name");
}

void XmlReader::take_start() {
  take_name();
  if (open_.size() >= kDeepest) refuse("elements are nested too deep");
  open_.push_back(name_);
  attribute_count_ = 0;
  for (;;) {
    skip_blanks();
    const int c = peek();
    if (c == '>' || c == '/') break;
    take_attribute();
  }
  if (take() == '/') {
    if (take() != '>') refuse("expected > after /");
    ends_itself_ = true;
  }
  name_ = without_prefix(open_.back());
  kind_ = Kind::kStart;
}

void XmlReader::take_attribute() {
  take_name();
  if (attribute_count_ == kMostAttributes) refuse("an element has too many attributes");
  if (attribute_count_ == attributes_.size()) attributes_.emplace_back();
  auto& [name, value] = attributes_[attribute_count_++];
  name = without_prefix(name_);
  value.clear();
  skip_blanks();
  if (take() != '=') refuse("expected = after the name of an attribute");
  skip_blanks();
  const int quote = take();
  if (quote != '"' && quote != '\'') refuse("expected a quote around the value of an attribute");
  while (peek() != quote) {
    const int c = take();
    if (c == '<') refuse("a < in the value of an attribute");
    if (c == '&')
      take_reference(value);
    else
      value += static_cast<char>(c);
    if (value.size() > kLongestToken) refuse("a value is too long");
  }
  take();
}

void XmlReader::take_end() {
  take_name();
  skip_blanks();
  if (take() != '>') refuse("expected > at the end of a tag");
  if (open_.empty() || open_.back() != name_) refuse("an end tag without its start");
  open_.pop_back();
  const std::string whole = name_;
  name_ = without_prefix(whole);
  kind_ = Kind::kEnd;
}

// Behind &
void XmlReader::take_reference(std::string& out) {
  constexpr size_t kLongest = 10;
  std::string name;
  for (int c = take(); c != ';'; c = take()) {
    name += static_cast<char>(c);
    if (name.size() > kLongest) refuse("expected ; after &");
  }
  struct Entity {
    std::string_view name;
    char character;
  };
  constexpr Entity kEntities[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const Entity& entity : kEntities) {
    if (entity.name != name) continue;
    out += entity.character;
    return;
  }
  if (name.size() < 2 || name[0] != '#') refuse("an entity that XML itself does not have");
  const bool hex = name[1] == 'x';
  uint32_t code = 0;
  for (const char c : name.substr(hex ? 2 : 1)) {
    const uint32_t digit = c >= '0' && c <= '9'          ? static_cast<uint32_t>(c - '0')
                           : hex && c >= 'a' && c <= 'f' ? static_cast<uint32_t>(c - 'a') + 10
                           : hex && c >= 'A' && c <= 'F' ? static_cast<uint32_t>(c - 'A') + 10
                                                         : 99;
    if (digit == 99) refuse("a character by a number that is none");
    code = code * (hex ? 16 : 10) + digit;
    if (code > 0x10FFFF) break;
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code == 0 || code > 0x10FFFF || surrogate) refuse("a character that is none");
  append_utf8(code, out);
}

std::optional<std::string_view> XmlReader::attribute(std::string_view name) const {
  for (size_t i = 0; i < attribute_count_; ++i)
    if (attributes_[i].first == name) return attributes_[i].second;
  return std::nullopt;
}

void XmlReader::skip_element() {
  const size_t outside = open_.size() - 1;
  while (next() != Kind::kEnd || open_.size() != outside) {
  }
}

}  // namespace glia::data
