#include "glia/data/missing_spellings.h"

#include <algorithm>

#include "glia/data/csv.h"

namespace glia::data {

// The spellings of R, pandas, SQL, spreadsheets and the UCI repository. Left out on purpose, since
// they are often answers: none, no, unknown, other, 0, 999. Spreadsheets write their errors into
// CSV files as they show them.
const std::vector<std::string>& default_missing_spellings() {
  static const std::vector<std::string> spellings = {
      "NA",      "N/A",     "n/a",     "na",    "<NA>",   "#N/A",    "NaN",
      "nan",     "NAN",     "-NaN",    "-nan",  "null",   "NULL",    "Null",
      "None",    "?",       "-",       "--",    ".",      "missing", "Missing",
      "MISSING", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!",   "#NULL!"};
  return spellings;
}

MissingSpellings::MissingSpellings(const std::vector<std::string>& spellings)
    : spellings_(spellings) {
  for (const std::string& s : spellings_) {
    lengths_ |= uint64_t{1} << std::min<size_t>(s.size(), 63);
    if (!s.empty()) begins_[static_cast<unsigned char>(s.front())] = true;
  }
}

bool MissingSpellings::is_listed(std::string_view text) const {
  return std::find(spellings_.begin(), spellings_.end(), text) != spellings_.end();
}

}  // namespace glia::data
