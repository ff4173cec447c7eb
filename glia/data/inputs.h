// The columns that a model reads, found again in any table: by name, whatever their order or type.
//
// Every difference from the training table has a defined result and is counted in a report:
//   a column is not there         every cell counts as missing
//   columns in another order      the same result
//   a column that is not known    not read
//   a text where numbers were     the cell counts as missing
//   numbers where texts were      compared by value: 1 is '1'
//   a text not seen in training   kUnseenCode: no category
//   no date where dates were      the cell counts as missing
// Columns that training left out, targets included, are known and not reported.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/message.h"
#include "glia/data/cells.h"
#include "glia/data/step.h"
#include "glia/data/table.h"

namespace glia::data {

// What one column of a table was found to be.
struct ColumnReport {
  std::string name;
  bool of_dates = false;
  bool absent = false;
  bool type_changed = false;          // text where numbers were, or numbers where texts were
  int64_t missing = 0;                // cells
  int64_t unreadable = 0;             // cells: texts where numbers were, no dates where dates were
  int64_t unseen = 0;                 // cells: texts that training did not have
  std::vector<std::string> examples;  // up to three unreadable or unseen texts, as first met
};

struct PreparationReport {
  int64_t rows = 0;
  std::vector<ColumnReport> columns;   // one for each input, in the order of the model
  std::vector<std::string> extra;      // columns that the model does not know
  std::vector<std::string> reordered;  // inputs that do not follow the order of training

  // Nothing but missing cells.
  bool clean() const;
  // A sentence for each difference; none when clean.
  std::vector<Message> messages() const;
  // All of them as one warning about `source`, the first ones in full; nothing when clean.
  std::optional<Message> warning(const std::string& source) const;
};

class TableInputs {
 public:
  // `used` and `ignored` are columns of the table, by position; `dates`: which of them are dates.
  static TableInputs fit(const Table& table, std::span<const int64_t> training_rows,
                         const std::vector<int64_t>& used, const std::vector<int64_t>& ignored,
                         const std::map<int64_t, DateOrder>& dates = {});

  // The columns as the first step meets them. Categories are sorted.
  const Layout& layout() const { return layout_; }
  const std::vector<std::string>& ignored() const { return ignored_; }
  // For a reader, so that "007" stays a text; dates are among them.
  std::vector<std::string> text_columns() const;

  // {"columns": [{"name", "type": "number" | "text" | "date", "categories" | "order"}],
  //  "ignored": [...]}
  std::string to_json() const;
  // The text may come from a stranger. Errors: kModel.
  static TableInputs from_json(std::string_view json);

 private:
  Layout layout_;
  std::vector<std::string> ignored_;
};

// Inputs bound to one table: looks names and categories up once, then reads any rows. The inputs
// and the table must outlive it. For one thread.
class TableReader {
 public:
  TableReader(const TableInputs& inputs, const Table& table);

  // Cells of these rows; what is found is added to the report.
  Frame read(std::span<const int64_t> rows);
  const PreparationReport& report() const { return report_; }

 private:
  struct Source {
    const Column* column = nullptr;    // nullptr: absent
    std::vector<NumberCells> numbers;  // one of these three has an entry
    std::vector<DateCells> dates;
    std::vector<CodeCells> codes;
  };
  void note(ColumnReport& report, const Column& column, int64_t row, int64_t& counter);

  const TableInputs* inputs_;
  std::vector<Source> sources_;
  PreparationReport report_;
};

}  // namespace glia::data
