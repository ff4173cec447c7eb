#include "glia/data/csv_writer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "glia/base/bits.h"
#include "glia/base/error.h"
#include "glia/base/random.h"
#include "glia/data/csv.h"

namespace glia::data {
namespace {

constexpr double kEmptyCell = std::numeric_limits<double>::quiet_NaN();

std::string written(std::string_view text) {
  CsvWriter writer;
  writer.field(text);
  writer.field("x");
  writer.end_row();
  const std::string row = writer.take();
  return row.substr(0, row.size() - 3);
}

TEST(CsvWriter, QuotesWhatNeedsIt) {
  EXPECT_EQ(written("plain text"), "plain text");
  EXPECT_EQ(written(""), "");
  EXPECT_EQ(written("a,b"), "\"a,b\"");
  EXPECT_EQ(written("a;b"), "\"a;b\"");
  EXPECT_EQ(written("a\tb"), "\"a\tb\"");
  EXPECT_EQ(written("a|b"), "\"a|b\"");
  EXPECT_EQ(written("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(written("a\nb"), "\"a\nb\"");
  EXPECT_EQ(written("a\rb"), "\"a\rb\"");
  EXPECT_EQ(written(" a"), "\" a\"");
  EXPECT_EQ(written("a "), "\"a \"");
  EXPECT_EQ(written("sep=;"), "\"sep=;\"");
  EXPECT_EQ(written("\xEF\xBB\xBFx"), "\"\xEF\xBB\xBFx\"");
}

TEST(CsvWriter, QuotesWhatASpreadsheetCouldTakeForAFormula) {
  EXPECT_EQ(written("=cmd()"), "\"=cmd()\"");
  EXPECT_EQ(written("+1"), "\"+1\"");
  EXPECT_EQ(written("-x"), "\"-x\"");
  EXPECT_EQ(written("@x"), "\"@x\"");
}

TEST(CsvWriter, WritesNumbersInTheirShortestForm) {
  EXPECT_EQ(number_text(0), "0");
  EXPECT_EQ(number_text(-0.0), "-0");
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(-1.5), "-1.5");
  EXPECT_EQ(number_text(42), "42");
  EXPECT_EQ(number_text(9007199254740992.0), "9007199254740992");
  EXPECT_EQ(number_text(123456789012345680.0), "123456789012345680");
  EXPECT_EQ(number_text(1e18), "1e+18");
  EXPECT_EQ(number_text(1e-7), "1e-07");
  EXPECT_EQ(number_text(5e-324), "5e-324");
  EXPECT_EQ(number_text(kEmptyCell), "");
}

TEST(CsvWriter, ALoneMissingCellIsNoBlankLine) {
  CsvWriter writer;
  writer.missing();
  writer.end_row();
  writer.field(std::string_view());
  writer.end_row();
  writer.missing();
  writer.missing();
  writer.end_row();
  EXPECT_EQ(writer.text(), "\"\"\n\"\"\n,\n");
}

TEST(CsvWriter, WritesATable) {
  const Table table("made", {Column::of_numbers("x", {1, kEmptyCell, 0.25}),
                             Column::of_text("y, z", {"a", "b\"", ""})});
  EXPECT_EQ(to_csv(table), "x,\"y, z\"\n1,a\n,\"b\"\"\"\n0.25,\n");
}

TEST(CsvWriter, RefusesATableWithoutColumns) { EXPECT_THROW(to_csv(Table()), Error); }

void expect_equal(const Table& a, const Table& b) {
  ASSERT_EQ(a.names(), b.names());
  ASSERT_EQ(a.rows(), b.rows());
  for (int64_t c = 0; c < a.columns(); ++c) {
    ASSERT_EQ(a.column(c).type, b.column(c).type);
    for (int64_t row = 0; row < a.rows(); ++row) {
      ASSERT_EQ(a.column(c).is_missing(row), b.column(c).is_missing(row));
      if (a.column(c).is_number() && !a.column(c).is_missing(row)) {
        ASSERT_EQ(bits_as<uint64_t>(a.column(c).numbers[static_cast<size_t>(row)]),
                  bits_as<uint64_t>(b.column(c).numbers[static_cast<size_t>(row)]));
      }
      ASSERT_EQ(a.column(c).cell(row), b.column(c).cell(row));
    }
  }
}

// A random table reads back equal, whatever its texts hold.
TEST(CsvWriter, RoundTrips) {
  static const std::vector<std::string> kPieces = {
      "a", "b", " ",  "\t",           ",",     ";",    "|", "\"", "\n", "\r", "\r\n", "=", "-", "1",
      ".", "'", "好", "\xEF\xBB\xBF", "sep=;", "NaNa", "x"};
  uint64_t state = 1;
  const auto random = [&state](uint64_t below) { return splitmix64(state++) % below; };
  for (int trial = 0; trial < 10000; ++trial) {
    const size_t rows = random(6);
    const size_t columns = 1 + random(4);
    const auto text = [&] {
      std::string made;
      for (uint64_t n = random(4); n > 0; --n) made += kPieces[random(kPieces.size())];
      return made;
    };
    std::vector<Column> made;
    CsvOptions options;
    for (size_t c = 0; c < columns; ++c) {
      // A name keeps no blanks that are outside quotes, and must be distinct.
      const std::string name = text() + std::to_string(c);
      if (random(2) == 0) {
        std::vector<double> numbers;
        for (size_t row = 0; row < rows; ++row) {
          const double any = bits_as<double>(splitmix64(state++));
          numbers.push_back(std::isfinite(any) && random(5) > 0 ? any : kEmptyCell);
        }
        made.push_back(Column::of_numbers(name, numbers));
      } else {
        std::vector<std::string> cells;
        for (size_t row = 0; row < rows; ++row) cells.push_back(text());
        made.push_back(Column::of_text(name, cells));
        options.text_columns.push_back(name);
      }
    }
    options.missing = std::vector<std::string>();
    const Table table("made", std::move(made));
    const std::string bytes = to_csv(table);
    const Table read = parse_csv(bytes, "made", options);
    expect_equal(table, read);
    EXPECT_EQ(to_csv(read), bytes);
    if (HasFatalFailure()) FAIL() << "trial " << trial << ":\n" << bytes;
  }
}

}  // namespace
}  // namespace glia::data
