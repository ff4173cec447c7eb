// Reading CSV as it is found in the wild: quotes, newlines inside quotes, LF/CRLF/CR, a BOM, gzip,
// another delimiter, missing cells in their usual spellings.
//
// The dialect is RFC 4180 with these rules, each of which the tests pin:
// - Text is UTF-8, or UTF-16, GB18030 or Windows-1252 where its bytes say so, or as `encoding`
// names
//   it; a guess that may be wrong is noted in the table. What the encoding does not have, a NUL
//   byte or another file format is refused, never replaced.
// - The delimiter is one of , ; tab | and is found from the first lines; a first line `sep=;`, as
//   Excel writes it, decides it.
// - The first line names the columns. An empty name becomes columnN; a repeated one is an error.
// - Lines that are empty or blank are skipped. Every other line has as many fields as the header.
// - A quote opens a quoted field only at its start; inside it a quote is written twice. Blanks
//   around a field are dropped, inside the quotes they are kept.
// - A cell is missing when it is empty or spelled as in `default_missing_spellings()`, quoted or
// not.
// - A column is numbers if every cell that is not missing is one, else text. See cell_number.h for
//   what a number is. true/false and dates are text. A column with a whole number too long for a
//   double to hold exactly is text too, so that no two identifiers become one.
// - A number column with a cell beyond the range of double (1e999, inf) is an error.
// Errors: kData "file:line: ..." for content, kFailed for I/O. Pure functions, no state.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glia/data/table.h"

namespace glia::data {

struct CsvLimits {
  uint64_t bytes = uint64_t{1} << 34;  // of the text, after decompression
  int64_t columns = int64_t{1} << 17;
  uint64_t field_bytes = uint64_t{1} << 24;  // a longer field is nearly always an unclosed quote
};

struct CsvOptions {
  std::string encoding;  // as encoding_named reads it; empty: found from the bytes

  char delimiter = 0;  // 0: find it among , ; tab |
  char decimal = 0;    // '.' or ','; 0: '.', or ',' if the delimiter is ; and the first rows say so
  bool header = true;  // false: the first line is data, and columns are named column1, column2 ...

  // Columns whose type is known, from a model for example; a name that is not in the file is
  // ignored.
  std::vector<std::string> text_columns;    // kept as text even if every cell is a number
  std::vector<std::string> number_columns;  // a cell that is neither number nor missing is an error

  // Replaces the default list of spellings. The empty cell is always missing.
  std::optional<std::vector<std::string>> missing;

  CsvLimits limits;
};

// Reads a file, gzip-compressed or not (told by its content), or standard input for "-".
Table read_csv(const std::string& path, const CsvOptions& options = {});

class ByteSource;
// The same of bytes that stand at their start; `name` stands for them in messages and as origin.
Table read_csv(ByteSource& bytes, const std::string& name, const CsvOptions& options = {});

// Parses text that is in memory; `source_name` stands for the file in messages and as origin.
Table parse_csv(std::string_view bytes, std::string_view source_name,
                const CsvOptions& options = {});

// NA N/A n/a na <NA> #N/A NaN nan NAN -NaN -nan null NULL Null None ? - -- . missing Missing
// MISSING, and the errors of spreadsheets: #DIV/0! #VALUE! #REF! #NAME? #NUM! #NULL!
const std::vector<std::string>& default_missing_spellings();

// True if every column name is a number: the file probably has no header line.
bool header_looks_like_data(const Table& table);

}  // namespace glia::data
