// Which columns of a table a network should see: not the constants, not the names and numbers of
// rows, not free text. What is left out is said in a warning. Decided on the training rows.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "glia/data/date.h"
#include "glia/data/table.h"
#include "glia/data/warning.h"

namespace glia::data {

struct ColumnRules {
  std::vector<std::string> keep;  // used even if they would be left out, unless they have no value
  int64_t most_texts = 50;        // different texts in a column
  // A column of one value and missing cells says something if missing is told apart.
  bool missing_numbers_show = false;
  bool missing_texts_show = true;
  std::optional<DateOrder> date_order = {};  // as in PreparationOptions
};

struct ColumnChoice {
  std::vector<int64_t> used;           // ascending; may be empty
  std::map<int64_t, DateOrder> dates;  // which of them are dates, and how they are written
  std::vector<DataWarning> warnings;
};

// Left out:
//  - columns without a value, or with one value only;
//  - texts, unless they are dates, of more than `most_texts` kinds, or of 10 kinds and more with
//  each row its own;
//  - row numbers (cell = row, or row + 1) and whole numbers that differ in every row and are named
//    id, index, ..._id and the like; both only among 20 rows and more, and beside other columns.
ColumnChoice choose_columns(const Table& table, std::span<const int64_t> training_rows,
                            const std::vector<int64_t>& candidates, const ColumnRules& rules);

}  // namespace glia::data
