#include "glia/data/csv.h"

#include <memory>
#include <optional>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/byte_source.h"
#include "glia/data/cell_number.h"
#include "glia/data/csv_encoding.h"
#include "glia/data/csv_reader.h"
#include "glia/data/source_bytes.h"
#include "glia/data/text_window.h"

namespace glia::data {
namespace {

// Holds no more of the file than a window. Nothing where the content is at fault: which fault to
// report, and its place, takes the whole text.
std::optional<Table> read_by_windows(const std::string& path, const CsvOptions& options) {
  constexpr size_t kWindowBytes = size_t{1} << 18;
  const std::unique_ptr<ByteSource> source = open_bytes(path, options.limits.bytes);
  try {
    TextWindow window(*source, kWindowBytes);
    return CsvReader(window, path, options, source->size_hint()).read();
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kFailed) throw;
    return std::nullopt;
  }
}

}  // namespace

Table parse_csv(std::string_view bytes, std::string_view source_name, const CsvOptions& options) {
  std::string source(source_name);
  if (bytes.size() > options.limits.bytes) {
    fail(ErrorKind::kData,
         say("{}: larger than the limit of {} bytes", source, options.limits.bytes));
  }
  TextWindow window(check_text(bytes, source));
  return CsvReader(window, std::move(source), options, bytes.size()).read();
}

Table read_csv(const std::string& path, const CsvOptions& options) {
  if (path != "-") {
    if (std::optional<Table> table = read_by_windows(path, options)) return *std::move(table);
  }
  const SourceBytes source = read_source(path, options.limits.bytes);
  return parse_csv(source.bytes, source.name, options);
}

bool header_looks_like_data(const Table& table) {
  for (int64_t c = 0; c < table.columns(); ++c) {
    const CellNumber number = parse_cell_number(table.column(c).name, '.');
    if (number.kind != CellKind::kNumber) return false;
  }
  return table.columns() > 0;
}

}  // namespace glia::data
