// A table in memory: named columns of one type each, all of one length, missing cells allowed.
//
// A column is numbers or text; text is stored as codes into a list of its distinct values. A table
// remembers where it came from (`origin`) and the source line of every row, so that whoever finds
// fault with a cell can say file:line. It does not parse, split or prepare.
// A const Table may be read from any number of threads.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "glia/base/message.h"
#include "glia/data/text_list.h"

namespace glia::data {

enum class ColumnType {
  kNumber,
  kText,  // categories, free text, dates, true/false
};

struct Column {
  std::string name;
  ColumnType type = ColumnType::kNumber;

  // kNumber: one value per row; NaN is a missing cell, no other value is non-finite.
  std::vector<double> numbers;

  // kText: one code per row, an index into `categories`; -1 is a missing cell.
  // Categories are distinct and stand in order of first appearance; after a selection of rows some
  // may be unused. Their order carries no meaning: sort before numbering classes.
  std::vector<int32_t> codes;
  TextList categories;

  // kText read from a file: the first cell that is not a number, as "'abc' at line 17".
  std::string why_text;

  static Column of_numbers(std::string name, std::vector<double> numbers);
  // An empty cell is missing; to keep every cell, fill codes and categories by hand.
  static Column of_text(std::string name, const std::vector<std::string>& cells);

  bool is_number() const { return type == ColumnType::kNumber; }
  bool is_text() const { return type == ColumnType::kText; }
  int64_t size() const;
  bool is_missing(int64_t row) const;
  int64_t missing_count() const;
  // The cell as text: a number in its shortest form that reads back equal; missing is "".
  std::string cell(int64_t row) const;
};

// The source line of each row, 1-based; rows on consecutive lines share one entry.
class SourceLines {
 public:
  // Appends the next row.
  void push_back(int64_t line);
  // Appends rows in ascending order of their lines.
  void append(std::span<const int64_t> lines);
  int64_t size() const { return size_; }
  // 0 when the row has no known line.
  int64_t line(int64_t row) const;
  SourceLines select(std::span<const int64_t> rows) const;

 private:
  struct Run {
    int64_t row;
    int64_t line;
  };
  std::vector<Run> runs_;
  int64_t size_ = 0;
};

class Table {
 public:
  Table() = default;
  // Columns must have one length and distinct, non-empty names. `lines` is empty (unknown) or has
  // one entry per row. Errors: kData, naming the columns.
  Table(std::string origin, std::vector<Column> columns, SourceLines lines = {});

  int64_t rows() const { return rows_; }
  int64_t columns() const { return static_cast<int64_t>(columns_.size()); }
  bool empty() const { return rows_ == 0; }
  std::vector<std::string> names() const;

  const Column& column(int64_t index) const;
  // Errors: kUsage, naming the nearest column.
  const Column& column(std::string_view name) const;
  int64_t index_of(std::string_view name) const;
  std::optional<int64_t> find(std::string_view name) const;

  // Appends a column; same rules as in the constructor. The first column sets the number of rows.
  void add_column(Column column);

  // Rows in the given order; a row may repeat. Every index must be in [0, rows()).
  Table select_rows(std::span<const int64_t> rows) const;
  // Columns in the given order. Errors: kUsage for an unknown or repeated name.
  Table select_columns(std::span<const std::string> names) const;
  Table drop_columns(std::span<const std::string> names) const;

  // What messages call this table: a path, "<stdin>" or "built-in iris".
  const std::string& origin() const { return origin_; }
  void set_origin(std::string origin) { origin_ = std::move(origin); }
  // 1-based line of the source in which the row begins; 0 when unknown.
  int64_t line(int64_t row) const { return lines_.line(row); }
  // "penguins.csv:17", or "built-in iris, row 17" (1-based) where no line is known.
  std::string place(int64_t row) const;

  // What its reader was not sure of, and whoever uses it should know; not of a selection of it.
  const std::vector<Message>& notes() const { return notes_; }
  void add_note(Message note) { notes_.push_back(std::move(note)); }

 private:
  std::vector<Message> notes_;
  std::string origin_;
  std::vector<Column> columns_;
  SourceLines lines_;
  int64_t rows_ = 0;
};

}  // namespace glia::data
