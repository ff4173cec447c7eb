#include "glia/tensor/shape.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "glia/base/error.h"
#include "glia/base/error_testing.h"

namespace glia {
namespace {

TEST(Dim, IsANumberOrASymbol) {
  EXPECT_FALSE(Dim(0).is_symbol());
  EXPECT_TRUE(Dim(3).is(3));
  EXPECT_TRUE(batch().is_symbol());
  EXPECT_EQ(Dim(3), Dim(int64_t{3}));
  EXPECT_EQ(batch(), Dim::symbol("batch"));
  EXPECT_FALSE(batch() == Dim::symbol("time"));
  EXPECT_FALSE(batch() == Dim(1));
  EXPECT_EQ(batch().to_string(), "batch");
  EXPECT_EQ(Dim(17).to_string(), "17");
  EXPECT_EQ(Dim(-2).to_string(), "-2");
}

TEST(Shape, PrintsAndCounts) {
  EXPECT_EQ(Shape().to_string(), "[]");
  EXPECT_EQ(Shape().count(), 1);
  EXPECT_EQ((Shape{batch(), 784}).to_string(), "[batch, 784]");
  EXPECT_EQ((Shape{2, 3, 4}).count(), 24);
  EXPECT_EQ((Shape{2, 0, 4}).count(), 0);
  EXPECT_TRUE((Shape{2, 3}).is_static());
  EXPECT_FALSE((Shape{2, batch()}).is_static());
}

TEST(Shape, CountsUpTo2To62) {
  const int64_t big = int64_t{1} << 31;
  EXPECT_EQ((Shape{big, big}).count(), int64_t{1} << 62);
  EXPECT_EQ((Shape{big, big, big, 0}).count(), 0);
  EXPECT_EQ(message_of([&] {
              (void)Shape{big, big, 2}.count();
            }),
            "shape [2147483648, 2147483648, 2] has more than 2^62 elements");
}

// What numpy.broadcast_shapes gives; an empty result is a refusal.
TEST(Broadcast, FollowsNumPy) {
  struct Row {
    Shape a, b;
    std::optional<Shape> result;
  };
  const Row rows[] = {
      {{}, {}, Shape{}},
      {{}, {3}, Shape{3}},
      {{3}, {3}, Shape{3}},
      {{1}, {3}, Shape{3}},
      {{0}, {1}, Shape{0}},
      {{1}, {0}, Shape{0}},
      {{0}, {}, Shape{0}},
      {{0}, {0}, Shape{0}},
      {{2, 3}, {3}, Shape{2, 3}},
      {{2, 1}, {1, 3}, Shape{2, 3}},
      {{2, 1}, {3}, Shape{2, 3}},
      {{256, 256, 3}, {3}, Shape{256, 256, 3}},
      {{8, 1, 6, 1}, {7, 1, 5}, Shape{8, 7, 6, 5}},
      {{5, 4}, {1}, Shape{5, 4}},
      {{15, 3, 5}, {15, 1, 5}, Shape{15, 3, 5}},
      {{15, 3, 5}, {3, 1}, Shape{15, 3, 5}},
      {{1, 1}, {}, Shape{1, 1}},
      {{4, 0}, {1, 1}, Shape{4, 0}},
      {{3}, {4}, std::nullopt},
      {{2, 1}, {8, 4, 3}, std::nullopt},
      {{0}, {2}, std::nullopt},
      {{2, 3}, {2}, std::nullopt},
      {{3, 2}, {0, 2}, std::nullopt},
  };
  for (const Row& row : rows) {
    for (const bool swapped : {false, true}) {
      const Shape& a = swapped ? row.b : row.a;
      const Shape& b = swapped ? row.a : row.b;
      SCOPED_TRACE(a.to_string() + " " + b.to_string());
      if (row.result)
        EXPECT_EQ(broadcast_shapes("add", a, b), *row.result);
      else
        EXPECT_THROW(broadcast_shapes("add", a, b), Error);
    }
  }
}

TEST(Broadcast, KeepsSymbols) {
  EXPECT_EQ(broadcast_shapes("add", {batch(), 3}, {3}), (Shape{batch(), 3}));
  EXPECT_EQ(broadcast_shapes("add", {1, 3}, {batch(), 1}), (Shape{batch(), 3}));
  EXPECT_EQ(broadcast_shapes("add", {batch()}, {batch()}), (Shape{batch()}));
  EXPECT_EQ(message_of([] { broadcast_shapes("add", {batch()}, {3}); }),
            "add: shapes [batch] and [3] do not broadcast: batch against 3 in dimension 1 from the "
            "right; sizes must be equal or 1");
  EXPECT_EQ(
      message_of([] {
        broadcast_shapes("mul", {batch(), 2}, {Dim::symbol("time"), 2});
      }),
      "mul: shapes [batch, 2] and [time, 2] do not broadcast: batch against time in dimension "
      "2 from the right; sizes must be equal or 1");
}

TEST(NormalizeAxis, CountsFromBothEnds) {
  EXPECT_EQ(normalize_axis("sum", 0, 3), 0);
  EXPECT_EQ(normalize_axis("sum", 2, 3), 2);
  EXPECT_EQ(normalize_axis("sum", -1, 3), 2);
  EXPECT_EQ(normalize_axis("sum", -3, 3), 0);
  EXPECT_EQ(message_of([] { normalize_axis("sum", 3, 3); }),
            "sum: axis 3 is outside a value of rank 3; expected -3 to 2");
  EXPECT_EQ(message_of([] { normalize_axis("max", -1, 0); }),
            "max: axis -1 is outside a value of rank 0; it has no axes");
}

}  // namespace
}  // namespace glia
