#include "glia/data/jsonl.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/blanks.h"
#include "glia/data/message_text.h"
#include "glia/data/row_builder.h"
#include "glia/data/text_reading.h"

namespace glia::data {
namespace {

using Sax = nlohmann::json_sax<nlohmann::json>;

// What nlohmann says behind "[json.exception...] parse error at line 1, column 9: ", without the
// text that it last read, which may end within a character.
std::string reason_in(std::string_view what) {
  what.remove_prefix(std::min(what.find("] ") + 2, what.size()));
  if (what.rfind("parse error at", 0) == 0)
    what.remove_prefix(std::min(what.find(": ") + 2, what.size()));
  const size_t read = std::min(what.find("; last read: "), what.size());
  const size_t expected = what.rfind("; expected ");
  std::string reason(what.substr(0, read));
  if (expected != std::string_view::npos && expected > read) reason += what.substr(expected);
  constexpr size_t kLongest = 200;  // a number is shown as a whole
  if (reason.size() > kLongest) reason = reason.substr(0, kLongest) + "...";
  return reason;
}

// One line's values into cells. Stops at the first fault: the members return false, and fault()
// says what it was.
class LineHandler : public Sax {
 public:
  LineHandler(RowBuilder& rows, const std::string& source) : rows_(rows), source_(source) {}

  void begin(int64_t line) {
    line_ = line;
    next_ = 0;
    depth_ = 0;
  }
  [[noreturn]] void fail_with_fault() const { fail(ErrorKind::kData, fault_); }

  bool null() override { return depth_ == 1 ? cell("") : not_an_object(); }
  bool boolean(bool value) override { return value_cell(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override {
    return value_cell(fmt::format("{}", value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return value_cell(fmt::format("{}", value));
  }
  // As it was written, so that no digit is lost before it is known what the column is.
  bool number_float(number_float_t, const string_t& text) override { return value_cell(text); }
  bool string(string_t& text) override {
    if (depth_ == 1 && text.find('\0') != std::string::npos)
      return stop(say("{}: column {}: a NUL character in a text", place(),
                      text_for_message(rows_.name(column_))));
    return value_cell(text);
  }
  bool binary(binary_t&) override { return false; }  // not in JSON

  bool start_object(std::size_t) override {
    if (depth_ == 1) return nested("an object");
    ++depth_;
    return true;
  }
  bool end_object() override {
    --depth_;
    return true;
  }
  bool start_array(std::size_t) override {
    return depth_ == 1 ? nested("an array") : not_an_object();
  }
  bool end_array() override { return true; }

  bool key(string_t& name) override {
    if (name.empty())
      return stop(say("{}: a key is empty, expected the name of a column", place()));
    // Rows mostly have their keys in one order.
    if (next_ < rows_.columns() && rows_.name(next_) == name)
      column_ = next_;
    else
      column_ = rows_.column(name, line_);
    next_ = column_ + 1;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception& error) override {
    return stop(
        say("{}: byte {} of the line: not JSON: {}", place(), position, reason_in(error.what())));
  }

 private:
  std::string place() const { return fmt::format("{}:{}", source_, line_); }

  bool stop(Message fault) {
    fault_ = std::move(fault);
    return false;
  }

  bool not_an_object() {
    return stop(
        say("{}: expected a JSON object such as {{\"a\": 1}}, found another value", place()));
  }

  bool nested(const char* what) {
    return stop(
        say("{}: column {}: found {}, expected a number, a text, true, false or null; give "
            "its parts columns of their own",
            place(), text_for_message(rows_.name(column_)), Message(what)));
  }

  bool value_cell(std::string_view text) { return depth_ == 1 ? cell(text) : not_an_object(); }

  bool cell(std::string_view text) {
    if (rows_.cell(column_, text, line_)) return true;
    return stop(say("{}: column {} has two values in one object", place(),
                    text_for_message(rows_.name(column_))));
  }

  RowBuilder& rows_;
  const std::string& source_;
  int64_t line_ = 0;
  size_t column_ = 0;
  size_t next_ = 0;  // the column expected next
  int depth_ = 0;
  Message fault_;
};

class JsonlReader {
 public:
  JsonlReader(TextWindow& window, const std::string& source, const CsvOptions& options)
      : window_(window),
        source_(source),
        options_(options),
        rows_(source, options),
        handler_(rows_, source) {}

  Table read() {
    read_rows();
    if (rows_.rows() == 0)
      fail(ErrorKind::kData,
           say("{}: the file is empty, expected one JSON object a line", source_));
    if (rows_.wants_repeat()) {
      window_.rewind();
      line_ = 0;
      read_rows();
    }
    return rows_.finish();
  }

 private:
  void read_rows() {
    std::string_view line;
    while (!rows_.has_enough() && next_line(line)) {
      const std::string_view object = without_blanks(line);
      if (!object.empty()) read_row(object);
      window_.skip(used_);
    }
  }

  // Sets used_ to its length with its end. False at the end of the text.
  bool next_line(std::string_view& line) {
    size_t seen = 0;
    for (;;) {
      const std::string_view text = window_.text();
      const size_t end = text.find('\n', seen);
      if (std::min(end, text.size()) > options_.limits.field_bytes)
        fail(ErrorKind::kData, say("{}:{}: a line is longer than {} bytes", source_, line_ + 1,
                                   options_.limits.field_bytes));
      if (end == std::string_view::npos && !window_.is_last()) {
        seen = text.size();
        window_.grow();
        continue;
      }
      if (end == std::string_view::npos && text.empty()) return false;
      line = text.substr(0, end);
      used_ = end == std::string_view::npos ? text.size() : end + 1;
      ++line_;
      return true;
    }
  }

  void read_row(std::string_view object) {
    if (object.front() == '[' && rows_.rows() == 0)
      fail(ErrorKind::kData,
           say("{}:{}: expected one JSON object a line, found an array; make lines of it with: jq "
               "-c '.[]' FILE",
               source_, line_));
    handler_.begin(line_);
    if (!nlohmann::json::sax_parse(object.begin(), object.end(), &handler_))
      handler_.fail_with_fault();
    rows_.end_row(line_);
  }

  TextWindow& window_;
  const std::string& source_;
  const CsvOptions& options_;
  RowBuilder rows_;
  LineHandler handler_;
  int64_t line_ = 0;
  size_t used_ = 0;
};

}  // namespace

Table read_jsonl(ByteSource& bytes, const std::string& name, const CsvOptions& options) {
  return read_text(
      bytes, {name, options.encoding, options.limits.bytes},
      [&](TextWindow& window, uint64_t) { return JsonlReader(window, name, options).read(); });
}

Table parse_jsonl(std::string_view bytes, std::string_view source_name, const CsvOptions& options) {
  const std::string name(source_name);
  return read_text(
      bytes, {name, options.encoding, options.limits.bytes},
      [&](TextWindow& window, uint64_t) { return JsonlReader(window, name, options).read(); });
}

bool is_jsonl(std::string_view start) {
  const size_t brace = start.find_first_not_of(" \t\r\n");
  if (brace == std::string_view::npos || start[brace] != '{') return false;
  const size_t next = start.find_first_not_of(" \t\r\n", brace + 1);
  return next != std::string_view::npos && (start[next] == '"' || start[next] == '}');
}

}  // namespace glia::data
