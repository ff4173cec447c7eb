// Any bytes as JSON lines: a table or a refusal, the same at once and through windows, and the same
// as what the CSV writer makes of it.
// covers: glia/data/jsonl.cc glia/data/row_builder.cc glia/data/text_reading.cc
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "glia/base/error.h"
#include "glia/data/byte_source.h"
#include "glia/data/csv_writer.h"
#include "glia/data/jsonl.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glia::data;
  if (size == 0) return 0;
  CsvOptions options;
  options.encoding = (data[0] & 1) != 0 ? "utf-8" : "";
  options.limits.columns = 100;  // low, so that small inputs pass them
  options.limits.field_bytes = 1000;
  if ((data[0] & 2) != 0) options.text_columns = {"a", "b"};
  if ((data[0] & 4) != 0) options.number_columns = {"b", "c"};
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  Table table;
  bool refused = false;
  try {
    table = parse_jsonl(bytes, "fuzz.jsonl", options);
  } catch (const glia::Error& error) {
    if (error.kind() != glia::ErrorKind::kData) std::abort();
    refused = true;
  }
  try {
    const Table again = read_jsonl(*bytes_in_memory(bytes), "fuzz.jsonl", options);
    if (refused || again.names() != table.names() || again.rows() != table.rows()) std::abort();
    if (table.columns() > 0 && to_csv(again) != to_csv(table)) std::abort();
  } catch (const glia::Error&) {
    if (!refused) std::abort();
  }
  if (refused) return 0;
  for (int64_t c = 0; c < table.columns(); ++c)
    if (table.column(c).size() != table.rows()) std::abort();
  for (int64_t row = 0; row < table.rows(); ++row)
    if (table.line(row) < 1 || table.line(row) > static_cast<int64_t>(size)) std::abort();
  return 0;
}
