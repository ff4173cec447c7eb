#include "glia/data/csv_records.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/random.h"
#include "glia/data/csv_scanner.h"

namespace glia::data {
namespace {

struct Row {
  std::vector<std::string> cells;
  int64_t line;
  bool operator==(const Row&) const = default;
};

// The records before the first that CsvScanner refuses or that has not `columns` fields.
std::vector<Row> scanned(const std::string& text, char delimiter, size_t columns) {
  std::vector<Row> rows;
  CsvScanner scanner(text, "x.csv", delimiter, CsvLimits(), 1);
  try {
    while (scanner.next_record()) {
      Row row = {{}, scanner.record_line()};
      do {
        row.cells.emplace_back(scanner.next_field());
      } while (scanner.in_record());
      if (row.cells.size() != columns) break;
      rows.push_back(row);
    }
  } catch (const Error&) {
  }
  return rows;
}

// The same by CsvRecords, as far as it gets.
std::vector<Row> cut(const std::string& text, char delimiter, size_t columns) {
  std::vector<Row> rows;
  CsvRecords records(delimiter, columns, CsvLimits(), text.size());
  std::string_view rest = text;
  int64_t line = 1;
  do {
    records.cut(rest, line);
    for (size_t i = 0; i < records.rows(); ++i) {
      Row row = {{}, records.lines()[i]};
      for (size_t c = 0; c < columns; ++c) row.cells.emplace_back(records.column(c)[i]);
      rows.push_back(row);
    }
    rest.remove_prefix(records.bytes());
    line = records.next_line();
  } while (records.rows() > 0);
  return rows;
}

const std::string kEnd(CsvRecords::kPadding, 'x');  // never cut

TEST(CsvRecords, OfNothingAreNone) {
  EXPECT_TRUE(cut("", ',', 1).empty());
  EXPECT_TRUE(cut(kEnd, ',', 1).empty());
}

TEST(CsvRecords, GivesCellsAsTheyAre) {
  EXPECT_EQ(cut("1,2\n" + kEnd, ',', 2), std::vector<Row>({{{"1", "2"}, 1}}));
  EXPECT_EQ(cut("\n \n 1 ,\" a\"\"b\n\"\t\r\n,\r\rx,\n" + kEnd, ',', 2),
            std::vector<Row>({{{"1", " a\"b\n"}, 3}, {{"", ""}, 5}, {{"x", ""}, 7}}));
}

TEST(CsvRecords, StopsBeforeTheUnusual) {
  const std::vector<Row> one = {{{"1", "2"}, 1}};
  for (const char* odd : {"1\n", "1,2,3\n", "1,\"2\n", "1,\"2\"x\n", "1,2"}) {
    EXPECT_EQ(cut(std::string("1,2\n") + odd + kEnd, ',', 2), one) << odd;
  }
}

TEST(CsvRecords, LeavesFieldsBeyondTheLimit) {
  CsvLimits limits;
  limits.field_bytes = 100;
  CsvRecords records(',', 1, limits, 200);
  records.cut("short\n" + std::string(101, 'x') + "\n" + kEnd, 1);
  EXPECT_EQ(records.rows(), 1u);
}

// Texts of pieces that matter: what is cut is what the scanner gives, and nothing ordinary is left.
TEST(CsvRecords, AgreesWithTheScanner) {
  static const std::vector<std::string> kPieces = {",",
                                                   ",",
                                                   ",",
                                                   "\n",
                                                   "\n",
                                                   "\r\n",
                                                   "\r",
                                                   "\"",
                                                   "\"",
                                                   "\"\"",
                                                   " ",
                                                   "\t",
                                                   "a",
                                                   "12.5",
                                                   "好",
                                                   ";",
                                                   "\"x\"",
                                                   "\"1,2\"",
                                                   "\"line\nline\"",
                                                   "seventeen letters!"};
  uint64_t state = 1;
  const auto random = [&state](uint64_t below) { return splitmix64(state++) % below; };
  size_t rows = 0;
  for (int trial = 0; trial < 40000; ++trial) {
    std::string text;
    for (uint64_t n = random(30); n > 0; --n) text += kPieces[random(kPieces.size())];
    const char delimiter = ",,,;\t "[random(6)];
    const size_t columns = 1 + random(3);
    const std::vector<Row> expected = scanned(text, delimiter, columns);
    const std::vector<Row> actual = cut(text, delimiter, columns);
    ASSERT_LE(actual.size(), expected.size()) << text;
    for (size_t i = 0; i < actual.size(); ++i) ASSERT_EQ(actual[i], expected[i]) << text;
    // With an end that is no record of its own all of them are cut.
    const std::vector<Row> all = cut(text + "\n" + kEnd, delimiter, columns);
    const std::vector<Row> all_scanned = scanned(text + "\n" + kEnd, delimiter, columns);
    ASSERT_GE(all.size() + (columns == 1 ? 1 : 0), all_scanned.size()) << text;
    rows += all.size();
  }
  EXPECT_GT(rows, 10000u);
}

}  // namespace
}  // namespace glia::data
