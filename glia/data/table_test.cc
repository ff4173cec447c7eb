#include "glia/data/table.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "glia/base/error_testing.h"
#include "glia/data/csv.h"

namespace glia::data {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Table sample() {
  return Table("made",
               {Column::of_numbers("x", {1, kNan, 3}), Column::of_text("y", {"a", "", "b"})});
}

TEST(Table, IsEmptyAtFirst) {
  const Table table;
  EXPECT_EQ(table.rows(), 0);
  EXPECT_EQ(table.columns(), 0);
  EXPECT_TRUE(table.empty());
  EXPECT_FALSE(table.find("x"));
}

TEST(Table, KnowsItsCells) {
  const Table table = sample();
  EXPECT_EQ(table.rows(), 3);
  EXPECT_EQ(table.names(), std::vector<std::string>({"x", "y"}));
  EXPECT_EQ(table.column("x").cell(0), "1");
  EXPECT_EQ(table.column("x").cell(1), "");
  EXPECT_TRUE(table.column("x").is_missing(1));
  EXPECT_EQ(table.column("y").cell(2), "b");
  EXPECT_EQ(table.column("y").missing_count(), 1);
  EXPECT_EQ(table.column("y").categories, std::vector<std::string>({"a", "b"}));
}

TEST(Table, NamesTheNearestColumn) {
  const Table table("p.csv", {Column::of_numbers("bill", {1}), Column::of_numbers("species", {1})});
  EXPECT_EQ(coded_message([&] { table.column("specie"); }),
            "2 p.csv: no column is named 'specie'; did you mean 'species'? (columns: 'bill', "
            "'species')");
  EXPECT_EQ(coded_message([&] { table.column("qqqqqq"); }),
            "2 p.csv: no column is named 'qqqqqq' (columns: 'bill', 'species')");
}

TEST(Table, ListsOnlySomeOfManyColumns) {
  std::vector<Column> columns;
  for (int i = 0; i < 25; ++i) columns.push_back(Column::of_numbers("c" + std::to_string(i), {}));
  const std::string message = coded_message([&] { Table("wide", columns).column("zzz"); });
  EXPECT_NE(message.find("'c19' and 5 more)"), std::string::npos) << message;
}

TEST(Table, RefusesColumnsThatDoNotFit) {
  const Column x = Column::of_numbers("x", {1, 2});
  EXPECT_EQ(coded_message([&] { Table("t", {x, x}); }), "3 t: columns 1 and 2 are both named 'x'");
  EXPECT_EQ(coded_message([&] {
              Table("t", {x, Column::of_numbers("y", {1})});
            }),
            "3 t: column 'x' has 2 rows, column 'y' has 1");
  EXPECT_EQ(coded_message([&] {
              Table("t", {x, Column::of_numbers("", {1, 2})});
            }),
            "3 t: column 2 has no name");
  Table table("t", {x});
  EXPECT_EQ(coded_message([&] { table.add_column(x); }), "3 t: columns 1 and 2 are both named 'x'");
  EXPECT_EQ(coded_message([&] { table.add_column(Column::of_numbers("y", {1})); }),
            "3 t: column 'x' has 2 rows, column 'y' has 1");
  EXPECT_EQ(table.columns(), 1);
  table.add_column(Column::of_numbers("y", {3, 4}));
  EXPECT_EQ(table.column("y").numbers, std::vector<double>({3, 4}));
}

TEST(Table, SelectsRowsInAnyOrder) {
  const Table part = sample().select_rows(std::vector<int64_t>{2, 0, 2});
  EXPECT_EQ(part.rows(), 3);
  EXPECT_EQ(part.column("x").numbers, std::vector<double>({3, 1, 3}));
  EXPECT_EQ(part.column("y").cell(0), "b");
  EXPECT_EQ(part.column("y").cell(1), "a");
  EXPECT_EQ(sample().select_rows(std::vector<int64_t>{}).rows(), 0);
}

TEST(Table, SelectsAndDropsColumns) {
  const Table table = sample();
  EXPECT_EQ(table.select_columns(std::vector<std::string>{"y", "x"}).names(),
            std::vector<std::string>({"y", "x"}));
  EXPECT_EQ(table.drop_columns(std::vector<std::string>{"x"}).names(),
            std::vector<std::string>({"y"}));
  EXPECT_EQ(table.drop_columns(std::vector<std::string>{"x", "y"}).columns(), 0);
  EXPECT_EQ(coded_message([&] {
              table.select_columns(std::vector<std::string>{"x", "x"});
            }),
            "2 made: column 'x' is named twice");
  EXPECT_EQ(coded_message([&] { table.drop_columns(std::vector<std::string>{"z"}); }).substr(0, 29),
            "2 made: no column is named 'z");
}

TEST(Table, RowsRememberTheirLines) {
  const Table table = parse_csv("a,b\n1,x\n\n2,\"y\nz\"\n3,w\n4,v\n", "t.csv");
  EXPECT_EQ(table.line(0), 2);
  EXPECT_EQ(table.line(1), 4);
  EXPECT_EQ(table.line(2), 6);
  EXPECT_EQ(table.line(3), 7);
  EXPECT_EQ(table.place(3), "t.csv:7");
  const Table part = table.select_rows(std::vector<int64_t>{3, 2, 2, 0});
  EXPECT_EQ(part.place(0), "t.csv:7");
  EXPECT_EQ(part.place(1), "t.csv:6");
  EXPECT_EQ(part.place(2), "t.csv:6");
  EXPECT_EQ(part.place(3), "t.csv:2");
  EXPECT_EQ(part.drop_columns(std::vector<std::string>{"a"}).line(0), 7);
  EXPECT_EQ(sample().place(0), "made, row 1");
}

}  // namespace
}  // namespace glia::data
