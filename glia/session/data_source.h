// Finds what a user means by DATA: a built-in set, a file with a table (CSV, JSON lines, a
// workbook), standard input, IDX images.
#pragma once

#include <string>
#include <variant>

#include "glia/data/images.h"
#include "glia/data/table.h"

namespace glia::session {

// A table; or images in two parts (the test part may be empty).
using Data = std::variant<data::Table, data::ImageSplit>;

struct DataRequest {
  std::string name;
  // Columns a model knows to be texts or numbers.
  std::vector<std::string> text_columns = {};
  std::string encoding = {};  // of a text file; empty: found from its bytes
  std::string sheet = {};     // of a workbook; empty: the first
};

// Errors: kUsage for a name that is neither a file nor a built-in set (the nearest is named);
// kData, kFailed from the readers.
Data read_data(const DataRequest& request);

}  // namespace glia::session
