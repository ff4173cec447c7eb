// Distinct rows against pandas' drop_duplicates, recorded below with what made it.
#include "glia/data/duplicates.h"

#include <gtest/gtest.h>

#include <cmath>

namespace glia::data {
namespace {

// import pandas as pd, numpy as np
// d = pd.DataFrame({"a": [1, 1, np.nan, -0.0, 0.0, np.nan, 1], "b": list("xyzxxzx")})
// print(d.drop_duplicates().index.tolist())  ->  [0, 1, 2, 3]
TEST(Duplicates, AreThoseOfPandas) {
  const double none = std::nan("");
  const Table table("t", {Column::of_numbers("a", {1, 1, none, -0.0, 0.0, none, 1}),
                          Column::of_text("b", {"x", "y", "z", "x", "x", "z", "x"})});
  EXPECT_EQ(distinct_rows(table), (std::vector<int64_t>{0, 1, 2, 3}));
}

TEST(Duplicates, OfNoRowsAreNone) {
  EXPECT_TRUE(distinct_rows(Table("t", {Column::of_numbers("a", {})})).empty());
}

}  // namespace
}  // namespace glia::data
