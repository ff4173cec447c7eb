// From bytes to cells, many records at a time: what a table is nearly all made of, without asking
// about every character. A record that is in any way unusual (not as many fields as the header,
// quotes that make no sense, cut off by the end of the text, beyond a limit) is not cut: CsvScanner
// knows what to do with it, and what to say. On all others the two agree. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/data/csv.h"

namespace glia::data {

class CsvRecords {
 public:
  static constexpr size_t kPadding = 16;

  // Records have `columns` >= 1 fields. `most_bytes`: about how much text there is, so that little
  // text takes little memory.
  CsvRecords(char delimiter, size_t columns, const CsvLimits& limits, uint64_t most_bytes);

  // Cuts records from the front of `text`, up to the first unusual one, no more than fit and none
  // from the last kPadding bytes. `line` is the number of the line in which the text begins. The
  // text must outlive the cells.
  void cut(std::string_view text, int64_t line);

  size_t rows() const { return rows_; }
  // How much of the text that was, blank lines included, and the number of the line behind it.
  size_t bytes() const { return bytes_; }
  int64_t next_line() const { return next_line_; }
  // One cell per row, as CsvScanner gives it, with kPadding readable bytes behind it; and the line
  // in which each row begins.
  std::span<const std::string_view> column(size_t index) const {
    return {cells_.data() + index * most_rows_, rows_};
  }
  std::span<const int64_t> lines() const { return {lines_.data(), rows_}; }

 private:
  // The places of the bytes that end a field, one after another.
  struct Ends;
  struct Field {
    const char* begin = nullptr;  // nullptr: unusual
    size_t size = 0;
    const char* stop = nullptr;  // the byte that ends it
  };

  bool list_more(Ends& ends);
  int64_t go_behind(Ends& ends, const char* last);
  const char* cut_record(Ends& ends, const char* at, int64_t& line);
  Field trimmed_field(const char* at, const char* stop);
  Field quoted_field(const char* at);
  // Behind the blank lines at `at`.
  const char* skip_blank_lines(const char* at, int64_t& line) const;
  bool is_blank(char c) const { return (c == ' ' || c == '\t') && c != delimiter_; }

  const char delimiter_;
  const size_t columns_;
  const size_t most_rows_;
  const uint64_t longest_record_;
  const char* end_ = nullptr;
  std::vector<std::string_view> cells_;  // [columns][most_rows]
  std::vector<int64_t> lines_;           // [most_rows]
  std::vector<uint16_t> places_;         // for Ends
  std::string unescaped_;  // quoted fields in which quotes were doubled; never grows within a cut
  size_t rows_ = 0;
  size_t bytes_ = 0;
  int64_t next_line_ = 0;
};

}  // namespace glia::data
