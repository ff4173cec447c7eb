// The points of both curves against scikit-learn's (tools/golden/make_ranking_curves.py).
#include "glia/train/ranking_curves.h"

#include <gtest/gtest.h>

#include <cmath>

#include "glia/base/error_testing.h"
#include "glia/base/golden_testing.h"
#include "glia/train/ranking.h"

namespace glia::train {
namespace {

using nlohmann::json;

void expect_points(const json& c, const char* x, const char* y,
                   const std::vector<CurvePoint>& points) {
  const auto xs = flat<double>(c.at(x)), ys = flat<double>(c.at(y));
  ASSERT_EQ(points.size(), xs.size()) << c.at("name");
  for (size_t i = 0; i < xs.size(); ++i) {
    EXPECT_NEAR(points[i].x, xs[i], 1e-14) << c.at("name") << ": " << x << " " << i;
    EXPECT_NEAR(points[i].y, ys[i], 1e-14) << c.at("name") << ": " << y << " " << i;
  }
}

TEST(RankingCurves, EqualScikitLearns) {
  const json& cases = golden_file("ranking_curves.json").at("curves");
  EXPECT_EQ(cases.size(), 9U);
  for (const json& c : cases) {
    const auto scores = flat<double>(c.at("scores")), weights = flat<double>(c.at("weights"));
    const auto positive = flat<uint8_t>(c.at("positive"));
    const RankingCurves curves = ranking_curves(scores, positive, weights);
    expect_points(c, "fpr", "tpr", curves.roc);
    expect_points(c, "recall", "precision", curves.precision_recall);
    EXPECT_EQ(curves.thresholds, flat<double>(c.at("thresholds"))) << c.at("name");
    EXPECT_NEAR(curves.roc_auc.value, c.at("roc_auc").get<double>(), 1e-14) << c.at("name");
    EXPECT_NEAR(curves.average_precision.value, c.at("average_precision").get<double>(), 1e-14)
        << c.at("name");
    if (!weights.empty()) continue;
    // The same areas as where they are computed without points.
    const Ranking ranking(scores, positive);
    EXPECT_NEAR(curves.roc_auc.value, ranking.roc_auc().value, 1e-14) << c.at("name");
    EXPECT_NEAR(curves.average_precision.value, ranking.average_precision().value, 1e-14)
        << c.at("name");
  }
}

TEST(RankingCurves, ShareIsThePrecisionOfCallingAllPositive) {
  const RankingCurves curves =
      ranking_curves(std::vector<double>{0.3, 0.2, 0.1, 0.0}, std::vector<uint8_t>{0, 1, 0, 0});
  EXPECT_DOUBLE_EQ(curves.share, 0.25);
  EXPECT_EQ(curves.precision_recall.back(), (CurvePoint{1, 0.25}));
  EXPECT_EQ(curves.roc.back(), (CurvePoint{1, 1}));
}

TEST(RankingCurves, WithoutBothKindsThereIsNoCurveButAReason) {
  const std::vector<double> scores = {0.5, 0.25};
  const auto expect_none = [](const RankingCurves& curves, std::string_view reason) {
    EXPECT_TRUE(curves.roc.empty() && curves.precision_recall.empty());
    EXPECT_EQ(curves.roc_auc.reason, reason);
    EXPECT_EQ(curves.average_precision.reason, reason);
  };
  expect_none(ranking_curves({}, {}), kNoRows);
  expect_none(ranking_curves(scores, std::vector<uint8_t>{0, 0}), kNoPositives);
  expect_none(ranking_curves(scores, std::vector<uint8_t>{1, 1}), kNoNegatives);
  expect_none(ranking_curves(scores, std::vector<uint8_t>{1, 0}, std::vector<double>{0, 0}),
              kNoRows);
  expect_none(ranking_curves(std::vector<double>{0.5, std::nan("")}, std::vector<uint8_t>{1, 0}),
              kNotFinite);
}

TEST(RankingCurves, LengthsMustAgree) {
  const std::vector<double> scores = {0.5, 0.25};
  const std::vector<uint8_t> one = {1}, two = {1, 0};
  EXPECT_EQ(usage_message([&] { ranking_curves(scores, one); }),
            "ranking: 2 scores for 1 rows of truth");
  EXPECT_EQ(usage_message([&] { ranking_curves(scores, two, std::vector<double>{1}); }),
            "1 weights for 2 rows");
}

}  // namespace
}  // namespace glia::train
