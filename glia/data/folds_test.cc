// Folds against what scikit-learn's splitters promise (tools/golden/make_splits.py).
#include "glia/data/folds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "glia/base/error.h"
#include "glia/base/golden_testing.h"

namespace glia::data {
namespace {

using nlohmann::json;

const json& golden_splits() { return golden_file("splits.json"); }

std::vector<int64_t> sizes_of(const std::vector<int32_t>& fold, int64_t folds) {
  std::vector<int64_t> sizes(static_cast<size_t>(folds));
  for (const int32_t f : fold) ++sizes.at(static_cast<size_t>(f));
  std::sort(sizes.begin(), sizes.end());
  return sizes;
}

TEST(Folds, SpreadClassesAsScikitLearnDoes) {
  for (const json& c : golden_splits().at("stratified")) {
    const auto classes = c.at("classes").get<std::vector<int32_t>>();
    const auto folds = c.at("folds").get<int64_t>();
    const auto most = static_cast<size_t>(*std::max_element(classes.begin(), classes.end()));
    for (int64_t repeat = 0; repeat < 3; ++repeat) {
      const auto fold =
          deal_folds(static_cast<int64_t>(classes.size()), classes, {folds, 7, repeat});
      std::vector<std::vector<int64_t>> counts(static_cast<size_t>(folds),
                                               std::vector<int64_t>(most + 1));
      for (size_t i = 0; i < fold.size(); ++i)
        ++counts.at(static_cast<size_t>(fold[i])).at(static_cast<size_t>(classes[i]));
      std::sort(counts.begin(), counts.end());
      EXPECT_EQ(counts, c.at("counts").get<std::vector<std::vector<int64_t>>>()) << c.at("name");
    }
  }
}

TEST(Folds, OfNumbersHaveScikitLearnsSizes) {
  for (const json& c : golden_splits().at("plain")) {
    const auto rows = c.at("rows").get<int64_t>(), folds = c.at("folds").get<int64_t>();
    EXPECT_EQ(sizes_of(deal_folds(rows, {}, {folds, 1, 0}), folds),
              c.at("sizes").get<std::vector<int64_t>>());
  }
}

TEST(Folds, OfGroupsAreWholeAndAsEvenAsScikitLearns) {
  for (const json& c : golden_splits().at("grouped")) {
    const auto groups = c.at("groups").get<std::vector<int32_t>>();
    const auto folds = c.at("folds").get<int64_t>();
    for (int64_t repeat = 0; repeat < 3; ++repeat) {
      const auto fold = deal_group_folds(groups, {folds, 3, repeat});
      for (size_t i = 0; i < groups.size(); ++i)
        for (size_t j = 0; j < i; ++j) EXPECT_TRUE(groups[i] != groups[j] || fold[i] == fold[j]);
      const auto sizes = sizes_of(fold, folds);
      EXPECT_GT(sizes.front(), 0);
      if (repeat > 0) continue;
      EXPECT_EQ(sizes, c.at("sizes").get<std::vector<int64_t>>()) << c.at("name");
    }
  }
}

TEST(Folds, RepeatsDifferAndSeedsRepeat) {
  const auto once = deal_folds(100, {}, {5, 1, 0});
  EXPECT_EQ(once, deal_folds(100, {}, {5, 1, 0}));
  EXPECT_NE(once, deal_folds(100, {}, {5, 1, 1}));
  EXPECT_NE(once, deal_folds(100, {}, {5, 2, 0}));
}

TEST(Folds, ThatCanNotBeAreRefused) {
  EXPECT_THROW(deal_folds(10, {}, {1, 0, 0}), Error);
  EXPECT_THROW(deal_folds(4, {}, {5, 0, 0}), Error);
  EXPECT_THROW(deal_group_folds(std::vector<int32_t>{0, 0, 1}, {3, 0, 0}), Error);
}

}  // namespace
}  // namespace glia::data
