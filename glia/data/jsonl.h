// Reading JSON lines (.jsonl, .ndjson): one object a line, a column for each key that any of them
// has.
//
// - Columns stand in the order in which their keys turn up. A key that a row lacks, and null, is a
//   missing cell.
// - Numbers, texts, true and false are read as the same cell of a CSV file would be (csv.h): "1.5"
//   counts as a number, "NA" as missing, true is a text.
// - An object or an array as a value is refused by the name of its key; so is a key given twice.
// - Blank lines are skipped. The encoding is found as in a CSV file.
// Errors: kData "file:line: ...". Pure functions, no state.
#pragma once

#include <string>
#include <string_view>

#include "glia/data/byte_source.h"
#include "glia/data/csv.h"
#include "glia/data/table.h"

namespace glia::data {

// Of the options the delimiter, the decimal point and the header mean nothing here; a line is at
// most `field_bytes` long.
Table read_jsonl(ByteSource& bytes, const std::string& name, const CsvOptions& options = {});
Table parse_jsonl(std::string_view bytes, std::string_view source_name,
                  const CsvOptions& options = {});

// Whether a text begins as JSON lines do, { and a quote: no table of another kind does.
bool is_jsonl(std::string_view start);

}  // namespace glia::data
