// What tests/data/csv.cases cannot say in a line: sizes, files, reasons, codes.
#include "glia/data/csv.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/format.h"

namespace glia::data {
namespace {

TEST(Csv, ReadsAFile) {
  const std::string path = ::testing::TempDir() + "glia csv 表.csv";
  write_file_atomically(path, "a,b\n1,x\n");
  const Table table = read_csv(path);
  EXPECT_EQ(table.origin(), path);
  EXPECT_EQ(table.rows(), 1);
  std::remove(path.c_str());
}

TEST(Csv, AFileThatIsNotThereFails) {
  try {
    read_csv("/nowhere/at all.csv");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kFailed);
    EXPECT_EQ(std::string(error.what()),
              "/nowhere/at all.csv: can't open: No such file or directory");
  }
}

TEST(Csv, SaysWhyAColumnIsText) {
  const Table table = parse_csv("a,b,c,d\n1,1,x,1\n2,9007199254740993,y,2\noops,2,z,3\n", "t.csv");
  EXPECT_EQ(table.column("a").why_text, "'oops' at line 4");
  EXPECT_EQ(table.column("b").why_text,
            "'9007199254740993' at line 3, a whole number too long to keep exactly");
  EXPECT_EQ(table.column("c").why_text, "'x' at line 2");
  EXPECT_EQ(table.column("d").why_text, "");
}

TEST(Csv, CategoriesStandInOrderOfFirstAppearance) {
  // The third column meets text late, after both 2 and 1 were seen.
  const Table table = parse_csv("a,b,c\nq,1,2\np,2,1\nq,3,x\nr,4,1\n", "t.csv");
  EXPECT_EQ(table.column("a").categories, std::vector<std::string>({"q", "p", "r"}));
  EXPECT_EQ(table.column("a").codes, std::vector<int32_t>({0, 1, 0, 2}));
  EXPECT_EQ(table.column("c").categories, std::vector<std::string>({"2", "1", "x"}));
  EXPECT_EQ(table.column("c").codes, std::vector<int32_t>({0, 1, 2, 1}));
}

TEST(Csv, ManyRowsWithLateText) {
  std::string text = "n,t,m\n";
  for (int i = 0; i < 5000; ++i) {
    fmt::format_to(std::back_inserter(text), "{},{},{}\n", i,
                   i == 3000 ? "late" : "0" + std::to_string(i % 7), i % 3 == 0 ? "" : "1.5");
  }
  const Table table = parse_csv(text, "t.csv");
  ASSERT_EQ(table.rows(), 5000);
  EXPECT_TRUE(table.column("n").is_number());
  EXPECT_EQ(table.column("n").numbers[4999], 4999);
  EXPECT_EQ(table.column("t").why_text, "'late' at line 3002");
  EXPECT_EQ(table.column("t").cell(2999), "03");
  EXPECT_EQ(table.column("t").cell(3000), "late");
  EXPECT_EQ(table.column("t").cell(3001), "05");
  EXPECT_EQ(table.column("t").categories.size(), 8u);
  EXPECT_EQ(table.column("m").missing_count(), 1667);
}

TEST(Csv, ManyCategories) {
  std::string text = "id\n";
  for (int i = 0; i < 20000; ++i)
    fmt::format_to(std::back_inserter(text), "key-{}\n", i * 7919 % 20011);
  const Table table = parse_csv(text, "t.csv");
  EXPECT_EQ(table.column("id").categories.size(), 20000u);
  EXPECT_EQ(table.column("id").cell(12345), "key-" + std::to_string(12345 * 7919 % 20011));
}

TEST(Csv, OneFieldOfMegabytes) {
  const std::string big(10'000'000, 'x');
  EXPECT_EQ(parse_csv("a,b\n" + big + ",1\n", "t.csv").column("a").cell(0), big);
  EXPECT_EQ(parse_csv("a,b\n\"" + big + "\",1\n", "t.csv").column("a").cell(0), big);
  try {
    parse_csv("a,b\n\"" + std::string(100'000'000, 'x') + "\",1\n", "t.csv");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              "t.csv:2: a field is longer than 16777216 bytes (at least 100000000); is a closing "
              "quote missing?");
  }
}

TEST(Csv, AHundredThousandColumns) {
  std::string names = "c0";
  std::string cells = "0";
  for (int i = 1; i < 100000; ++i) {
    fmt::format_to(std::back_inserter(names), ",c{}", i);
    fmt::format_to(std::back_inserter(cells), ",{}", i);
  }
  const Table table = parse_csv(names + "\n" + cells + "\n" + cells + "\n", "t.csv");
  EXPECT_EQ(table.columns(), 100000);
  EXPECT_EQ(table.rows(), 2);
  EXPECT_EQ(table.column(99999).numbers[1], 99999);
}

TEST(Csv, AMillionColumnsAreRefused) {
  std::string names = "c0";
  for (int i = 1; i < 1000000; ++i) fmt::format_to(std::back_inserter(names), ",c{}", i);
  try {
    parse_csv(names + "\n", "t.csv");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()), "t.csv:1: more than 131072 columns");
  }
}

// One cell with every byte in its place: a table or a refusal, never anything else.
TEST(Csv, AnyByteAnywhere) {
  const std::string good = "a,b\n1,\"x\"\n2,y\n";
  for (size_t at = 0; at < good.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string bytes = good;
      bytes[at] = static_cast<char>(byte);
      try {
        parse_csv(bytes, "t.csv");
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kData) << error.what();
        EXPECT_EQ(std::string(error.what()).substr(0, 6), "t.csv:") << error.what();
      }
    }
  }
}

TEST(Csv, EveryPrefix) {
  const std::string good = "\xEF\xBB\xBF\"a\",b\r\n1,\"x \"\"y\"\"\nz\"\r\n好,y\r\n";
  for (size_t size = 0; size < good.size(); ++size) {
    try {
      parse_csv(good.substr(0, size), "t.csv");
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kData) << error.what();
    }
  }
}

TEST(Csv, KnowsAHeaderThatLooksLikeData) {
  EXPECT_TRUE(header_looks_like_data(parse_csv("5.1,3.5,1\n4.9,3.0,2\n", "t.csv")));
  EXPECT_FALSE(header_looks_like_data(parse_csv("5.1,3.5,setosa\n4.9,3.0,x\n", "t.csv")));
  EXPECT_FALSE(header_looks_like_data(Table()));
}

}  // namespace
}  // namespace glia::data
