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

// The compound files of Office: its formats before 2007, and the shell of what it encrypts since.
bool is_compound(std::string_view bytes) {
  return bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
}

// Whether one of its streams has this name: [MS-CFB] 2.6.1, entries of 128 bytes, UTF-16 in front.
bool has_stream(std::string_view bytes, std::string_view name) {
  constexpr size_t kEntrySize = 128;
  std::string wide;
  for (const char c : name) wide += {c, '\0'};
  for (size_t at = 0; at < bytes.size(); at += kEntrySize)
    if (bytes.substr(at).starts_with(wide)) return true;
  return false;
}

[[noreturn]] void refuse_compound(std::string_view bytes, const std::string& name) {
  if (has_stream(bytes, "EncryptedPackage"))
    fail(ErrorKind::kData,
         say("{}: the workbook is encrypted with a password; open it in a spreadsheet program and "
             "save it without",
             name));
  fail(ErrorKind::kData,
       say("{}: expected CSV text, found {}", name,
           say("an old Excel or Word file (.xls, .doc); save it as .xlsx or CSV")));
}

}  // namespace

Table read_table(const std::string& path, const TableFileOptions& options) {
  const std::string name = source_name(path);
  const auto bytes = open_bytes(path, options.csv.limits.bytes);
  std::string start(256, '\0');
  start.resize(bytes->read(start.data(), start.size()));
  bytes->rewind();
  if (is_zip(start)) return parse_xlsx(read_all(*bytes), name, options.sheet, options.csv);
  if (is_compound(start)) refuse_compound(read_all(*bytes), name);
  if (!options.sheet.empty())
    fail(ErrorKind::kUsage, say("{}: no workbook, so it has no sheet {}", name, options.sheet));
  if (is_named_jsonl(path) || is_jsonl(start)) return read_jsonl(*bytes, name, options.csv);
  return read_csv(*bytes, name, options.csv);
}

}  // namespace glia::data
