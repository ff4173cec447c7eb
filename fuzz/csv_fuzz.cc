// Any bytes as a CSV file: a table or a refusal. The first byte chooses the options. What was read
// must come back equal from what the writer makes of it, and from a window of a few bytes.
// covers: glia/data/csv.cc glia/data/csv_*.cc glia/data/column_builder.cc glia/data/cell_number.cc
// covers: glia/data/encoding*.cc glia/data/decoder.cc
// covers: glia/data/category_index.cc glia/data/missing_spellings.cc glia/data/text_*.cc
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "glia/base/error.h"
#include "glia/data/byte_source.h"
#include "glia/data/csv.h"
#include "glia/data/csv_reader.h"
#include "glia/data/csv_writer.h"
#include "glia/data/decoder.h"
#include "glia/data/encoding.h"
#include "glia/data/text_window.h"

namespace {

using namespace glia::data;

// Aborts unless the text is read, or refused, alike through a window of 16 bytes. `written`: what
// to_csv makes of `expected`.
void read_by_windows(std::string_view bytes, const CsvOptions& options, const Table* expected,
                     const std::string& written) {
  const auto source = bytes_in_memory(bytes);
  try {
    TextWindow window(*source, 16);
    const Table table = CsvReader(window, "fuzz.csv", options, bytes.size()).read();
    if (expected == nullptr || table.names() != expected->names()) std::abort();
    if (table.columns() > 0 && to_csv(table) != written) std::abort();
    for (int64_t row = 0; row < table.rows(); ++row) {
      if (table.line(row) != expected->line(row)) std::abort();
    }
  } catch (const glia::Error&) {
    if (expected != nullptr) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  CsvOptions options;
  options.limits.columns = 100;  // low, so that small inputs pass them
  options.limits.field_bytes = 1000;
  static constexpr char kDelimiters[] = {0, 0, 0, ',', ';', '\t', '|', ' '};
  options.delimiter = kDelimiters[data[0] & 7];
  options.header = (data[0] & 8) == 0;
  if ((data[0] & 16) != 0) options.decimal = ',';
  if ((data[0] & 32) != 0) options.text_columns = {"a", "column1"};
  if ((data[0] & 64) != 0) options.number_columns = {"b", "column2"};
  if ((data[0] & 128) != 0) options.missing = {"x", "-1"};
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  Table table;
  std::string text(bytes);
  try {
    table = parse_csv(bytes, "fuzz.csv", options);
    // A window is given UTF-8.
    if (const Encoding encoding = encoding_of(bytes, {}); !encoding.is_utf8())
      text = decode(bytes, encoding, "fuzz.csv");
  } catch (const glia::Error& error) {
    if (error.kind() == glia::ErrorKind::kFailed) std::abort();
    if (encoding_of(bytes, {}).is_utf8()) read_by_windows(bytes, options, nullptr, {});
    return 0;
  }
  const std::string written = to_csv(table);
  read_by_windows(text, options, &table, written);
  // Through the windows of a file, whatever the encoding.
  if (to_csv(read_csv(*bytes_in_memory(bytes), "fuzz.csv", options)) != written) std::abort();
  CsvOptions again;
  for (int64_t c = 0; c < table.columns(); ++c) {
    const Column& column = table.column(c);
    if (column.size() != table.rows()) std::abort();
    if (column.is_text()) again.text_columns.push_back(column.name);
    for (const int32_t code : column.codes) {
      if (code < -1 || code >= static_cast<int64_t>(column.categories.size())) std::abort();
    }
  }
  for (int64_t row = 0; row < table.rows(); ++row) {
    if (table.line(row) < 1 || table.line(row) > static_cast<int64_t>(text.size()) + 1)
      std::abort();
  }
  // A number may be spelled like a missing cell of the caller's list; then it does not come back.
  if (options.missing) return 0;
  if (to_csv(parse_csv(written, "written.csv", again)) != written) std::abort();
  return 0;
}
