#include "glia/data/csv.h"

#include <string>

#include "glia/data/byte_source.h"
#include "glia/data/cell_number.h"
#include "glia/data/csv_reader.h"
#include "glia/data/text_reading.h"

namespace glia::data {

Table parse_csv(std::string_view bytes, std::string_view source_name, const CsvOptions& options) {
  const std::string name(source_name);
  return read_text(bytes, {name, options.encoding, options.limits.bytes},
                   [&](TextWindow& window, uint64_t size) {
                     return CsvReader(window, name, options, size).read();
                   });
}

Table read_csv(ByteSource& bytes, const std::string& name, const CsvOptions& options) {
  return read_text(bytes, {name, options.encoding, options.limits.bytes},
                   [&](TextWindow& window, uint64_t size) {
                     return CsvReader(window, name, options, size).read();
                   });
}

Table read_csv(const std::string& path, const CsvOptions& options) {
  return read_csv(*open_bytes(path, options.limits.bytes), source_name(path), options);
}

bool header_looks_like_data(const Table& table) {
  for (int64_t c = 0; c < table.columns(); ++c) {
    const CellNumber number = parse_cell_number(table.column(c).name, '.');
    if (number.kind != CellKind::kNumber) return false;
  }
  return table.columns() > 0;
}

}  // namespace glia::data
