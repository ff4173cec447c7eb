#include "glia/data/csv_scanner.h"

#include <cstring>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/message_text.h"

namespace glia::data {

CsvScanner::CsvScanner(std::string_view text, std::string source, char delimiter,
                       const CsvLimits& limits, int64_t first_line)
    : begin_(text.data()),
      at_(text.data()),
      end_(text.data() + text.size()),
      delimiter_(delimiter),
      line_(first_line),
      longest_field_(limits.field_bytes),
      source_(std::move(source)) {
  for (const char c : {delimiter, '\r', '\n'}) ends_field_[static_cast<unsigned char>(c)] = true;
}

bool CsvScanner::next_record() {
  for (;;) {
    const char* p = at_;
    while (p != end_ && is_blank(*p)) ++p;
    if (p == end_) {
      at_ = end_;
      return false;
    }
    if (*p != '\r' && *p != '\n') break;
    at_ = p;
    end_field();
  }
  record_line_ = line_;
  in_record_ = true;
  return true;
}

std::string_view CsvScanner::next_field() {
  while (at_ != end_ && is_blank(*at_)) ++at_;
  quoted_ = at_ != end_ && *at_ == '"';
  if (quoted_) return quoted_field();

  const char* const first = at_;
  const char* p = at_;
  while (p != end_ && !ends_field_[static_cast<unsigned char>(*p)]) ++p;
  const char* last = p;
  while (last != first && is_blank(last[-1])) --last;
  const auto size = static_cast<size_t>(last - first);
  if (size > longest_field_) refuse_long_field(size);
  at_ = p;
  end_field();
  return {first, size};
}

std::string_view CsvScanner::quoted_field() {
  const int64_t opened_in = line_;
  const char* piece = ++at_;
  bool escaped = false;
  std::string_view field;
  uint64_t size = 0;
  for (;;) {
    const auto* quote =
        static_cast<const char*>(std::memchr(piece, '"', static_cast<size_t>(end_ - piece)));
    const char* const piece_end = quote != nullptr ? quote : end_;
    size += static_cast<uint64_t>(piece_end - piece);
    if (size > longest_field_) refuse_long_field(size);
    saw_end_ = saw_end_ || piece_end + 1 >= end_;
    if (quote == nullptr) {
      fail(ErrorKind::kData,
           say("{}:{}: expected a closing quote for the one that opens here, found the end "
               "of the file",
               source_, opened_in));
    }
    const bool doubled = quote + 1 != end_ && quote[1] == '"';
    if (!doubled && !escaped) {
      field = {piece, static_cast<size_t>(quote - piece)};
    } else {
      if (!escaped) unescaped_.clear();
      escaped = true;
      unescaped_.append(piece, doubled ? quote + 1 : quote);
      field = unescaped_;
    }
    piece = quote + (doubled ? 2 : 1);
    size += doubled ? 1 : 0;
    if (!doubled) break;
  }
  count_lines(at_, piece);
  at_ = piece;
  while (at_ != end_ && is_blank(*at_)) ++at_;
  if (at_ != end_ && !ends_field_[static_cast<unsigned char>(*at_)]) {
    fail(ErrorKind::kData,
         say("{}:{}: expected {} or the end of the line after a closing quote, found {}; a "
             "quote inside quotes is written twice",
             source_, line_, delimiter_for_message(delimiter_),
             text_for_message({at_, static_cast<size_t>(end_ - at_)}, 12)));
  }
  end_field();
  return field;
}

void CsvScanner::end_field() {
  if (at_ == end_) {
    in_record_ = false;
    return;
  }
  const char c = *at_++;
  if (c == delimiter_) return;  // even at the end of the text: an empty field follows
  if (c == '\r' && at_ != end_ && *at_ == '\n') ++at_;
  ++line_;
  in_record_ = false;
}

// LF, CRLF and CR each end a line, as they do outside quotes.
void CsvScanner::count_lines(const char* begin, const char* end) {
  for (const char* p = begin; p != end; ++p) {
    if (*p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'))) ++line_;
  }
}

void CsvScanner::refuse_long_field(uint64_t size) const {
  fail(ErrorKind::kData,
       say("{}:{}: a field is longer than {} bytes (at least {}); is a closing quote missing?",
           source_, record_line_, longest_field_, size));
}

}  // namespace glia::data
