// From a text to a table: names from the first record, then cells into columns, records cut in bulk
// and the unusual one by one. Reads a window of the text at a time, twice where a column turned to
// text late. A reader reads once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "glia/data/column_builder.h"
#include "glia/data/csv.h"
#include "glia/data/csv_dialect.h"
#include "glia/data/csv_records.h"
#include "glia/data/csv_scanner.h"
#include "glia/data/table.h"
#include "glia/data/text_window.h"

namespace glia::data {

class CsvReader {
 public:
  // `window` and `options` must outlive it. `size_hint`: bytes of the text, 0 if unknown.
  CsvReader(TextWindow& window, std::string source, const CsvOptions& options, uint64_t size_hint);

  // Errors: as read_csv. Which one comes first, and how much of the text it shows, is certain where
  // the window is the whole text.
  Table read();

 private:
  CsvScanner scanner() const;
  // Makes the window so large that what `look` does with a scanner at its start needs no more.
  template <class Look>
  void look_ahead(const Look& look);
  void refuse_blank_text();
  [[noreturn]] void refuse_empty() const;
  void find_dialect_in_window();
  void read_names();
  void name_the_nameless();
  void refuse_repeated_names() const;
  void make_builders();
  void read_rows();
  void add_cut_rows();
  template <class Use>
  size_t read_unusual_record(const Use& use);
  bool add_unusual_row();
  void move_behind_cut_rows();
  void reserve_rows(size_t bytes_per_row);
  [[noreturn]] void refuse_ragged(int64_t line, size_t found) const;
  void repeat_rows();

  TextWindow& window_;
  const CsvOptions& options_;
  const uint64_t size_hint_;
  CellRules rules_;
  CsvDialect dialect_;
  std::vector<std::string> names_;
  int64_t header_line_ = 0;
  int64_t line_ = 1;  // in which the window begins
  std::vector<ColumnBuilder> builders_;
  std::unique_ptr<CsvRecords> records_;
  SourceLines lines_;
};

}  // namespace glia::data
