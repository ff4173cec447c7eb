// Splits by group and by time: what scikit-learn's GroupShuffleSplit and a sorted column promise.
#include "glia/data/split_by.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "glia/base/error.h"
#include "glia/base/random.h"
#include "glia/data/row_numbers.h"

namespace glia::data {
namespace {

// 0: train, 1: validation, 2: test, -1: nowhere.
std::vector<int> part_of(const Split& split, int64_t n) {
  std::vector<int> part(static_cast<size_t>(n), -1);
  int p = 0;
  for (const auto* rows : {&split.train, &split.validation, &split.test}) {
    for (const int64_t row : *rows) {
      EXPECT_EQ(part.at(static_cast<size_t>(row)), -1) << "twice";
      part.at(static_cast<size_t>(row)) = p;
    }
    ++p;
  }
  EXPECT_EQ(std::count(part.begin(), part.end(), -1), 0);
  return part;
}

TEST(SplitByGroup, KeepsGroupsWholeAndSharesNear) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    std::vector<int32_t> groups;
    for (uint64_t i = 0; i < 300; ++i)
      groups.push_back(static_cast<int32_t>(random_word(seed, 1, 0, i) % 40));
    SplitOptions options;
    options.seed = seed;
    const Split split = split_rows_by_group(first_rows(300), groups, options);
    const std::vector<int> part = part_of(split, 300);
    std::map<int32_t, std::set<int>> parts;
    std::map<int32_t, int64_t> sizes;
    for (size_t i = 0; i < groups.size(); ++i) {
      parts[groups[i]].insert(part[i]);
      ++sizes[groups[i]];
    }
    int64_t largest = 0;
    for (const auto& [group, where] : parts) EXPECT_EQ(where.size(), 1u);
    for (const auto& [group, size] : sizes) largest = std::max(largest, size);
    const auto wanted = part_sizes(300, options.ratios);
    EXPECT_LE(std::llabs(static_cast<int64_t>(split.test.size()) - wanted[2]), largest);
    EXPECT_LE(std::llabs(static_cast<int64_t>(split.validation.size()) - wanted[1]), largest);
  }
}

TEST(SplitByGroup, ThreeGroupsFillThreeParts) {
  const Split split =
      split_rows_by_group(first_rows(9), std::vector<int32_t>{0, 0, 0, 0, 0, 1, 1, 2, 2});
  for (const auto* part : {&split.train, &split.validation, &split.test})
    EXPECT_FALSE(part->empty());
  EXPECT_TRUE(split.notes.empty());
  EXPECT_FALSE(split_rows_by_group(first_rows(4), std::vector<int32_t>{0, 0, 1, 1}).notes.empty());
}

TEST(SplitByGroup, AMissingGroupStandsAlone) {
  const Table table("t.csv", {Column::of_text("g", {"a", "", "a", "b", ""})});
  EXPECT_EQ(groups_of(table, "g", first_rows(5)), (std::vector<int32_t>{0, 1, 0, 2, 3}));
  const Table one("t.csv", {Column::of_text("g", {"a", "a"})});
  EXPECT_THROW(groups_of(one, "g", first_rows(2)), Error);
}

TEST(SplitByTime, TestsOnTheLatest) {
  // 0, 37, 74, 10 ... in a scattered order.
  std::vector<double> times;
  for (int i = 0; i < 101; ++i) times.push_back(i * 37 % 101);
  const std::vector<int> part = part_of(split_rows_by_time(first_rows(101), times), 101);
  for (size_t i = 0; i < times.size(); ++i)
    EXPECT_EQ(part[i], times[i] < 71 ? 0 : times[i] < 86 ? 1 : 2) << times[i];
}

TEST(SplitByTime, PartsNoMoment) {
  std::vector<double> times;
  for (int i = 0; i < 100; ++i) times.push_back(static_cast<double>(i / 9));
  const std::vector<int> part = part_of(split_rows_by_time(first_rows(100), times), 100);
  for (size_t i = 1; i < times.size(); ++i) {
    EXPECT_LE(part[i - 1], part[i]);
    EXPECT_TRUE(times[i] != times[i - 1] || part[i] == part[i - 1]);
  }
  EXPECT_EQ(part.back(), 2);
  EXPECT_THROW(split_rows_by_time(first_rows(3), std::vector<double>{1, 1, 1}), Error);
}

TEST(SplitByTime, DatesAreOrderedAsTheyFollow) {
  const std::vector<std::string> dates = {"2023-12-31",          "2024-01-01",
                                          "2024-01-01 08:30",    "2024/01/01 08:31",
                                          "2024-01-01T08:31:01", "2024-10-02"};
  const Table table("t.csv", {Column::of_text("day", dates)});
  const std::vector<double> times = times_of(table, "day", first_rows(6));
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
  EXPECT_EQ(std::set<double>(times.begin(), times.end()).size(), 6u);
  for (const char* bad : {"31.12.2023", "2024-01", "soon", "2024-01-01 8:30", ""}) {
    const Table wrong("t.csv", {Column::of_text("day", {"2024-01-01", bad})});
    EXPECT_THROW(times_of(wrong, "day", first_rows(2)), Error) << bad;
  }
}

}  // namespace
}  // namespace glia::data
