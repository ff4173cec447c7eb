// A text read through small windows ends as the same text read at once.
#include "glia/data/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/random.h"
#include "glia/data/case_file_testing.h"
#include "glia/data/csv_encoding.h"

namespace glia::data {
namespace {

// Nothing where it is refused.
std::optional<Table> read_by(size_t window_bytes, const std::string& text,
                             const CsvOptions& options) {
  const auto source = bytes_in_memory(text);
  try {
    TextWindow window(*source, window_bytes);
    return CsvReader(window, "t.csv", options, text.size()).read();
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<Table> read_at_once(const std::string& text, const CsvOptions& options) {
  try {
    return parse_csv(text, "t.csv", options);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string show(const std::optional<Table>& table) {
  if (!table) return "refused";
  std::string text = testing::show(*table);
  for (int64_t row = 0; row < table->rows(); ++row) text += " " + table->place(row);
  for (const std::string& name : table->names()) text += " " + table->column(name).why_text;
  return text;
}

// Of UTF-8: the window is given decoded text.
void expect_same_by_windows(const std::string& text, CsvOptions options) {
  options.encoding = "utf-8";
  const std::string expected = show(read_at_once(text, options));
  for (const size_t bytes : {4, 5, 7, 16, 33, 64, 200}) {
    const std::string actual = show(read_by(bytes, text, options));
    ASSERT_TRUE(actual == expected) << "window of " << bytes << ":\n"
                                    << text.substr(0, 300) << "\n"
                                    << actual.substr(0, 300) << "\n"
                                    << expected.substr(0, 300);
  }
}

TEST(CsvReader, WindowsOfAnySizeGiveTheSameTable) {
  const CsvOptions options;
  expect_same_by_windows("", options);
  expect_same_by_windows("a", options);
  expect_same_by_windows("a,b\n1,x\n", options);
  expect_same_by_windows("\xEF\xBB\xBFsep=;\r\na;b\r\n1,5;\"x\r\ny\"\r\n\r\n2;z", options);
  expect_same_by_windows("a\n1\n2\n3\nlate\n4\n", options);
  CsvOptions comma;
  comma.decimal = ',';  // no contradiction once the delimiter is in sight
  expect_same_by_windows(std::string(79, '{') + ";2\n", comma);
  expect_same_by_windows("sep=\"a\",b\n", options);
  std::string text = "number,late,quoted\n";
  for (int i = 0; i < 300; ++i) {
    text += std::to_string(i) + "," + (i == 250 ? "text" : "0" + std::to_string(i % 7)) + ",\"q" +
            std::to_string(i % 5) + (i % 3 == 0 ? "\"\"," : "\n") + "\"\n";
  }
  expect_same_by_windows(text, options);
  expect_same_by_windows(text + "1,2\n", options);
  expect_same_by_windows(text + "1,2,\"3\n", options);
  expect_same_by_windows(text + "1,2,\xFF\n", options);
}

TEST(CsvReader, CountsTheLinesInsideQuotes) {
  std::string text = "a,b\n";
  for (int i = 0; i < 100; ++i) text += "1,\"x\ny\r\nz\"\n2,y\n";
  const Table table = parse_csv(text, "t.csv");
  for (int64_t row = 0; row < 200; ++row) {
    ASSERT_EQ(table.line(row), 2 + row / 2 * 4 + row % 2 * 3);
  }
}

TEST(CsvReader, RandomTextsEndTheSameWay) {
  static const std::vector<std::string> pieces = {
      ",",   ",", ",", ";",    "\n",    "\n", "\r\n",  "\r",      "\"", "\"\"", " ",
      "\t",  "a", "1", "12.5", "1e400", "好", "\"x\"", "\"1,2\"", "NA", "-7",   "99999999999999999",
      "\xE5"};
  uint64_t state = 1;
  const auto random = [&state](uint64_t below) { return splitmix64(state++) % below; };
  for (int trial = 0; trial < 4000; ++trial) {
    std::string text;
    for (uint64_t n = random(40); n > 0; --n) text += pieces[random(pieces.size())];
    CsvOptions options;
    options.header = random(2) == 0;
    if (random(3) == 0) options.number_columns = {"a", "column1"};
    if (random(3) == 0) options.text_columns = {"a", "column2"};
    if (random(3) == 0) options.missing = std::vector<std::string>{"a", "-7"};
    expect_same_by_windows(text, options);
    if (HasFatalFailure()) FAIL() << "trial " << trial;
  }
}

// The first cell in the order of the file is the one that is named, whatever its column.
TEST(CsvReader, NamesTheFirstOfSeveralMistakes) {
  CsvOptions options;
  options.number_columns = {"a", "b"};
  const std::string rows = "a,b\n1,1\n1,1\n1,y\nx,1\n";
  for (const std::string& text :
       {rows, rows + std::string(100, '\n'), rows + "1\n" + std::string(99, '\n')}) {
    try {
      parse_csv(text, "t.csv", options);
      FAIL();
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()), "t.csv:4: column 'b': expected a number, found 'y'");
    }
  }
}

// A column that must be numbers takes rounded whole numbers, but no infinity.
TEST(CsvReader, AWholeNumberBeyondDoubleIsRefusedInAColumnOfNumbers) {
  CsvOptions options;
  options.number_columns = {"a"};
  const std::string most = "17976931348623157" + std::string(292, '0');
  const Table table = parse_csv("a\n" + most + "\n", "t.csv", options);
  EXPECT_EQ(table.column("a").numbers, std::vector<double>({std::numeric_limits<double>::max()}));
  const std::string beyond = "1" + std::string(309, '0');
  try {
    parse_csv("a\n1\n-" + beyond + "\n", "t.csv", options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), ::testing::StartsWith("t.csv:3: column 'a': expected a finite "
                                                    "number, at most about 1.8e308, found '-1000"));
  }
  EXPECT_TRUE(parse_csv("a\n" + beyond + "\n", "t.csv").column("a").is_text());
}

// Files take another way than texts in memory, and end in the same words.
TEST(CsvReader, AFileIsRefusedInTheSameWords) {
  const std::string path = ::testing::TempDir() + "glia csv reader.csv";
  std::string good = "a,b\n";
  for (int i = 0; i < 100000; ++i) good += "12,\"text\"\n";
  for (const std::string& bad :
       {std::string("1\n"), std::string("1,\"x\n"), std::string("1,\x81\n"),
        std::string("1,2\0\n", 5), std::string("1,\"2\"x\n")}) {
    const std::string text = good + bad + good;
    write_file_atomically(path, text);
    std::string expected, actual;
    try {
      parse_csv(text, path);
    } catch (const Error& error) {
      expected = error.what();
    }
    try {
      read_csv(path);
    } catch (const Error& error) {
      actual = error.what();
    }
    EXPECT_NE(expected, "");
    EXPECT_EQ(actual, expected);
  }
  std::remove(path.c_str());
}

}  // namespace
}  // namespace glia::data
