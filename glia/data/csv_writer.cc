#include "glia/data/csv_writer.h"

#include <cmath>
#include <cstdint>
#include <iterator>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"

namespace glia::data {
namespace {

void append_number(std::string& out, double number) {
  // Whole numbers without an exponent: identifiers should look as they did.
  constexpr double kLargest = 1e18;
  if (number == std::trunc(number) && std::fabs(number) < kLargest && number != 0) {
    fmt::format_to(std::back_inserter(out), "{}", static_cast<int64_t>(number));
  } else {
    fmt::format_to(std::back_inserter(out), "{}", number);
  }
}

bool needs_quotes(std::string_view text) {
  if (text.empty()) return false;
  const char first = text.front();
  const char last = text.back();
  if (first == ' ' || last == ' ') return true;
  // A spreadsheet takes these for the start of a formula.
  if (first == '=' || first == '+' || first == '-' || first == '@') return true;
  // A line that begins so would be read as Excel's choice of a delimiter; a byte order mark at the
  // start of the file would be dropped.
  if (text.substr(0, 4) == "sep=" || text.substr(0, 3) == "\xEF\xBB\xBF") return true;
  return text.find_first_of(",;|\t\"\r\n") != std::string_view::npos;
}

}  // namespace

std::string number_text(double number) {
  std::string text;
  if (!std::isnan(number)) append_number(text, number);
  return text;
}

void CsvWriter::separate() {
  if (fields_in_row_++ > 0) text_ += ',';
}

void CsvWriter::field(std::string_view text) {
  separate();
  row_is_empty_ = row_is_empty_ && text.empty();
  if (!needs_quotes(text)) {
    text_ += text;
    return;
  }
  text_ += '"';
  for (const char c : text) {
    if (c == '"') text_ += '"';
    text_ += c;
  }
  text_ += '"';
}

void CsvWriter::field(double number) {
  if (std::isnan(number)) {
    missing();
    return;
  }
  separate();
  row_is_empty_ = false;
  append_number(text_, number);
}

void CsvWriter::missing() { separate(); }

void CsvWriter::end_row() {
  GLIA_ASSERT(fields_in_row_ > 0);
  // A row of one missing cell would be a blank line, which readers skip.
  if (fields_in_row_ == 1 && row_is_empty_) text_ += "\"\"";
  text_ += '\n';
  fields_in_row_ = 0;
  row_is_empty_ = true;
}

std::string CsvWriter::take() { return std::exchange(text_, {}); }

std::string to_csv(const Table& table) {
  CsvWriter writer;
  if (table.columns() == 0) {
    fail(ErrorKind::kUsage,
         say("{}: a table without columns can't be written as CSV", table.origin()));
  }
  for (int64_t c = 0; c < table.columns(); ++c) {
    const std::string_view name = table.column(c).name;
    writer.field(name);
  }
  writer.end_row();
  for (int64_t row = 0; row < table.rows(); ++row) {
    const auto i = static_cast<size_t>(row);
    for (int64_t c = 0; c < table.columns(); ++c) {
      const Column& column = table.column(c);
      if (column.is_number()) {
        writer.field(column.numbers[i]);
      } else if (column.codes[i] < 0) {
        writer.missing();
      } else {
        const std::string_view text = column.categories[static_cast<size_t>(column.codes[i])];
        writer.field(text);
      }
    }
    writer.end_row();
  }
  return writer.take();
}

}  // namespace glia::data
