#include "apps/cli/text_table.h"

#include <algorithm>

#include "apps/cli/text_width.h"

namespace glia::cli {

void TextTable::add(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = printable(cell);
  cells.resize(align_.size());
  rows_.push_back(std::move(cells));
}

std::vector<int> TextTable::widths() const {
  std::vector<int> widths(align_.size(), 0);
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  return widths;
}

int TextTable::width(int indent, int gap) const {
  int width = indent - gap;
  for (const int column : widths()) width += column + gap;
  return width;
}

std::string TextTable::text(int indent, int gap) const {
  const std::vector<int> wide = widths();
  std::string text;
  for (const auto& row : rows_) {
    std::string line(static_cast<size_t>(indent), ' ');
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += std::string(static_cast<size_t>(gap), ' ');
      line += align_[i] == Align::kLeft ? padded(row[i], wide[i]) : padded_left(row[i], wide[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace glia::cli
