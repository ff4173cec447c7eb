// A table from rows whose cells come by column, in any order and some left out: for files other
// than CSV. A column that turns up late is missing in the rows before. What a cell is, number, text
// or missing, is decided as in a CSV file. Not thread-safe.
//
//   RowBuilder rows("a.jsonl", options);
//   do {
//     for each row: rows.cell(rows.column("x"), "1.5"); rows.end_row(line);
//   } while (rows.wants_repeat() && back to the start);
//   Table table = rows.finish();
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "glia/data/category_index.h"
#include "glia/data/column_builder.h"
#include "glia/data/csv.h"
#include "glia/data/table.h"

namespace glia::data {

class RowBuilder {
 public:
  // `options` must outlive it.
  RowBuilder(std::string source, const CsvOptions& options);

  // The number of the column with that name, a new one if there was none. Errors: kData for more
  // columns than the limit.
  size_t column(std::string_view name, int64_t line);
  size_t columns() const { return builders_.size(); }
  std::string_view name(size_t column) const { return names_.texts()[column]; }

  // False if the row has a cell there already. Errors: kData as in ColumnBuilder, and for a cell
  // longer than the limit.
  bool cell(size_t column, std::string_view text, int64_t line);
  // Errors: kData for a table that is nearly empty, as when every row has other columns.
  void end_row(int64_t line);
  int64_t rows() const { return row_; }

  // Whether the rows have to come once more from the first: true once at most. Then end_row is
  // called for as many rows as there were, or until it says so.
  bool wants_repeat();
  bool has_enough() const { return repeats_ && row_ >= rows_to_repeat_; }

  // Errors: as ColumnBuilder::finish; kFailed where fewer rows came the second time.
  Table finish();

 private:
  int64_t most_rows_to_repeat() const;

  const CsvOptions& options_;
  CellRules rules_;
  CategoryIndex names_;
  std::vector<ColumnBuilder> builders_;
  std::vector<int64_t> last_row_;  // in which a column had a cell
  int64_t row_ = 0;                // the current one
  uint64_t given_ = 0;             // cells
  SourceLines lines_;
  bool repeats_ = false;
  int64_t rows_to_repeat_ = 0;
};

}  // namespace glia::data
