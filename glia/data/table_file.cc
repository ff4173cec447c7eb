#include "glia/data/table_file.h"

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/byte_source.h"
#include "glia/data/decoder.h"
#include "glia/data/jsonl.h"
#include "glia/data/xlsx.h"
#include "glia/data/zip.h"

namespace glia::data {
namespace {

// A name that promises JSON lines, compressed or not.
bool is_named_jsonl(std::string_view name) {
  if (name.ends_with(".gz")) name.remove_suffix(3);
  return name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

}  // namespace

Table read_table(const std::string& path, const TableFileOptions& options) {
  const std::string name = source_name(path);
  const auto bytes = open_bytes(path, options.csv.limits.bytes);
  std::string start(256, '\0');
  start.resize(bytes->read(start.data(), start.size()));
  bytes->rewind();
  if (is_zip(start)) return parse_xlsx(read_all(*bytes), name, options.sheet, options.csv);
  if (!options.sheet.empty())
    fail(ErrorKind::kUsage, say("{}: no workbook, so it has no sheet {}", name, options.sheet));
  if (is_named_jsonl(path) || is_jsonl(start)) return read_jsonl(*bytes, name, options.csv);
  return read_csv(*bytes, name, options.csv);
}

}  // namespace glia::data
