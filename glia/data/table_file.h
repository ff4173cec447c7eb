// A table from a file of any kind that glia reads, told by its content: CSV and its relatives, JSON
// lines, Excel workbooks; the first two gzip-compressed or not.
#pragma once

#include <string>

#include "glia/data/csv.h"
#include "glia/data/table.h"

namespace glia::data {

struct TableFileOptions {
  CsvOptions csv;     // for all kinds, as far as it means something there
  std::string sheet;  // of a workbook; empty: the first
};

// A file, or standard input for "-". Errors: those of the readers; kUsage for a sheet of a file
// that has none.
Table read_table(const std::string& path, const TableFileOptions& options = {});

}  // namespace glia::data
