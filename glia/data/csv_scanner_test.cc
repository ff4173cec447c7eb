#include "glia/data/csv_scanner.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "glia/base/file.h"

namespace glia::data {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows scan(std::string_view text, char delimiter) {
  Rows rows;
  CsvScanner scanner(text, "x.csv", delimiter, CsvLimits());
  while (scanner.next_record()) {
    rows.emplace_back();
    do {
      rows.back().emplace_back(scanner.next_field());
    } while (scanner.in_record());
  }
  EXPECT_EQ(scanner.position(), text.size());
  return rows;
}

TEST(CsvScanner, NothingInEmptyText) { EXPECT_EQ(scan("", ','), Rows()); }

TEST(CsvScanner, OneField) { EXPECT_EQ(scan("x", ','), Rows({{"x"}})); }

TEST(CsvScanner, DelimiterAtTheEndBeginsAnEmptyField) {
  EXPECT_EQ(scan("x,", ','), Rows({{"x", ""}}));
  EXPECT_EQ(scan(",", ','), Rows({{"", ""}}));
}

TEST(CsvScanner, CountsLinesFromTheGivenOne) {
  CsvScanner scanner("a\n\n\"b\nc\"\nd", "x.csv", ',', CsvLimits(), 7);
  std::vector<int64_t> lines;
  while (scanner.next_record()) {
    lines.push_back(scanner.record_line());
    scanner.next_field();
  }
  EXPECT_EQ(lines, std::vector<int64_t>({7, 9, 11}));
}

// 400 texts of Python's csv module; tools/golden/make_csv_fields.py made them.
TEST(CsvScanner, AgreesWithPython) {
  const std::string path = std::string(GLIA_SOURCE_DIR) + "/tests/data/csv_fields.json";
  const auto cases = nlohmann::json::parse(read_file(path, size_t{1} << 24));
  ASSERT_EQ(cases.size(), 400u);
  for (const auto& one : cases) {
    const auto text = one["text"].get<std::string>();
    const char delimiter = one["delimiter"].get<std::string>()[0];
    EXPECT_EQ(scan(text, delimiter), one["rows"].get<Rows>()) << one;
  }
}

}  // namespace
}  // namespace glia::data
