// XML as a stream of tags and text, from bytes that are read some pages at a time: enough of it for
// the parts of a workbook. Names come without their prefix; comments, declarations and processing
// instructions are passed over; a document type is refused, and with it every entity but the five
// of XML itself and characters by number. Not thread-safe.
// Errors: kData with the source and the line, for what is not well formed or too deep.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "glia/data/byte_source.h"

namespace glia::data {

class XmlReader {
 public:
  enum class Kind { kStart, kEnd, kText, kDone };

  // `bytes` must outlive it.
  XmlReader(ByteSource& bytes, std::string source);

  // The next tag or text; <a/> is a start and an end. A text may come in several pieces.
  Kind next();
  // Of a start or an end.
  std::string_view name() const { return name_; }
  // Of a text.
  std::string_view text() const { return text_; }
  // Of a start; the first with this name, whatever its prefix. Valid until next().
  std::optional<std::string_view> attribute(std::string_view name) const;
  // Open elements, that of a start included and that of an end not.
  size_t depth() const { return open_.size(); }
  // Behind the end of the element that has just begun.
  void skip_element();

 private:
  static constexpr int kNothing = -1;

  [[noreturn]] void refuse(const char* what) const;
  bool fill();
  int peek() { return at_ < end_ || fill() ? static_cast<unsigned char>(buffer_[at_]) : kNothing; }
  int take();
  void take_text();
  void take_literal_text();
  bool take_if(std::string_view expected);
  void skip_past(std::string_view end);
  void take_markup();
  void take_start();
  void take_end();
  void take_name();
  void take_attribute();
  void take_reference(std::string& out);
  void skip_blanks();

  ByteSource& bytes_;
  std::string source_;
  std::vector<char> buffer_;
  size_t at_ = 0, end_ = 0;
  int64_t line_ = 1;

  Kind kind_ = Kind::kDone;
  std::string name_;
  std::string text_;
  std::vector<std::pair<std::string, std::string>> attributes_;
  size_t attribute_count_ = 0;
  std::vector<std::string> open_;
  bool ends_itself_ = false;
};

}  // namespace glia::data
