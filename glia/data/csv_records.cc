#include "glia/data/csv_records.h"

#include <algorithm>
#include <cstring>

#include "glia/kernels/find_bytes.h"

namespace glia::data {
namespace {

// Small enough that text, cells and what columns do with them stay in the second cache.
constexpr size_t kMostCells = size_t{1} << 14;
constexpr size_t kSegmentBytes = size_t{1} << 12;

// Of so many columns, in a text that has a byte or more for each cell.
size_t most_rows(size_t columns, uint64_t most_bytes) {
  const auto cells = static_cast<size_t>(std::min<uint64_t>(kMostCells, most_bytes));
  return std::max<size_t>(cells / columns, 1);
}

}  // namespace

// Places are listed for a segment of the text at a time, as far as the scan gets.
struct CsvRecords::Ends {
  const char* segment;     // in which they are
  const uint16_t* next;    // in the segment
  const uint16_t* behind;  // the last of them
  const char* rest;        // the text behind the segment

  const char* take() { return segment + *next++; }
};

CsvRecords::CsvRecords(char delimiter, size_t columns, const CsvLimits& limits, uint64_t most_bytes)
    : delimiter_(delimiter),
      columns_(columns),
      most_rows_(most_rows(columns, most_bytes)),
      longest_record_(limits.field_bytes),
      cells_(columns * most_rows_),
      lines_(most_rows_),
      places_(kSegmentBytes + kernels::kFindBytesSlack) {}

void CsvRecords::cut(std::string_view text, int64_t line) {
  rows_ = 0;
  text.remove_suffix(std::min(text.size(), kPadding));
  end_ = text.data() + text.size();
  unescaped_.clear();
  unescaped_.reserve(text.size() + kPadding);
  const char* at = text.data();
  Ends ends = {at, places_.data(), places_.data(), at};
  while (rows_ < most_rows_ && at != end_) {
    int64_t record_line = line;
    const char* const record = skip_blank_lines(at, record_line);
    if (record != at) go_behind(ends, record - 1);
    int64_t line_behind = record_line;
    const char* const behind = cut_record(ends, record, line_behind);
    // A field beyond the limit is in a record beyond it.
    if (behind == nullptr || static_cast<uint64_t>(behind - record) > longest_record_) break;
    lines_[rows_++] = record_line;
    line = line_behind;
    at = behind;
  }
  bytes_ = static_cast<size_t>(at - text.data());
  next_line_ = line;
}

const char* CsvRecords::skip_blank_lines(const char* at, int64_t& line) const {
  while (at != end_) {
    const char* p = at;
    while (p != end_ && is_blank(*p)) ++p;
    if (p == end_ || (*p != '\r' && *p != '\n')) break;
    at = p + (*p == '\r' && p + 1 != end_ && p[1] == '\n' ? 2 : 1);
    ++line;
  }
  return at;
}

// False at the end of the text.
bool CsvRecords::list_more(Ends& ends) {
  do {
    if (ends.rest == end_) return false;
    const size_t size = std::min(static_cast<size_t>(end_ - ends.rest), kSegmentBytes);
    const size_t count =
        kernels::find_bytes(ends.rest, size, {delimiter_, '\r', '\n'}, places_.data());
    ends = {ends.rest, places_.data(), places_.data() + count, ends.rest + size};
  } while (ends.next == ends.behind);
  return true;
}

// Goes on behind `last`, and says how many lines end before it.
int64_t CsvRecords::go_behind(Ends& ends, const char* last) {
  int64_t lines = 0;
  for (;;) {
    for (; ends.next != ends.behind && ends.segment + *ends.next <= last; ++ends.next) {
      const char* const p = ends.segment + *ends.next;
      lines += p != last && (*p == '\n' || (*p == '\r' && p[1] != '\n')) ? 1 : 0;
    }
    if (ends.next != ends.behind || ends.rest > last || !list_more(ends)) return lines;
  }
}

// Puts the fields of the record at `at` into row rows_; returns what follows it, nullptr where it
// is unusual.
const char* CsvRecords::cut_record(Ends& all_ends, const char* at, int64_t& line) {
  Ends ends = all_ends;  // where the compiler sees that nobody else changes them
  std::string_view* cell = cells_.data() + rows_;
  for (size_t left = columns_; left > 0; --left, cell += most_rows_) {
    if (ends.next == ends.behind) {
      all_ends = ends;
      if (!list_more(all_ends)) return nullptr;
      ends = all_ends;
    }
    const char* stop = ends.take();
    auto size = static_cast<size_t>(stop - at);
    const char last = stop[size == 0 ? 0 : -1];
    // Blanks and quotes are below any other character of a field but ! and control characters; a
    // field without characters begins with the byte that ends it.
    if (static_cast<unsigned char>(*at) <= '"' || static_cast<unsigned char>(last) <= ' ') {
      const Field field = trimmed_field(at, stop);
      if (field.begin == nullptr) return nullptr;
      at = field.begin;
      size = field.size;
      if (field.stop != stop) {
        stop = field.stop;
        all_ends = ends;
        --all_ends.next;  // the one just taken stands inside the quotes
        line += go_behind(all_ends, stop);
        ends = all_ends;
      }
    }
    *cell = {at, size};
    at = stop + 1;
    if (*stop == delimiter_) continue;
    if (left != 1) return nullptr;
    if (*stop == '\r') {
      if (at == end_) return nullptr;  // a LF may follow
      if (*at == '\n') ++at;
    }
    all_ends = ends;
    if (stop + 1 != at) go_behind(all_ends, stop + 1);
    ++line;
    return at;
  }
  return nullptr;
}

CsvRecords::Field CsvRecords::trimmed_field(const char* at, const char* stop) {
  while (at != stop && is_blank(*at)) ++at;
  if (at != stop && *at == '"') return quoted_field(at);
  const char* last = stop;
  while (last != at && is_blank(last[-1])) --last;
  return {at, static_cast<size_t>(last - at), stop};
}

// `at` is the opening quote.
CsvRecords::Field CsvRecords::quoted_field(const char* at) {
  const char* const text = at + 1;
  const char* piece = text;
  const size_t unescaped_before = unescaped_.size();
  const char* quote = nullptr;
  for (;;) {
    quote = static_cast<const char*>(std::memchr(piece, '"', static_cast<size_t>(end_ - piece)));
    if (quote == nullptr || quote + 1 == end_) return {};
    if (quote[1] != '"') break;
    unescaped_.append(piece, quote + 1);
    piece = quote + 2;
  }
  Field field = {text, static_cast<size_t>(quote - text), quote + 1};
  if (piece != text) {
    unescaped_.append(piece, quote);
    field.begin = unescaped_.data() + unescaped_before;
    field.size = unescaped_.size() - unescaped_before;
  }
  while (field.stop != end_ && is_blank(*field.stop)) ++field.stop;
  if (field.stop == end_) return {};
  const char c = *field.stop;
  return c == delimiter_ || c == '\r' || c == '\n' ? field : Field();
}

}  // namespace glia::data
