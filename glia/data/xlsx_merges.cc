#include <algorithm>
#include <iterator>
#include <string_view>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"
#include "glia/data/xlsx_merges_internal.h"
#include "glia/data/xml_reader.h"

namespace glia::data {
namespace {

constexpr size_t kMostMerged = size_t{1} << 20;
constexpr uint64_t kMostFilled = uint64_t{1} << 24;

// Most sheets have none, and the tag stands behind all rows: a look at the bytes is faster than
// reading them as XML.
bool has_merged_cells(ByteSource& sheet) {
  constexpr std::string_view kTag = "mergeCell ";
  const size_t more = piece_size(sheet, size_t{1} << 16);
  std::string piece;
  for (;;) {
    const size_t kept = std::min(piece.size(), kTag.size() - 1);
    piece.erase(0, piece.size() - kept);
    piece.resize(kept + more);
    const size_t got = sheet.read(piece.data() + kept, more);
    piece.resize(kept + got);
    if (piece.find(kTag) != std::string::npos) return true;
    if (got < more) return false;
  }
}

// Of cells in order of their columns.
SheetCell* cell_at(std::vector<SheetCell>& cells, int64_t column) {
  const auto found =
      std::lower_bound(cells.begin(), cells.end(), column,
                       [](const SheetCell& cell, int64_t wanted) { return cell.column < wanted; });
  return found == cells.end() || found->column != column ? nullptr : &*found;
}

}  // namespace

int64_t column_of_letters(std::string_view letters) {
  int64_t column = 0;
  if (letters.empty() || letters.size() > 3) return -1;
  for (const char c : letters) {
    if (c < 'A' || c > 'Z') return -1;
    column = column * 26 + (c - 'A' + 1);
  }
  return column <= kMostSheetColumns ? column - 1 : -1;
}

std::string letters_of_column(int64_t column) {
  std::string letters;
  for (++column; column > 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters;
}

bool parse_cell_reference(std::string_view text, int64_t& column, int64_t& row) {
  const size_t digits = std::min(text.find_first_of("0123456789"), text.size());
  column = column_of_letters(text.substr(0, digits));
  row = parse_int64(text.substr(digits)).value_or(0);
  return column >= 0 && row >= 1 && row <= kMostSheetRows;
}

MergedCells MergedCells::read(ByteSource& sheet, const std::string& source) {
  MergedCells result;
  result.source_ = source;
  if (!has_merged_cells(sheet)) return result;
  sheet.rewind();
  XmlReader xml(sheet, source);
  for (auto kind = xml.next(); kind != XmlReader::Kind::kDone; kind = xml.next()) {
    if (kind != XmlReader::Kind::kStart || xml.name() != "mergeCell") continue;
    const std::string_view text = xml.attribute("ref").value_or(std::string_view());
    const size_t colon = std::min(text.find(':'), text.size());
    Range range{};
    const bool first = parse_cell_reference(text.substr(0, colon), range.left, range.top);
    const bool last = colon < text.size() &&
                      parse_cell_reference(text.substr(colon + 1), range.right, range.bottom);
    if (!first || !last || range.right < range.left || range.bottom < range.top)
      fail(ErrorKind::kData, say("{}: merged cells from {}, which are none", source, text));
    if (result.merged_.size() == kMostMerged)
      fail(ErrorKind::kData, say("{}: more than {} merged cells", source, kMostMerged));
    result.merged_.push_back(range);
  }
  std::stable_sort(result.merged_.begin(), result.merged_.end(),
                   [](const Range& a, const Range& b) { return a.top < b.top; });
  return result;
}

void MergedCells::rewind() {
  filled_ = 0;
  next_ = 0;
  open_.clear();
}

void MergedCells::fill(int64_t row, std::vector<SheetCell>& cells) {
  for (; next_ < merged_.size() && merged_[next_].top <= row; ++next_) {
    Range& range = merged_[next_];
    const SheetCell* first = range.top == row ? cell_at(cells, range.left) : nullptr;
    range.text = first == nullptr ? std::string() : first->text;
    open_.push_back(next_);
  }
  int64_t width = 0;
  std::vector<size_t> still;
  std::vector<SheetCell> added;
  for (const size_t index : open_) {
    const Range& range = merged_[index];
    if (range.bottom < row) continue;
    still.push_back(index);
    width += range.right - range.left + 1;
    // So the work for a row is bounded.
    if (width > kMostSheetColumns)
      fail(ErrorKind::kData, say("{}:{}: merged cells overlap", source_, row));
    if (range.text.empty()) continue;
    for (int64_t column = range.left; column <= range.right; ++column) {
      SheetCell* cell = cell_at(cells, column);
      if (cell == nullptr)
        added.push_back({column, range.text});
      else if (cell->text.empty())
        cell->text = range.text;
    }
  }
  open_ = std::move(still);
  // A few bytes could ask for a table of any size.
  filled_ += added.size();
  if (filled_ > kMostFilled)
    fail(ErrorKind::kData,
         say("{}:{}: more than {} cells without a value of their own in merged cells", source_, row,
             kMostFilled));
  std::move(added.begin(), added.end(), std::back_inserter(cells));
  std::sort(cells.begin(), cells.end(),
            [](const SheetCell& a, const SheetCell& b) { return a.column < b.column; });
}

bool MergedCells::begins_wide(int64_t row, int64_t column) const {
  return std::any_of(merged_.begin(), merged_.end(), [&](const Range& range) {
    return range.top == row && range.left == column && range.right > column;
  });
}

}  // namespace glia::data
