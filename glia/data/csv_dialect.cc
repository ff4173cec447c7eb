#include "glia/data/csv_dialect.h"

#include <algorithm>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/cell_number.h"
#include "glia/data/csv_scanner.h"
#include "glia/data/message_text.h"

namespace glia::data {
namespace {

constexpr int kSampleRecords = 64;

// How a candidate splits the first records.
struct Split {
  int64_t fields = 0;    // in the first record
  int64_t records = 0;   // seen
  int64_t agreeing = 0;  // with as many fields as the first
  bool cuts_quotes =
      false;             // some field has a quote in its middle, as when a quoted text was split
  bool saw_end = false;  // of the text
};

Split try_delimiter(std::string_view text, const std::string& source, char delimiter,
                    const CsvLimits& limits) {
  Split split;
  CsvScanner scanner(text, source, delimiter, limits);
  try {
    while (split.records < kSampleRecords && scanner.next_record()) {
      int64_t fields = 0;
      do {
        const std::string_view field = scanner.next_field();
        split.cuts_quotes = split.cuts_quotes || (!scanner.field_was_quoted() &&
                                                  field.find('"') != std::string_view::npos);
      } while (scanner.in_record() && ++fields <= limits.columns);
      ++fields;
      if (split.records++ == 0) split.fields = fields;
      if (fields > limits.columns + 1) break;
      if (fields == split.fields) ++split.agreeing;
    }
  } catch (const Error&) {
    // Quotes make no sense with this delimiter, or not at all: the real pass will say so.
    ++split.records;
  }
  split.saw_end = scanner.saw_end();
  return split;
}

bool can_delimit(char c) {
  return c != '"' && c != '\r' && c != '\n' && static_cast<unsigned char>(c) < 0x80;
}

bool is_better(const Split& a, const Split& b) {
  if (a.cuts_quotes != b.cuts_quotes) return b.cuts_quotes;
  const int64_t left = a.agreeing * b.records;
  const int64_t right = b.agreeing * a.records;
  return left != right ? left > right : a.fields > b.fields;
}

char find_delimiter(std::string_view text, const std::string& source, const CsvLimits& limits,
                    bool& saw_end) {
  char best = ',';
  Split best_split;
  for (const char candidate : {',', ';', '\t', '|'}) {
    const Split split = try_delimiter(text, source, candidate, limits);
    saw_end = saw_end || split.saw_end;
    if (split.fields < 2) continue;
    if (best_split.fields == 0 || is_better(split, best_split)) {
      best = candidate;
      best_split = split;
    }
  }
  return best;
}

bool uses_decimal_comma(std::string_view text, const std::string& source, char delimiter,
                        const CsvLimits& limits, bool& saw_end) {
  CsvScanner scanner(text, source, delimiter, limits);
  bool found = false;
  try {
    for (int record = 0; record < kSampleRecords && scanner.next_record(); ++record) {
      do {
        const std::string_view cell = scanner.next_field();
        if (cell.find('.') != std::string_view::npos &&
            parse_cell_number(cell, '.').kind == CellKind::kNumber) {
          return false;
        }
        const size_t comma = cell.find(',');
        if (comma == std::string_view::npos) continue;
        if (parse_cell_number(cell, ',').kind != CellKind::kNumber) continue;
        const bool could_be_thousands = cell.size() - comma == 4 && comma > 0 && cell[0] != '0';
        found = found || !could_be_thousands;
      } while (scanner.in_record());
    }
  } catch (const Error&) {
    found = false;  // The real pass will say what is wrong.
  }
  saw_end = saw_end || scanner.saw_end();
  return found;
}

}  // namespace

CsvDialect find_dialect(std::string_view text, bool is_last, const std::string& source,
                        const CsvOptions& options) {
  CsvDialect dialect;
  const char chosen = options.delimiter;
  if (!can_delimit(chosen)) {
    fail(ErrorKind::kUsage, say("{} can't be a delimiter; use one ASCII character, such as "
                                ", ; | or a tab",
                                text_for_message({&chosen, 1})));
  }
  if (options.decimal != 0 && options.decimal != '.' && options.decimal != ',') {
    fail(ErrorKind::kUsage,
         say("{} can't be the decimal point; use . or ,", text_for_message({&options.decimal, 1})));
  }
  constexpr size_t kLongestSep = 7;  // sep=; with CR and LF
  if (!is_last && text.size() < kLongestSep) {
    dialect.saw_end = true;
    return dialect;
  }
  if (text.size() >= 5 && text.substr(0, 4) == "sep=" &&
      (text.size() == 5 || text[5] == '\n' || text[5] == '\r')) {
    if (!can_delimit(text[4])) {
      fail(ErrorKind::kData, say("{}:1: sep= names {}, which can't be a delimiter", source,
                                 text_for_message(text.substr(4, 1))));
    }
    dialect.delimiter = text[4];
    dialect.body = std::min<size_t>(text.substr(5, 2) == "\r\n" ? 7 : 6, text.size());
    dialect.first_line = 2;
  }
  const std::string_view body = text.substr(dialect.body);
  if (chosen != 0) {
    dialect.delimiter = chosen;
  } else if (dialect.body == 0) {
    dialect.delimiter = find_delimiter(body, source, options.limits, dialect.saw_end);
  }
  const bool may_change = dialect.saw_end && !is_last;
  if (options.decimal != 0 && options.decimal == dialect.delimiter && !may_change) {
    fail(ErrorKind::kUsage, say("{}: {} is both the delimiter and the decimal point", source,
                                delimiter_for_message(dialect.delimiter)));
  }
  if (options.decimal != 0) {
    dialect.point = options.decimal;
  } else if (dialect.delimiter == ';' &&
             uses_decimal_comma(body, source, dialect.delimiter, options.limits, dialect.saw_end)) {
    dialect.point = ',';
  }
  return dialect;
}

}  // namespace glia::data
