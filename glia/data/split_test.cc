#include "glia/data/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include "glia/base/error_testing.h"
#include "glia/data/row_numbers.h"

namespace glia::data {
namespace {

std::array<size_t, 3> sizes(const Split& s) {
  return {s.train.size(), s.validation.size(), s.test.size()};
}

void expect_partition(const Split& s, int64_t n) {
  std::vector<int64_t> all;
  for (const auto* part : {&s.train, &s.validation, &s.test}) {
    EXPECT_TRUE(std::is_sorted(part->begin(), part->end()));
    all.insert(all.end(), part->begin(), part->end());
  }
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all, first_rows(n));
}

TEST(PartSizes, AreSeventyFifteenFifteen) {  // golden case 002-split-70-15-15
  const std::array<double, 3> ratios = {70, 15, 15};
  EXPECT_EQ(part_sizes(1000, ratios), (std::array<int64_t, 3>{700, 150, 150}));
  EXPECT_EQ(part_sizes(10000, ratios), (std::array<int64_t, 3>{7000, 1500, 1500}));
  EXPECT_EQ(part_sizes(0, ratios), (std::array<int64_t, 3>{0, 0, 0}));
  EXPECT_EQ(part_sizes(150, ratios), (std::array<int64_t, 3>{105, 23, 22}));
  EXPECT_EQ(part_sizes(20, ratios), (std::array<int64_t, 3>{14, 3, 3}));
}

TEST(PartSizes, AreQuotasRoundedAndSumToN) {
  for (const std::array<double, 3> ratios : std::initializer_list<std::array<double, 3>>{
           {70, 15, 15}, {1, 1, 1}, {0.8, 0.2, 0}, {1, 0, 0}, {60, 0, 40}, {0.1, 0.2, 0.3}}) {
    const double sum = ratios[0] + ratios[1] + ratios[2];
    for (int64_t n = 0; n < 500; ++n) {
      const auto counts = part_sizes(n, ratios);
      EXPECT_EQ(counts[0] + counts[1] + counts[2], n);
      for (size_t p = 0; p < 3; ++p)
        EXPECT_LT(
            std::abs(static_cast<double>(counts[p]) - static_cast<double>(n) * ratios[p] / sum),
            1.0)
            << n << " part " << p;
    }
  }
}

TEST(ParseRatios, ReadsThreeNumbers) {
  EXPECT_EQ(parse_ratios("70,15,15"), (std::array<double, 3>{70, 15, 15}));
  EXPECT_EQ(parse_ratios("0.8,0.2,0"), (std::array<double, 3>{0.8, 0.2, 0}));
  for (const char* wrong : {"", "70", "70,30", "70,15,15,0", "a,b,c", "70,15,", "70, 15,15"})
    EXPECT_EQ(message_of([&] { parse_ratios(wrong); }),
              std::string("split: expected three ratios such as 70,15,15; found '") + wrong + "'");
  for (const char* wrong : {"0,50,50", "70,-15,45", "nan,1,1", "inf,1,1"})
    EXPECT_NE(message_of([&] { parse_ratios(wrong); }).find("none negative"), std::string::npos);
}

TEST(Split, RefusesNoRows) {
  EXPECT_EQ(message_of([] { split_rows({}); }), "split: there is no row to train on");
}

TEST(Split, UsesAllRowsOfATinySet) {
  for (int64_t n = 1; n < 20; ++n) {
    const auto rows = first_rows(n);
    const std::vector<int32_t> classes(rows.size(), 0);
    for (const Split& s : {split_rows(rows), split_rows_by_class(rows, classes)}) {
      EXPECT_TRUE(s.whole);
      EXPECT_EQ(s.train, rows);
      EXPECT_EQ(s.validation, rows);
      EXPECT_TRUE(s.test.empty());
      ASSERT_EQ(s.notes.size(), 1u);
    }
  }
  EXPECT_FALSE(split_rows(first_rows(20)).whole);
  EXPECT_FALSE(split_rows(first_rows(5), {.whole_below = 0}).whole);
}

TEST(Split, IsAPartitionThatDependsOnTheSeedAlone) {
  const auto rows = first_rows(101);
  const Split a = split_rows(rows, {.seed = 7});
  const Split b = split_rows(rows, {.seed = 7});
  const Split c = split_rows(rows, {.seed = 8});
  expect_partition(a, 101);
  EXPECT_EQ(a.train, b.train);
  EXPECT_EQ(a.test, b.test);
  EXPECT_NE(a.test, c.test);
  EXPECT_TRUE(a.notes.empty());
}

TEST(Split, TakesRowNumbersAsTheyAre) {
  std::vector<int64_t> rows;
  for (int64_t i = 0; i < 40; ++i) rows.push_back(1000 + 3 * i);
  const Split s = split_rows(rows);
  for (const int64_t row : s.test) EXPECT_EQ(row % 3, 1000 % 3);
}

TEST(SplitByClass, KeepsProportionsOfClassesAndTotals) {
  std::vector<int32_t> classes;  // 68, 124, 152 rows: the penguins
  for (int i = 0; i < 152; ++i) classes.push_back(0);
  for (int i = 0; i < 68; ++i) classes.push_back(1);
  for (int i = 0; i < 124; ++i) classes.push_back(2);
  const auto rows = first_rows(344);
  for (uint64_t seed = 0; seed < 10; ++seed) {
    const Split s = split_rows_by_class(rows, classes, {.seed = seed});
    expect_partition(s, 344);
    for (size_t p = 0; p < 3; ++p)
      EXPECT_NEAR(static_cast<double>(sizes(s)[p]), 344 * (p == 0 ? 0.70 : 0.15), 1.0);
    std::map<int32_t, double> tested;
    for (const int64_t row : s.test) ++tested[classes[static_cast<size_t>(row)]];
    EXPECT_NEAR(tested[0], 152 * 0.15, 1.0);
    EXPECT_NEAR(tested[1], 68 * 0.15, 1.0);
    EXPECT_NEAR(tested[2], 124 * 0.15, 1.0);
  }
}

TEST(SplitByClass, RoundingDoesNotAddUpOverManyClasses) {
  std::vector<int32_t> classes;  // 50 classes of 3: each quota is 2.1, 0.45, 0.45
  for (int32_t i = 0; i < 150; ++i) classes.push_back(i / 3);
  const Split s = split_rows_by_class(first_rows(150), classes);
  expect_partition(s, 150);
  EXPECT_NEAR(static_cast<double>(s.train.size()), 105.0, 2.0);
  EXPECT_NEAR(static_cast<double>(s.validation.size()), 22.5, 2.0);
}

TEST(SplitByClass, GivesEveryClassATrainingRow) {
  std::vector<int32_t> classes(100, 0);
  for (const size_t rare : {3u, 50u, 51u, 99u}) classes[rare] = static_cast<int32_t>(rare);
  for (uint64_t seed = 0; seed < 50; ++seed) {
    const Split s = split_rows_by_class(first_rows(100), classes, {.seed = seed});
    for (const int64_t rare : {3, 50, 51, 99})
      EXPECT_TRUE(std::binary_search(s.train.begin(), s.train.end(), rare));
  }
}

TEST(SplitByClass, ReportsAnEmptyPart) {
  std::vector<int32_t> classes;
  for (int32_t i = 0; i < 30; ++i) classes.push_back(i);
  const Split s = split_rows_by_class(first_rows(30), classes);
  EXPECT_EQ(sizes(s), (std::array<size_t, 3>{30, 0, 0}));
  ASSERT_EQ(s.notes.size(), 2u);
  EXPECT_EQ(s.notes[0].text(), "too few rows for a validation part: it is empty");
  EXPECT_EQ(s.notes[1].text(), "too few rows for a test part: it is empty");
}

TEST(SplitByClass, LeavesOutPartsOfRatioZero) {
  const std::vector<int32_t> classes(40, 0);
  const Split s = split_rows_by_class(first_rows(40), classes, {.ratios = {80, 20, 0}});
  EXPECT_EQ(sizes(s), (std::array<size_t, 3>{32, 8, 0}));
  EXPECT_TRUE(s.notes.empty());
}

}  // namespace
}  // namespace glia::data
