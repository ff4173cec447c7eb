// Columns that stand below each other, also with Chinese texts in them.
#pragma once

#include <string>
#include <vector>

namespace glia::cli {

class TextTable {
 public:
  enum class Align : unsigned char { kLeft, kRight };
  explicit TextTable(std::vector<Align> columns) : align_(std::move(columns)) {}

  // Cells are made printable; missing ones are empty.
  void add(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }
  // Every line begins with `indent` spaces and ends with a newline; columns are `gap` apart.
  std::string text(int indent = 2, int gap = 2) const;
  int width(int indent = 2, int gap = 2) const;

 private:
  std::vector<int> widths() const;

  std::vector<Align> align_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace glia::cli
