// Writing CSV that every reader understands and that reads back equal: comma, LF, quotes where
// needed, numbers in their shortest form that parses to the same double.
//
// Text is also quoted when it begins with = + - @ (a spreadsheet could take it for a formula), when
// it has blanks at an end, and when it holds any character that might pass for a delimiter.
// A missing cell is empty. A writer belongs to one thread.
#pragma once

#include <string>
#include <string_view>

#include "glia/data/table.h"

namespace glia::data {

class CsvWriter {
 public:
  void field(std::string_view text);
  void field(double number);  // NaN is written as a missing cell
  void missing();
  void end_row();

  const std::string& text() const { return text_; }
  // What has been written since the last call, whole rows or not.
  std::string take();

 private:
  void separate();

  std::string text_;
  int fields_in_row_ = 0;
  bool row_is_empty_ = true;
};

// The whole table with its header line. Needs at least one column.
std::string to_csv(const Table& table);

// The shortest decimal text that reads back as `number`: "0.1", "1e+30", "42"; "" for NaN.
std::string number_text(double number);

}  // namespace glia::data
