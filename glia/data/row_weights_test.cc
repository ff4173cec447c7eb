// Weights from a column, and the cells that are none.
#include "glia/data/row_weights.h"

#include <gtest/gtest.h>

#include "glia/base/error_testing.h"
#include "glia/data/csv.h"
#include "glia/data/row_numbers.h"

namespace glia::data {
namespace {

Table weighted_table(const std::string& cells) { return parse_csv("w,y\n" + cells, "w.csv"); }

TEST(RowWeights, KeepTheirRatiosToTheBit) {
  const Table table = weighted_table("3,a\n0,b\n12,c\n0.1,d\n");
  const std::vector<float> weights = weights_of(table, "w", first_rows(4));
  EXPECT_EQ(weights, (std::vector<float>{3.0F / 16, 0, 12.0F / 16, 0.1F / 16}));
  EXPECT_EQ(weights_of(table, "w", std::vector<int64_t>{2, 0}),
            (std::vector<float>{12.0F / 16, 3.0F / 16}));
}

TEST(RowWeights, AreNeverTooLargeForAFloat) {
  const std::vector<float> weights =
      weights_of(weighted_table("1e300,a\n5e299,b\n0,c\n"), "w", first_rows(3));
  EXPECT_FLOAT_EQ(weights[1] / weights[0], 0.5F);
  EXPECT_LE(weights[0], 1);
  EXPECT_EQ(weights[2], 0);
  EXPECT_EQ(weights_of(weighted_table("0,a\n0,b\n"), "w", first_rows(2)),
            (std::vector<float>{0, 0}));
}

TEST(RowWeights, NameTheCellThatIsNone) {
  const auto refusal = [](const std::string& cells) {
    const Table table = weighted_table(cells);
    return coded_message([&] { weights_of(table, "w", first_rows(table.rows())); });
  };
  const std::string what = ": the column 'w' is a weight: expected a number of 0 or more, found ";
  EXPECT_EQ(refusal("1,a\n-2,b\n"), "3 w.csv:3" + what + "'-2'");
  EXPECT_EQ(refusal("1,a\n,b\n2,c\n"), "3 w.csv:3" + what + "''");
  EXPECT_EQ(refusal("1,a\nNaN,b\n2,c\n"), "3 w.csv:3" + what + "''");
  EXPECT_EQ(refusal("1,a\n2,b\nheavy,c\n"), "3 w.csv:4" + what + "'heavy'");
  EXPECT_EQ(refusal("2024-01-31,a\n2024-02-01,b\n"), "3 w.csv:2" + what + "'2024-01-31'");
  const Table table = weighted_table("1,a\n");
  EXPECT_EQ(coded_message([&] { weights_of(table, "weight", first_rows(1)); }),
            "2 w.csv: no column is named 'weight' (columns: 'w', 'y')");
}

// Text elsewhere, in a row that is not asked for.
TEST(RowWeights, OfTheRowsAskedForOnly) {
  const Table table = weighted_table("1,a\n?,b\nheavy,c\n4,d\n");
  EXPECT_EQ(weights_of(table, "w", std::vector<int64_t>{0, 3}),
            (std::vector<float>{1.0F / 8, 4.0F / 8}));
}

}  // namespace
}  // namespace glia::data
