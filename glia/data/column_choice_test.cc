#include "glia/data/column_choice.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "glia/data/csv.h"

namespace glia::data {
namespace {

using Names = std::vector<std::string>;

struct Result {
  Names used;
  std::vector<DataWarning> warnings;

  Names left_out(WarningKind kind) const {
    for (const DataWarning& warning : warnings)
      if (warning.kind == kind) return warning.columns;
    return {};
  }
};

Result choose(const Table& table, const ColumnRules& rules = {}) {
  std::vector<int64_t> rows(static_cast<size_t>(table.rows()));
  std::iota(rows.begin(), rows.end(), 0);
  std::vector<int64_t> columns(static_cast<size_t>(table.columns()));
  std::iota(columns.begin(), columns.end(), 0);
  ColumnChoice choice = choose_columns(table, rows, columns, rules);
  Result result;
  for (const int64_t index : choice.used) result.used.push_back(table.column(index).name);
  result.warnings = std::move(choice.warnings);
  return result;
}

// n rows; `row(i)` is a line.
template <class Row>
Table table_of(const std::string& header, int n, const Row& row) {
  std::string csv = header + "\n";
  for (int i = 0; i < n; ++i) csv += row(i) + "\n";
  return parse_csv(csv, "t.csv");
}

std::string s(int i) { return std::to_string(i); }

TEST(ColumnChoice, LeavesOutWhatSaysNothing) {
  const Table table = table_of("a,empty,constant,sometimes,word", 30, [](int i) {
    return s(i % 7) + ",,5," + (i % 2 ? "5" : "") + "," + (i % 3 ? "yes" : "");
  });
  const Result result = choose(table);
  EXPECT_EQ(result.used, (Names{"a", "word"}));
  EXPECT_EQ(result.left_out(WarningKind::kNoValues), Names{"empty"});
  EXPECT_EQ(result.left_out(WarningKind::kConstant), (Names{"constant", "sometimes"}));
  EXPECT_EQ(result.left_out(WarningKind::kMissingValues), Names{"word"});
  ColumnRules rules;
  rules.missing_numbers_show = true;
  rules.missing_texts_show = false;
  EXPECT_EQ(choose(table, rules).used, (Names{"a", "sometimes"}));
}

TEST(ColumnChoice, LeavesOutFreeTextAndNames) {
  const Table table = table_of("many,name,few", 120, [](int i) {
    return "t" + s(i % 51) + ",name" + s(i) + ",u" + s(i % 50);
  });
  const Result result = choose(table);
  EXPECT_EQ(result.used, Names{"few"});
  EXPECT_EQ(result.left_out(WarningKind::kManyTexts), Names{"many"});
  EXPECT_EQ(result.left_out(WarningKind::kIdentifier), Names{"name"});
  EXPECT_EQ(result.warnings[0].message.text(),
            "left out, more than 50 different texts (--use takes them in): 'many'");
  ColumnRules rules;
  rules.keep = {"many", "name"};
  EXPECT_EQ(choose(table, rules).used, (Names{"many", "name", "few"}));
}

TEST(ColumnChoice, TellsSentencesFromNames) {
  const Table table = table_of("remark,note,code,x", 60, [](int i) {
    return "it was the " + s(i) + "th time that we met,第" + s(i) +
           "次见面的时候天气很好大家都很高兴,k" + s(i) + "," + s(i % 7);
  });
  const Result result = choose(table);
  EXPECT_EQ(result.used, Names{"x"});
  EXPECT_EQ(result.left_out(WarningKind::kFreeText), (Names{"remark", "note"}));
  EXPECT_EQ(result.left_out(WarningKind::kIdentifier), Names{"code"});
}

TEST(ColumnChoice, LeavesOutNumbersOfRows) {
  const Table table = table_of("row,nr,PassengerId,year,x,humid", 30, [](int i) {
    return s(i) + "," + s(i + 1) + "," + s(7 * i % 31 + 100) + "," + s(1990 + i) + "," +
           s(i * i % 11) + "," + s(60 - i);
  });
  const Result result = choose(table);
  EXPECT_EQ(result.used, (Names{"year", "x", "humid"}));
  EXPECT_EQ(result.left_out(WarningKind::kIdentifier), (Names{"row", "nr", "PassengerId"}));
}

TEST(ColumnChoice, KeepsTheOnlyColumnAndTinyTables) {
  EXPECT_EQ(choose(table_of("x", 30, s)).used, Names{"x"});
  EXPECT_EQ(choose(table_of("id,x", 4, [](int i) { return s(i) + "," + s(i); })).used,
            (Names{"id", "x"}));
}

TEST(ListColumns, NamesSomeAndCountsTheRest) {
  EXPECT_EQ(list_columns({}).text(), "");
  EXPECT_EQ(list_columns({"a"}).text(), "'a'");
  EXPECT_EQ(list_columns({"a", "b"}).text(), "'a' and 'b'");
  EXPECT_EQ(list_columns({"a", "b", "c"}, 1).text(), "'a' and 2 more");
  EXPECT_EQ(list_columns({"a", "b", "c"}, 2).text(), "'a', 'b' and 'c'");
}

}  // namespace
}  // namespace glia::data
