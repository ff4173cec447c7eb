// Intervals against SciPy (Wilson), against theory (bootstrap of a mean), and at the edges.
#include "glia/train/intervals.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "glia/base/error.h"
#include "glia/base/golden_testing.h"
#include "glia/base/random.h"
#include "glia/train/metrics.h"

namespace glia::train {
namespace {

double normal(uint64_t stream, uint64_t i) {
  const auto words = random_words(7, stream, 0, i);
  return std::sqrt(-2 * std::log(1.0 - uniform01(words[0]))) *
         std::cos(2 * std::numbers::pi * uniform01(words[1]));
}

TEST(Wilson, EqualsSciPy) {
  const nlohmann::json& golden = golden_file("metrics.json");
  EXPECT_EQ(golden.at("wilson").size(), 14u);
  for (const auto& c : golden.at("wilson")) {
    const Interval i = wilson_interval(c.at("hits"), c.at("rows"), c.at("level"));
    EXPECT_NEAR(i.low, c.at("low").get<double>(), 1e-12) << c;
    EXPECT_NEAR(i.high, c.at("high").get<double>(), 1e-12) << c;
  }
}

TEST(Wilson, Edges) {
  EXPECT_EQ(wilson_interval(0, 0).reason, kNoRows);
  EXPECT_EQ(wilson_interval(0, 5).low, 0.0);
  EXPECT_EQ(wilson_interval(5, 5).high, 1.0);
  EXPECT_THROW(wilson_interval(6, 5), Error);
  EXPECT_THROW(wilson_interval(1, 5, 1.0), Error);
}

TEST(Bootstrap, FewRowsOrUndefinedDrawsGiveNone) {
  const Statistics zero = [](auto, std::span<double> values) { values[0] = 0; };
  const Statistics never = [](auto, std::span<double> values) { values[0] = std::nan(""); };
  EXPECT_EQ(bootstrap_intervals(0, 1, zero)[0].reason, kNoRows);
  EXPECT_EQ(bootstrap_intervals(1, 1, zero)[0].reason, kTooFewRows);
  EXPECT_TRUE(bootstrap_intervals(2, 1, zero)[0].defined());
  EXPECT_EQ(bootstrap_intervals(2, 1, never)[0].reason, "too few rows for an interval");
}

// What is drawn from rows that are all alike is no news of others; Wilson's interval of a share is.
TEST(Intervals, OfRowsWithoutASpreadAreNone) {
  const std::vector<int32_t> truth = {0, 1, 0, 1, 0, 1, 0, 1};
  std::vector<double> p;
  for (const int32_t t : truth) {
    p.push_back(t == 0 ? 0.9 : 0.2);
    p.push_back(t == 0 ? 0.1 : 0.8);
  }
  const auto i = classification_intervals(truth, p, 2);
  for (const Interval& none : {i.f1_macro, i.roc_auc, i.pr_auc}) {
    EXPECT_FALSE(none.defined());
    EXPECT_TRUE(std::isnan(none.low) && std::isnan(none.high));
  }
  EXPECT_NEAR(i.accuracy.low, 8 / (8 + 3.8415), 1e-4);  // n / (n + z^2)
  EXPECT_LT(i.loss.low, i.loss.high);
  const std::vector<double> numbers = {1, 2, 3, 5};
  for (const Interval& none :
       {regression_intervals(numbers, numbers).mse, regression_intervals(numbers, numbers).r2})
    EXPECT_FALSE(none.defined());
}

TEST(Bootstrap, DrawsAsManyRowsAsThereAreAndEachAsLikely) {
  constexpr int64_t kRows = 11;
  std::vector<int64_t> drawn(kRows);
  bootstrap_intervals(kRows, 1, [&](std::span<const int32_t> times, std::span<double> values) {
    int64_t sum = 0;
    for (size_t i = 0; i < times.size(); ++i) {
      sum += times[i];
      drawn[i] += times[i];
    }
    EXPECT_EQ(sum, kRows);
    values[0] = 0;
  });
  for (const int64_t d : drawn) EXPECT_NEAR(static_cast<double>(d), 1000, 130);  // 4 sigma
}

// For a mean of many rows the interval is mean +- 1.96 s / sqrt(n).
TEST(Bootstrap, AgreesWithTheNormalIntervalOfAMean) {
  constexpr size_t kRows = 400;
  std::vector<double> truth(kRows), predicted(kRows);
  double sum = 0, squares = 0;
  for (size_t i = 0; i < kRows; ++i) {
    truth[i] = normal(1, i);
    predicted[i] = truth[i] + normal(2, i);
    const double e = std::pow(truth[i] - predicted[i], 2);
    sum += e / kRows;
    squares += e * e / kRows;
  }
  const double half = 1.96 * std::sqrt((squares - sum * sum) / kRows);
  const auto i = regression_intervals(truth, predicted);
  EXPECT_NEAR(i.mse.low, sum - half, 0.15 * half);
  EXPECT_NEAR(i.mse.high, sum + half, 0.15 * half);
  EXPECT_LT(i.r2.low, r_squared(truth, predicted).value);
  EXPECT_GT(i.r2.high, r_squared(truth, predicted).value);
  EXPECT_LT(i.mae.low, i.mae.high);
}

TEST(Bootstrap, SameSeedSameIntervalOtherSeedOther) {
  std::vector<double> truth, predicted;
  for (uint64_t i = 0; i < 50; ++i) {
    truth.push_back(normal(1, i));
    predicted.push_back(truth.back() + normal(2, i));
  }
  const auto a = regression_intervals(truth, predicted, 1, {.seed = 3});
  const auto b = regression_intervals(truth, predicted, 1, {.seed = 3});
  const auto c = regression_intervals(truth, predicted, 1, {.seed = 4});
  EXPECT_EQ(a.mse.low, b.mse.low);
  EXPECT_EQ(a.r2.low, b.r2.low);
  EXPECT_NE(a.mse.low, c.mse.low);
}

TEST(Intervals, HoldTheValueOfEachClassificationMetric) {
  std::vector<int32_t> truth;
  std::vector<double> p;
  for (uint64_t i = 0; i < 150; ++i) {
    truth.push_back(static_cast<int32_t>(i % 3));
    double z[3], sum = 0;
    for (uint64_t c = 0; c < 3; ++c) {
      z[c] = std::exp(normal(c, i) + (i % 3 == c ? 1.5 : 0.0));
      sum += z[c];
    }
    for (const double e : z) p.push_back(e / sum);
  }
  const auto m = classification_metrics(truth, p, 3);
  const auto i = classification_intervals(truth, p, 3);
  const auto holds = [](const Interval& interval, const Score& score) {
    EXPECT_TRUE(interval.defined()) << interval.reason;
    EXPECT_LT(interval.low, score.value);
    EXPECT_GT(interval.high, score.value);
    EXPECT_LT(interval.high - interval.low, 0.35);
  };
  holds(i.loss, m.loss);
  holds(i.accuracy, m.accuracy);
  holds(i.precision_macro, m.precision_macro);
  holds(i.recall_macro, m.recall_macro);
  holds(i.f1_macro, m.f1_macro);
  holds(i.roc_auc, m.roc_auc);
  holds(i.pr_auc, m.pr_auc);

  std::vector<uint8_t> yes;
  for (const int32_t t : truth) {
    for (int32_t c = 0; c < 3; ++c) yes.push_back(t == c);
  }
  const auto mm = multi_label_metrics(yes, p, 3);
  const auto mi = multi_label_intervals(yes, p, 3);
  holds(mi.loss, mm.loss);
  holds(mi.accuracy, mm.accuracy);
  holds(mi.target_accuracy, mm.target_accuracy);
  holds(mi.f1_macro, mm.f1_macro);
  holds(mi.roc_auc, mm.roc_auc);
  holds(mi.pr_auc, mm.pr_auc);
}

TEST(Intervals, AreMissingWhereTheMetricIsForTheSameReason) {
  const std::vector<int32_t> truth{0, 0, 0};
  const std::vector<double> p{.9, .1, .4, .6, .3, .7};
  const auto i = classification_intervals(truth, p, 2);
  EXPECT_EQ(i.roc_auc.reason, kNoPositives);
  EXPECT_TRUE(std::isnan(i.roc_auc.low));
  EXPECT_TRUE(i.accuracy.defined());
  EXPECT_EQ(classification_intervals({}, {}, 2).f1_macro.reason, kNoRows);
  EXPECT_EQ(regression_intervals({}, {}).mse.reason, kNoRows);
}

}  // namespace
}  // namespace glia::train
