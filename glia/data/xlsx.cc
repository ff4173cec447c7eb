#include "glia/data/xlsx.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"
#include "glia/base/text.h"
#include "glia/data/blanks.h"
#include "glia/data/message_text.h"
#include "glia/data/row_builder.h"
#include "glia/data/xlsx_merges_internal.h"
#include "glia/data/xlsx_workbook_internal.h"

namespace glia::data {
namespace {

using Kind = XmlReader::Kind;

const Sheet& chosen_sheet(const Workbook& workbook, const std::string& source,
                          const std::string& name) {
  std::string names;
  const Sheet* first = nullptr;
  for (const Sheet& sheet : workbook.sheets) {
    if (!name.empty() && sheet.name == name) return sheet;
    if (first == nullptr && !sheet.hidden) first = &sheet;
    names += (names.empty() ? "" : ", ") + text_for_message(sheet.name);
  }
  if (workbook.sheets.empty() || (name.empty() && first == nullptr))
    fail(ErrorKind::kData, say("{}: the workbook has no sheet to be seen", source));
  if (!name.empty())
    fail(ErrorKind::kUsage,
         say("{}: no sheet is named {}; there are: {}", source, text_for_message(name), names));
  return *first;
}

// The cells of one sheet, row by row.
class SheetRows {
 public:
  SheetRows(XmlReader& xml, const Workbook& workbook, const std::string& source)
      : xml_(xml), workbook_(workbook), source_(source) {}

  // The next row that is there, which may have no cells. False at the end.
  bool next() {
    for (;;) {
      const Kind kind = xml_.next();
      if (kind == Kind::kDone) return false;
      if (kind != Kind::kStart || xml_.name() != "row") continue;
      read_row();
      return true;
    }
  }

  int64_t row() const { return row_; }
  std::vector<SheetCell>& cells() { return cells_; }
  int64_t errors() const { return errors_; }
  const std::string& error_example() const { return error_example_; }
  int64_t unsaved_formulas() const { return unsaved_formulas_; }

 private:
  void read_row() {
    const auto given = xml_.attribute("r");
    const int64_t row = given ? parse_int64(*given).value_or(0) : row_ + 1;
    if (row <= row_ || row > kMostSheetRows)
      fail(ErrorKind::kData, say("{}:{}: a row out of order", source_, row_));
    row_ = row;
    cells_.clear();
    const size_t outside = xml_.depth() - 1;
    for (;;) {
      const Kind kind = xml_.next();
      if (kind == Kind::kEnd && xml_.depth() == outside) return;
      if (kind == Kind::kStart && xml_.name() == "c") read_cell();
    }
  }

  void read_cell() {
    SheetCell cell;
    const int64_t after = cells_.empty() ? -1 : cells_.back().column;
    cell.column = after + 1;
    if (const auto reference = xml_.attribute("r")) {
      int64_t row = 0;
      if (!parse_cell_reference(*reference, cell.column, row) || row != row_)
        fail(ErrorKind::kData,
             say("{}:{}: a cell that is called {}", source_, row_, text_for_message(*reference)));
    }
    if (cell.column <= after || cell.column >= kMostSheetColumns)
      fail(ErrorKind::kData, say("{}:{}: a cell out of order", source_, row_));
    const std::string type(xml_.attribute("t").value_or("n"));
    const auto style =
        static_cast<size_t>(parse_int64(xml_.attribute("s").value_or("0")).value_or(0));
    std::string value;
    const bool formula = read_value(value);
    cell.text = without_blanks(text_of(type, style, std::move(value), formula));
    cells_.push_back(std::move(cell));
  }

  // Up to the end of the cell. True if it has a formula.
  bool read_value(std::string& value) {
    constexpr size_t kLongest = size_t{1} << 24;
    const size_t outside = xml_.depth() - 1;
    bool formula = false, in_value = false;
    for (;;) {
      const Kind kind = xml_.next();
      if (kind == Kind::kText) {
        if (in_value) value += xml_.text();
        if (value.size() > kLongest)
          fail(ErrorKind::kData, say("{}: a text of more than {} bytes", source_, kLongest));
        continue;
      }
      in_value = kind == Kind::kStart && xml_.name() == "v";
      formula = formula || (kind == Kind::kStart && xml_.name() == "f");
      if (kind == Kind::kStart && xml_.name() == "is") value = read_rich_text(xml_, source_);
      if (kind == Kind::kEnd && xml_.depth() == outside) break;
    }
    if (!is_utf8(value) || value.find('\0') != std::string::npos)
      fail(ErrorKind::kData, say("{}: a text in the workbook is not UTF-8", source_));
    return formula;
  }

  // ECMA-376 Part 1, 18.18.11: the types of a cell.
  std::string text_of(std::string_view type, size_t style, std::string value, bool formula) {
    if (type == "e") {
      ++errors_;
      if (error_example_.empty()) error_example_ = std::move(value);
      return {};
    }
    if (value.empty()) {
      if (formula && type != "str") ++unsaved_formulas_;
      return {};
    }
    if (type == "s") {
      const int64_t index = parse_int64(value).value_or(-1);
      if (index < 0 || index >= static_cast<int64_t>(workbook_.texts.size()))
        fail(ErrorKind::kData, say("{}:{}: a cell with the shared text {}, and there are {}",
                                   source_, row_, text_for_message(value), workbook_.texts.size()));
      return std::string(workbook_.texts[static_cast<size_t>(index)]);
    }
    if (type == "b") return value == "0" || value == "false" ? "FALSE" : "TRUE";
    if (type != "n" || style >= workbook_.formats.size()) return value;
    const NumberFormat format = workbook_.formats[style];
    const std::optional<double> serial = parse_double(value);
    if (format == NumberFormat::kNumber || !serial) return value;
    return text_of_serial(*serial, format, workbook_.from_1904).value_or(value);
  }

  XmlReader& xml_;
  const Workbook& workbook_;
  const std::string& source_;
  int64_t row_ = 0;
  std::vector<SheetCell> cells_;
  int64_t errors_ = 0;
  std::string error_example_;
  int64_t unsaved_formulas_ = 0;
};

class SheetReader {
 public:
  SheetReader(const ZipArchive& archive, const Workbook& workbook, const Sheet& sheet,
              const std::string& source, const CsvOptions& options)
      : bytes_(archive.open(sheet.path)),
        part_(source + ": " + sheet.path),
        workbook_(workbook),
        source_(source),
        rows_(source, options) {}

  Table read() {
    merged_ = MergedCells::read(*bytes_, source_);
    read_rows(true);
    if (header_row_ == 0)
      fail(ErrorKind::kData, say("{}: the sheet is empty, expected a row of column names and rows "
                                 "below it",
                                 source_));
    if (rows_.wants_repeat()) read_rows(false);
    Table table = rows_.finish();
    for (Message& note : notes_) table.add_note(std::move(note));
    return table;
  }

 private:
  void read_rows(bool is_first) {
    bytes_->rewind();
    merged_.rewind();
    XmlReader xml(*bytes_, part_);
    SheetRows sheet(xml, workbook_, source_);
    while (!rows_.has_enough() && sheet.next()) {
      std::vector<SheetCell>& cells = sheet.cells();
      const bool is_title = header_row_ == 0 && stands_alone(sheet.row(), cells);
      if (!merged_.empty()) merged_.fill(sheet.row(), cells);
      cells.erase(std::remove_if(cells.begin(), cells.end(),
                                 [](const SheetCell& cell) { return cell.text.empty(); }),
                  cells.end());
      if (cells.empty()) continue;
      if (is_title)
        note_title(sheet.row(), cells.front().text);
      else if (header_row_ == 0)
        read_names(sheet.row(), cells);
      else if (sheet.row() > header_row_)
        add_row(sheet.row(), cells);
    }
    if (is_first) note_cells(sheet);
  }

  // One merged cell and nothing else in its row.
  bool stands_alone(int64_t row, const std::vector<SheetCell>& cells) const {
    const SheetCell* only = nullptr;
    for (const SheetCell& cell : cells) {
      if (cell.text.empty()) continue;
      if (only != nullptr) return false;
      only = &cell;
    }
    return only != nullptr && merged_.begins_wide(row, only->column);
  }

  void read_names(int64_t row, const std::vector<SheetCell>& cells) {
    header_row_ = row;
    first_ = cells.front().column;
    last_ = cells.back().column;
    std::vector<std::string> names(static_cast<size_t>(last_ - first_ + 1));
    for (const SheetCell& cell : cells)
      names[static_cast<size_t>(cell.column - first_)] = cell.text;
    for (size_t i = 0; i < names.size(); ++i) {
      if (names[i].empty()) names[i] = "column" + std::to_string(i + 1);
      const size_t column = rows_.column(names[i], row);
      if (column == i) continue;
      fail(ErrorKind::kData,
           say("{}:{}: columns {} and {} are both named {}", source_, row,
               letters_of_column(first_ + static_cast<int64_t>(column)),
               letters_of_column(first_ + static_cast<int64_t>(i)), text_for_message(names[i])));
    }
  }

  void add_row(int64_t row, const std::vector<SheetCell>& cells) {
    for (const SheetCell& cell : cells) {
      if (cell.column < first_ || cell.column > last_)
        fail(ErrorKind::kData,
             say("{}:{}: a cell in column {}: {}, expected cells in the columns {} to {} that row "
                 "{} names",
                 source_, row, letters_of_column(cell.column), text_for_message(cell.text),
                 letters_of_column(first_), letters_of_column(last_), header_row_));
      rows_.cell(static_cast<size_t>(cell.column - first_), cell.text, row);
    }
    rows_.end_row(row);
  }

  void note_title(int64_t row, const std::string& text) {
    notes_.push_back(
        say("{}:{}: one merged cell above the names of the columns, taken for a title "
            "and passed over: {}",
            source_, row, text_for_message(text)));
  }

  void note_cells(const SheetRows& sheet) {
    if (sheet.errors() > 0)
      notes_.push_back(say("{}: cells with an error such as {} are taken as missing: {}", source_,
                           sheet.error_example(), sheet.errors()));
    if (sheet.unsaved_formulas() > 0)
      notes_.push_back(
          say("{}: formulas without a saved value are taken as missing: {}; opening "
              "and saving the file with a spreadsheet program computes them",
              source_, sheet.unsaved_formulas()));
  }

  std::unique_ptr<ByteSource> bytes_;
  std::string part_;
  const Workbook& workbook_;
  const std::string& source_;
  RowBuilder rows_;
  MergedCells merged_;
  int64_t header_row_ = 0;
  int64_t first_ = 0, last_ = 0;  // the columns that it names
  std::vector<Message> notes_;
};

}  // namespace

Table parse_xlsx(std::string_view bytes, const std::string& source, const std::string& sheet,
                 const CsvOptions& options) {
  ZipLimits limits;
  limits.bytes = options.limits.bytes;
  const ZipArchive archive(bytes, source, limits);
  const Workbook workbook = read_workbook(archive, source);
  const Sheet& chosen = chosen_sheet(workbook, source, sheet);
  Table table = SheetReader(archive, workbook, chosen, source, options).read();
  const auto shown = std::count_if(workbook.sheets.begin(), workbook.sheets.end(),
                                   [](const Sheet& each) { return !each.hidden; });
  if (sheet.empty() && shown > 1)
    table.add_note(say("{}: the first of {} sheets is read, {}; another is named with --sheet",
                       source, shown, text_for_message(chosen.name)));
  return table;
}

}  // namespace glia::data
