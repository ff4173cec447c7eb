// The curves behind a score belong to it: their areas are its metrics.
#include "glia/session/answers.h"

#include <gtest/gtest.h>

#include <cmath>

#include "glia/session/train_session.h"

namespace glia::session {
namespace {

TrainResult result_of(const char* data, int64_t folds = 0) {
  TrainConfig config;
  config.data = data;
  config.out.clear();
  config.epochs = 3;
  config.threads = 1;
  config.importance = 0;
  config.baseline = "none";
  config.answers = true;
  config.folds = folds;
  return run_training(config, {}).result;
}

double mean_area(const TrainResult& result, bool roc) {
  double sum = 0;
  for (const RankedClass& each : result.answers.rankings)
    sum += roc ? each.curves.roc_auc.value : each.curves.average_precision.value;
  return sum / static_cast<double>(result.answers.rankings.size());
}

TEST(Answers, OfManyClassesAreEachAgainstTheRest) {
  const TrainResult result = result_of("penguins");
  ASSERT_EQ(result.answers.rankings.size(), 3U);
  EXPECT_EQ(result.answers.rankings[0].name, "Adelie");
  EXPECT_NEAR(mean_area(result, true), result.test.value("roc_auc"), 1e-12);
  EXPECT_NEAR(mean_area(result, false), result.test.value("pr_auc"), 1e-12);
  EXPECT_TRUE(result.answers.numbers.empty());
}

TEST(Answers, OfTwoClassesAreTheSecond) {
  const TrainResult result = result_of("circle");
  ASSERT_EQ(result.answers.rankings.size(), 1U);
  EXPECT_EQ(result.answers.rankings.front().name, result.labels[1]);
  EXPECT_NEAR(mean_area(result, true), result.test.value("roc_auc"), 1e-12);
  EXPECT_NEAR(mean_area(result, false), result.test.value("pr_auc"), 1e-12);
}

TEST(Answers, OfNumbersStandBesideTheirTruth) {
  const TrainResult result = result_of("exam-scores");
  ASSERT_EQ(result.answers.numbers.size(), 1U);
  const NumberPairs& pairs = result.answers.numbers.front();
  ASSERT_EQ(static_cast<int64_t>(pairs.truth.size()), result.test.rows);
  double off = 0;
  for (size_t i = 0; i < pairs.truth.size(); ++i)
    off += std::fabs(pairs.truth[i] - pairs.predicted[i]) / static_cast<double>(pairs.truth.size());
  EXPECT_NEAR(off, result.test.value("mae"), 1e-9);
}

TEST(Answers, OfFoldsHaveEveryRowOnce) {
  const TrainResult result = result_of("iris", 3);
  ASSERT_EQ(result.answers.rankings.size(), 3U);
  EXPECT_NEAR(result.answers.rankings[0].curves.share, 1.0 / 3, 1e-12);
}

TEST(Answers, AreLeftOutUnlessAskedFor) {
  TrainConfig config;
  config.data = "iris";
  config.out.clear();
  config.epochs = 1;
  EXPECT_TRUE(run_training(config, {}).result.answers.rankings.empty());
}

}  // namespace
}  // namespace glia::session
