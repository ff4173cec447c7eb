// Weighted metrics against scikit-learn's sample_weight (tools/golden/make_weighted_metrics.py).
#include "glia/train/weighted_metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "glia/base/error.h"
#include "glia/base/golden_testing.h"

namespace glia::train {
namespace {

using nlohmann::json;

const json& golden_weighted_metrics() { return golden_file("weighted_metrics.json"); }

template <class T>
std::vector<T> list(const json& c, const char* name) {
  return c.at(name).get<std::vector<T>>();
}

void expect_score(const json& c, const char* name, const WeightedScore& found) {
  EXPECT_NEAR(found.score.value, c.at(name).get<double>(), 1e-11) << c.at("name") << ": " << name;
  EXPECT_TRUE(found.interval.defined()) << c.at("name") << ": " << name;
  EXPECT_LE(found.interval.low, found.interval.high);
}

TEST(WeightedMetrics, OfClassesEqualScikitLearns) {
  for (const json& c : golden_weighted_metrics().at("classification")) {
    const auto found =
        weighted_classification(list<int32_t>(c, "truth"), list<double>(c, "probabilities"),
                                c.at("classes"), list<double>(c, "weights"));
    expect_score(c, "loss", found.loss);
    expect_score(c, "accuracy", found.accuracy);
    expect_score(c, "f1_macro", found.f1_macro);
    expect_score(c, "roc_auc", found.roc_auc);
    expect_score(c, "pr_auc", found.pr_auc);
    expect_score(c, "brier", found.brier);
  }
}

TEST(WeightedMetrics, OfNumbersEqualScikitLearns) {
  for (const json& c : golden_weighted_metrics().at("regression")) {
    const auto found = weighted_regression(list<double>(c, "truth"), list<double>(c, "predicted"),
                                           c.at("targets"), list<double>(c, "weights"));
    expect_score(c, "mse", found.mse);
    expect_score(c, "mae", found.mae);
    expect_score(c, "r2", found.r2);
    EXPECT_EQ(weighted_r_squared(list<double>(c, "truth"), list<double>(c, "predicted"),
                                 c.at("targets"), list<double>(c, "weights")),
              found.r2.score.value);
  }
}

TEST(WeightedMetrics, OfAnswersEqualScikitLearns) {
  for (const json& c : golden_weighted_metrics().at("multi_label")) {
    const auto found =
        weighted_multi_label(list<uint8_t>(c, "truth"), list<double>(c, "probabilities"),
                             c.at("targets"), list<double>(c, "weights"));
    expect_score(c, "accuracy", found.accuracy);
    expect_score(c, "target_accuracy", found.target_accuracy);
    expect_score(c, "f1_macro", found.f1_macro);
    expect_score(c, "roc_auc", found.roc_auc);
    expect_score(c, "pr_auc", found.pr_auc);
    expect_score(c, "loss", found.loss);
    expect_score(c, "brier", found.brier);
  }
}

TEST(WeightedMetrics, RefuseOtherWeights) {
  const std::vector<double> y = {1, 2};
  EXPECT_THROW(weighted_regression(y, y, 1, std::vector<double>{1}), Error);
  EXPECT_THROW(weighted_regression(y, y, 1, std::vector<double>{1, -1}), Error);
  EXPECT_FALSE(weighted_regression(y, y, 1, std::vector<double>{0, 0}).mse.score.defined());
}

}  // namespace
}  // namespace glia::train
