// Reading a sheet of an Excel workbook (.xlsx, .xlsm): Office Open XML, ISO/IEC 29500-1.
//
// - The first row that is not empty names the columns; where it is one merged cell above the rest,
//   it is a title and passed over. Rows below must stay within the columns that are named.
// - Numbers are numbers; a number that its format shows as a date or a time becomes the text
//   2024-01-05, 2024-01-05 10:30:00 or 10:30:00; true and false are the texts TRUE and FALSE.
// - A cell with an error (#N/A, #DIV/0!) and a formula without a saved value are missing, and
// noted.
// - Merged cells have the value that they show, each of them.
// - What a text means, a number or a missing cell, is decided as in a CSV file (csv.h).
// Errors: kData "file:row: ..." with the row of the sheet; kFailed in builds without zlib.
// Memory: that of the file, its distinct texts and the table. Pure functions, no state.
#pragma once

#include <string>
#include <string_view>

#include "glia/data/csv.h"
#include "glia/data/table.h"

namespace glia::data {

// `sheet`: its name; empty for the first that is not hidden. Errors: kUsage for a name that the
// workbook does not have.
Table parse_xlsx(std::string_view bytes, const std::string& source, const std::string& sheet = {},
                 const CsvOptions& options = {});

}  // namespace glia::data
