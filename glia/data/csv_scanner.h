// From bytes to fields: one pass over CSV text that is in memory. It knows delimiters, quotes and
// lines, and nothing of names, types or missing cells. Not thread-safe; the text must outlive it.
//
//   CsvScanner scanner(text, source, ',', limits, 1);
//   while (scanner.next_record()) {
//     do { use(scanner.next_field()); } while (scanner.in_record());
//   }
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "glia/data/csv.h"

namespace glia::data {

class CsvScanner {
 public:
  // `first_line` is the number of the line in which `text` begins.
  CsvScanner(std::string_view text, std::string source, char delimiter, const CsvLimits& limits,
             int64_t first_line = 1);

  // Skips blank lines and stands before the first field of the next record; false at the end.
  // The record before must have been read to its end.
  bool next_record();

  // The next field, without its quotes, blanks around it dropped; valid until the next call.
  // Errors (kData): an unclosed quote, text after a closing quote, a field beyond the limit.
  std::string_view next_field();

  // Whether the last field stood in quotes.
  bool field_was_quoted() const { return quoted_; }

  // True while the current record has a field to read.
  bool in_record() const { return in_record_; }

  // The line in which the current record begins.
  int64_t record_line() const { return record_line_; }
  // Bytes of the text that have been read, and the number of the line after them.
  size_t position() const { return static_cast<size_t>(at_ - begin_); }
  int64_t line() const { return line_; }
  // Whether more text behind the end could have changed what was read, or refused.
  bool saw_end() const { return saw_end_ || at_ == end_; }

 private:
  std::string_view quoted_field();
  // Consumes a delimiter, a line end or the end of the text.
  void end_field();
  void count_lines(const char* begin, const char* end);
  bool is_blank(char c) const { return (c == ' ' || c == '\t') && c != delimiter_; }
  [[noreturn]] void refuse_long_field(uint64_t size) const;

  const char* begin_;
  const char* at_;
  const char* end_;
  bool ends_field_[256] = {};  // delimiter, CR, LF
  char delimiter_;
  bool in_record_ = false;
  bool quoted_ = false;
  bool saw_end_ = false;
  int64_t line_;
  int64_t record_line_ = 0;
  uint64_t longest_field_;
  std::string source_;
  std::string unescaped_;  // a quoted field in which quotes were doubled
};

}  // namespace glia::data
