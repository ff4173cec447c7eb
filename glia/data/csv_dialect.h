// Which delimiter and which decimal point a CSV text uses, found from its first lines with quotes
// respected. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "glia/data/csv.h"

namespace glia::data {

struct CsvDialect {
  char delimiter = ',';
  char point = '.';
  size_t body = 0;         // offset of the header: behind a line `sep=;`
  int64_t first_line = 1;  // the number of that line
  // Whether more text behind the end could have made it another.
  bool saw_end = false;
};

// What `options` leaves open is decided so:
// - The delimiter is the one of , ; tab | that splits the first record, cuts no quoted text, and
//   splits most of the first 64 records into as many fields as the first; then the one that gives
//   more fields; then the first in that order. If none splits the first record: the comma.
// - The decimal point is a comma only where the delimiter is ; and in the first 64 records cells
//   look like 1,5 and none like 1.5. 1,234 alone proves nothing, it may be a thousands separator.
// Errors: kUsage for options that contradict each other.
//
// Unless `is_last`, more text follows that may change it.
CsvDialect find_dialect(std::string_view text, bool is_last, const std::string& source,
                        const CsvOptions& options);

}  // namespace glia::data
