// The merged cells of a sheet, laid over its rows from the first to the last.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "glia/data/byte_source.h"

namespace glia::data {

constexpr int64_t kMostSheetRows = 1 << 20;
constexpr int64_t kMostSheetColumns = 1 << 14;

struct SheetCell {
  int64_t column = 0;  // from 0
  std::string text;
};

// "AB" -> 27; -1 for what is none.
int64_t column_of_letters(std::string_view letters);
std::string letters_of_column(int64_t column);
// "AB12": column from 0 and row from 1. False for what is none.
bool parse_cell_reference(std::string_view text, int64_t& column, int64_t& row);

class MergedCells {
 public:
  MergedCells() = default;
  // Reads the bytes of a sheet to their end. Errors: kData for more of them than makes sense.
  static MergedCells read(ByteSource& sheet, const std::string& source);

  bool empty() const { return merged_.empty(); }
  // Gives the cells of a row what the merged cells over it show, in order of columns. Rows ascend.
  // Errors: kData for merged cells that overlap.
  void fill(int64_t row, std::vector<SheetCell>& cells);
  // Whether this cell is the first of merged cells of several columns.
  bool begins_wide(int64_t row, int64_t column) const;
  // Back to the first row.
  void rewind();

 private:
  struct Range {
    int64_t top, bottom, left, right;
    std::string text = {};
  };

  std::string source_;
  std::vector<Range> merged_;  // in order of their tops
  size_t next_ = 0;            // the first that lies below the rows so far
  std::vector<size_t> open_;   // over the current row
  uint64_t filled_ = 0;        // cells that were made
};

}  // namespace glia::data
