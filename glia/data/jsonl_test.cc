#include "glia/data/jsonl.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/data/case_file_testing.h"
#include "glia/data/table_file.h"

namespace glia::data {
namespace {

TEST(Jsonl, EachCaseEndsAsWritten) {
  testing::run_cases("jsonl.cases", 45, [](const std::string& input, const CsvOptions& options) {
    return testing::show(parse_jsonl(input, "case.jsonl", options));
  });
}

// Fields of Python's csv module, written as JSON by nlohmann: the same table by both ways.
TEST(Jsonl, ReadsWhatACsvFileReads) {
  std::string csv = "n,t,late,gap\n";
  std::string lines;
  for (int i = 0; i < 20000; ++i) {
    const std::string late = i == 15000 ? "late" : std::to_string(i % 13);
    nlohmann::json row = {
        {"n", i * 0.5}, {"t", "文 \"" + std::to_string(i % 7) + "\""}, {"late", late}};
    csv += row["n"].dump() + ",\"文 \"\"" + std::to_string(i % 7) + "\"\"\"," + late + ",";
    if (i % 3 == 0) {
      row["gap"] = i;
      csv += std::to_string(i);
    }
    lines += row.dump() + "\n";
    csv += "\n";
  }
  const Table expected = parse_csv(csv, "t");
  // Through a file, in many windows; keys come sorted, so columns are found by name.
  const std::string path = ::testing::TempDir() + "glia lines.jsonl";
  write_file_atomically(path, lines);
  for (const Table& table : {parse_jsonl(lines, "t"), read_table(path)}) {
    ASSERT_EQ(table.rows(), expected.rows());
    ASSERT_EQ(table.columns(), 4);
    for (const std::string& name : expected.names()) {
      ASSERT_EQ(table.column(name).type, expected.column(name).type) << name;
      for (int64_t row = 0; row < table.rows(); ++row)
        ASSERT_EQ(table.column(name).cell(row), expected.column(name).cell(row)) << name << row;
    }
    EXPECT_EQ(table.line(19999), 20000);
  }
  std::remove(path.c_str());
}

TEST(Jsonl, ANearlyEmptyTableIsRefused) {
  std::string lines;
  for (int i = 0; i < 6000; ++i) lines += "{\"k" + std::to_string(i) + "\": 1}\n";
  try {
    parse_jsonl(lines, "t.jsonl");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kData);
    EXPECT_EQ(
        std::string(error.what()),
        "t.jsonl:4097: 4097 rows of 4097 columns, and fewer than one cell in 200 has a value: "
        "the rows have too little in common for a table");
  }
}

TEST(Jsonl, IsToldByItsContent) {
  EXPECT_TRUE(is_jsonl("{\"a\": 1}"));
  EXPECT_TRUE(is_jsonl("\n { \"a\": 1}"));
  EXPECT_TRUE(is_jsonl("{}"));
  EXPECT_FALSE(is_jsonl("{a},b\n"));
  EXPECT_FALSE(is_jsonl("a,b\n{\"a\": 1}\n"));
  EXPECT_FALSE(is_jsonl(""));
  EXPECT_FALSE(is_jsonl("{"));
}

}  // namespace
}  // namespace glia::data
