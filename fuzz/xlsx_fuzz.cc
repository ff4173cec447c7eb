// Any bytes as a workbook: a table or a refusal. The first byte says what the rest is: an archive,
// the rows of a sheet, what stands behind them, or the format of a number.
// covers: glia/data/xlsx*.cc glia/data/zip.cc glia/data/xml_reader.cc glia/data/calendar.cc
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "glia/base/error.h"
#include "glia/base/text.h"
#include "glia/data/xlsx.h"
#include "glia/data/xlsx_workbook_internal.h"
#include "glia/data/zip_testing.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glia::data;
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::string head = "<row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>";
  std::string bytes;
  switch (data[0] & 3) {
    case 0:
      bytes = rest;
      break;
    case 1:
      bytes = testing::workbook_of(rest);
      break;
    case 2:
      bytes = testing::workbook_of(head + std::string(rest));
      break;
    default: {
      const NumberFormat format = format_of_code(rest);
      for (const double serial : {0.0, 0.5, 59.0, 60.0, 61.99999999, 45296.4375, 2958465.9999999})
        text_of_serial(serial, format, (data[0] & 4) != 0);
      bytes = testing::workbook_of(head + head, rest);
    }
  }
  CsvOptions options;
  options.limits.bytes = uint64_t{1} << 22;
  options.limits.columns = 1000;
  try {
    const Table table = parse_xlsx(bytes, "fuzz.xlsx", {}, options);
    int64_t before = 0;
    for (int64_t row = 0; row < table.rows(); ++row) {
      if (table.line(row) <= before) std::abort();
      before = table.line(row);
    }
    for (int64_t c = 0; c < table.columns(); ++c) {
      if (table.column(c).size() != table.rows()) std::abort();
      for (const std::string_view text : table.column(c).categories)
        if (!glia::is_utf8(text)) std::abort();
    }
  } catch (const glia::Error& error) {
    if (error.kind() != glia::ErrorKind::kData) std::abort();
  }
  return 0;
}
