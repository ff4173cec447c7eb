// Workbooks made by openpyxl and by hand (tools/golden/make_workbooks.py), and damaged ones.
#include "glia/data/xlsx.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/data/case_file_testing.h"
#include "glia/data/table_file.h"
#include "glia/data/xlsx_merges_internal.h"
#include "glia/data/xlsx_workbook_internal.h"
#include "glia/data/zip_testing.h"

namespace glia::data {
namespace {

const std::string kBooks = GLIA_SOURCE_DIR "/tests/data/workbooks/";

void expect_cell(const Column& column, int64_t row, const nlohmann::ordered_json& expected) {
  const std::string where = column.name + " " + std::to_string(row);
  if (expected.is_null()) {
    EXPECT_TRUE(column.is_missing(row)) << where;
  } else if (expected.is_string()) {
    EXPECT_EQ(column.cell(row), expected.get<std::string>()) << where;
  } else {
    ASSERT_TRUE(column.is_number()) << where;
    EXPECT_EQ(column.numbers[static_cast<size_t>(row)], expected.get<double>()) << where;
  }
}

TEST(Xlsx, ReadsWhatOpenpyxlReads) {
  const auto books = nlohmann::ordered_json::parse(
      read_file(GLIA_SOURCE_DIR "/tests/golden/workbooks.json", size_t{1} << 20));
  ASSERT_GE(books.size(), 5u);
  for (const auto& [key, columns] : books.items()) {
    const size_t colon = key.find(':');
    TableFileOptions options;
    if (colon != std::string::npos) options.sheet = key.substr(colon + 1);
    const Table table = read_table(kBooks + key.substr(0, colon), options);
    std::vector<std::string> names;
    for (const auto& [name, cells] : columns.items()) {
      names.push_back(name);
      const Column& column = table.column(name);
      // Rows without any value are no rows here.
      ASSERT_EQ(column.size(), static_cast<int64_t>(cells.size())) << key;
      for (size_t row = 0; row < cells.size(); ++row)
        expect_cell(column, static_cast<int64_t>(row), cells[row]);
    }
    EXPECT_EQ(table.names(), names) << key;
  }
}

std::vector<std::string> notes_of(const Table& table) {
  std::vector<std::string> notes;
  for (const Message& note : table.notes()) notes.push_back(note.text());
  return notes;
}

TEST(Xlsx, NotesWhatAPersonShouldKnow) {
  using Notes = std::vector<std::string>;
  const auto read = [](const char* name) {
    return notes_of(parse_xlsx(read_file(kBooks + name, size_t{1} << 20), name));
  };
  EXPECT_EQ(
      read("plain.xlsx"),
      Notes{"plain.xlsx: the first of 2 sheets is read, '数据'; another is named with --sheet"});
  EXPECT_EQ(
      read("merged.xlsx"),
      Notes{"merged.xlsx:1: one merged cell above the names of the columns, taken for a title "
            "and passed over: '2024 年成绩表'"});
  EXPECT_EQ(
      read("errors.xlsx"),
      (Notes{"errors.xlsx: cells with an error such as #DIV/0! are taken as missing: 2",
             "errors.xlsx: formulas without a saved value are taken as missing: 3; opening and "
             "saving the file with a spreadsheet program computes them"}));
  EXPECT_EQ(read("other.xlsx"), Notes{});
}

TEST(Xlsx, RowsKeepTheirNumbers) {
  const Table table = read_table(kBooks + "other.xlsx");
  EXPECT_EQ(table.line(0), 5);
  EXPECT_EQ(table.line(1), 7);  // an empty row lies between
}

std::string outcome(const std::string& bytes, const std::string& sheet = {}) {
  try {
    return testing::show(parse_xlsx(bytes, "t.xlsx", sheet));
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.kind())) + " " + error.what();
  }
}

TEST(Xlsx, EveryCaseOfASheetEndsAsWritten) {
  testing::run_cases("xlsx.cases", 40, [](const std::string& input, const CsvOptions& options) {
    return testing::show(parse_xlsx(testing::workbook_of(input), "t.xlsx", {}, options));
  });
}

TEST(Xlsx, SheetsAndMergedCellsThatAreNone) {
  const std::string head = "<row><c t=\"s\"><v>0</v></c></row>";
  EXPECT_EQ(outcome(testing::workbook_of(head), "T"),
            "2 t.xlsx: no sheet is named 'T'; there are: 'S'");
  EXPECT_EQ(outcome(testing::workbook_of(head, "<mergeCells><mergeCell ref=\"A2\"/></mergeCells>")),
            "3 t.xlsx: merged cells from A2, which are none");
}

TEST(Xlsx, MergedCellsThatOverlapAreRefused) {
  std::string merges;
  for (int i = 0; i < 40; ++i) merges += "<mergeCell ref=\"A1:SZ9\"/>";
  EXPECT_EQ(outcome(testing::workbook_of("<row><c t=\"s\"><v>0</v></c></row>", merges)),
            "3 t.xlsx:1: merged cells overlap");
}

TEST(Xlsx, ArchivesOfOtherKindsAreNamed) {
  EXPECT_EQ(outcome(testing::zip_of({{"a.csv", "a,b\n"}})),
            "3 t.xlsx: expected an Excel workbook, found a zip archive of another kind; unpack it "
            "first");
  EXPECT_EQ(outcome(testing::zip_of({{"mimetype", "application/vnd.oasis.opendocument"}})),
            "3 t.xlsx: expected an Excel workbook, found an OpenDocument file; save it as .xlsx or "
            "CSV");
  EXPECT_EQ(outcome(testing::zip_of({{"xl/workbook.xml", "<workbook/>"}})),
            "3 t.xlsx: the workbook has no sheet to be seen");
}

// Every byte changed and every place cut: a table or a refusal.
TEST(Xlsx, DamageIsNoticed) {
  const std::string good = read_file(kBooks + "merged.xlsx", size_t{1} << 20);
  const std::string expected = outcome(good);
  for (size_t size = 0; size < good.size(); size += 7)
    EXPECT_EQ(outcome(good.substr(0, size)).substr(0, 8), "3 t.xlsx") << size;
  int refused = 0;
  for (size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    const std::string found = outcome(bad);
    refused += found.substr(0, 8) == "3 t.xlsx" ? 1 : 0;
    // Parts that are not read, and names and times in headers, may change.
    EXPECT_TRUE(found == expected || found.substr(0, 8) == "3 t.xlsx" || found.size() > 8) << at;
  }
  EXPECT_GT(refused, 500);
}

TEST(Xlsx, ABombIsRefused) {
  // 300 MB of blanks behind the rows, as deflate makes them small.
  std::string rows(64, ' ');
  ZipLimits limits;
  limits.ratio_from = 1000;
  limits.ratio = 5;
  const std::string bytes = read_file(kBooks + "plain.xlsx", size_t{1} << 20);
  const ZipArchive archive(bytes, "t.xlsx", limits);
  try {
    const auto sheet = archive.open("xl/theme/theme1.xml");
    std::string piece(1 << 16, '\0');
    while (sheet->read(piece.data(), piece.size()) == piece.size()) {
    }
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              "t.xlsx: xl/theme/theme1.xml: expands more than 5 times, which looks like a "
              "decompression bomb; save it as CSV if it is meant so");
  }
}

TEST(Xlsx, FormatsAreRecognised) {
  using F = NumberFormat;
  EXPECT_EQ(format_of_code("General"), F::kNumber);
  EXPECT_EQ(format_of_code("0.00"), F::kNumber);
  EXPECT_EQ(format_of_code("#,##0\" days\""), F::kNumber);
  EXPECT_EQ(format_of_code("[Red]0.00;[Blue]-0.00"), F::kNumber);
  EXPECT_EQ(format_of_code("0.00E+00"), F::kNumber);
  EXPECT_EQ(format_of_code("_-* #,##0.00\\ _d"), F::kNumber);
  EXPECT_EQ(format_of_code("[h]:mm:ss"), F::kNumber);
  EXPECT_EQ(format_of_code("yyyy-mm-dd"), F::kDate);
  EXPECT_EQ(format_of_code("yyyy\"年\"m\"月\"d\"日\";@"), F::kDate);
  EXPECT_EQ(format_of_code("[$-804]aaaa\\,\\ d\\ mmmm"), F::kDate);
  EXPECT_EQ(format_of_code("MMM"), F::kDate);
  EXPECT_EQ(format_of_code("h:mm AM/PM"), F::kTime);
  EXPECT_EQ(format_of_code("mm:ss.0"), F::kTime);
  EXPECT_EQ(format_of_code("yyyy/m/d h:mm"), F::kDateTime);
}

TEST(Xlsx, ColumnsHaveLetters) {
  for (const int64_t column : {0, 25, 26, 51, 52, 701, 702, 16383})
    EXPECT_EQ(column_of_letters(letters_of_column(column)), column);
  EXPECT_EQ(letters_of_column(26), "AA");
  EXPECT_EQ(column_of_letters("XFE"), -1);
  EXPECT_EQ(column_of_letters("a"), -1);
}

}  // namespace
}  // namespace glia::data
