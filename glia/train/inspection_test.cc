// Calibration, Brier score and permutation importance against scikit-learn
// (tools/golden/make_inspections.py).
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "glia/base/error.h"
#include "glia/base/golden_testing.h"
#include "glia/train/calibration.h"
#include "glia/train/importance.h"
#include "glia/train/metrics.h"

namespace glia::train {
namespace {

using nlohmann::json;

const json& golden_inspections() { return golden_file("inspections.json"); }

TEST(Calibration, EqualsScikitLearnsCurve) {
  for (const json& c : golden_inspections().at("calibration")) {
    const auto right = c.at("right").get<std::vector<uint8_t>>();
    const auto found = calibration(c.at("confidence").get<std::vector<double>>(), right,
                                   c.at("bins").get<int32_t>());
    std::vector<int64_t> counts;
    for (const ReliabilityBin& bin : found.bins) {
      if (bin.answers == 0) continue;
      const size_t at = counts.size();
      counts.push_back(bin.answers);
      EXPECT_NEAR(bin.confidence, c.at("confidences").at(at).get<double>(), 1e-12) << c.at("name");
      EXPECT_NEAR(bin.right, c.at("shares").at(at).get<double>(), 1e-12) << c.at("name");
    }
    EXPECT_EQ(counts, c.at("counts").get<std::vector<int64_t>>()) << c.at("name");
    EXPECT_NEAR(found.error.value, c.at("error").get<double>(), 1e-12) << c.at("name");
    EXPECT_TRUE(found.interval.defined());
    EXPECT_GE(found.interval.low, 0);
  }
}

TEST(Calibration, OfWeightsIsThatOfRepeatedAnswers) {
  std::vector<double> confidence, weights, repeated;
  std::vector<uint8_t> right, repeated_right;
  for (int i = 0; i < 60; ++i) {
    confidence.push_back(0.5 + 0.5 * std::fabs(std::sin(i)));
    right.push_back(i % 3 == 0 ? 0 : 1);
    weights.push_back(i % 4);
    for (int k = 0; k < i % 4; ++k) {
      repeated.push_back(confidence.back());
      repeated_right.push_back(right.back());
    }
  }
  const Calibration found = calibration(confidence, right, 10, {}, weights);
  const Calibration expected = calibration(repeated, repeated_right);
  EXPECT_NEAR(found.error.value, expected.error.value, 1e-14);
  for (size_t b = 0; b < 10; ++b) {
    EXPECT_EQ(found.bins[b].weight, static_cast<double>(expected.bins[b].answers));
    if (expected.bins[b].answers == 0) continue;
    EXPECT_NEAR(found.bins[b].right, expected.bins[b].right, 1e-14);
    EXPECT_NEAR(found.bins[b].confidence, expected.bins[b].confidence, 1e-14);
  }
  const std::vector<double> none(60);
  EXPECT_EQ(calibration(confidence, right, 10, {}, none).error.reason, kNoRows);
}

TEST(Calibration, OfNothingHasAReason) {
  EXPECT_EQ(calibration({}, {}).error.reason, kNoRows);
  const std::vector<double> bad = {std::nan("")};
  EXPECT_EQ(calibration(bad, std::vector<uint8_t>{1}).error.reason, kNotFinite);
  EXPECT_THROW(calibration(bad, {}), Error);
}

TEST(Calibration, BrierScoresEqualScikitLearns) {
  for (const json& c : golden_inspections().at("brier")) {
    const auto truth = c.at("truth").get<std::vector<int32_t>>();
    std::vector<double> p;
    for (const json& row : c.at("probabilities"))
      for (const json& value : row) p.push_back(value.get<double>());
    const auto classes = static_cast<int32_t>(p.size() / truth.size());
    double sum = 0;
    for (const double term : brier_terms(truth, p, classes)) sum += term;
    EXPECT_NEAR(sum / static_cast<double>(truth.size()), c.at("value").get<double>(), 1e-12);
  }
}

// A linear model with scikit-learn's weights. The shuffles differ, so the means agree within five
// of their standard errors, and the deviations within a tenth.
TEST(Importance, OfALinearModelIsScikitLearns) {
  const json& c = golden_inspections().at("importance");
  const auto x = c.at("x").get<std::vector<std::vector<double>>>();
  const auto y = c.at("y").get<std::vector<double>>();
  const auto weights = c.at("weights").get<std::vector<double>>();
  const auto rows = static_cast<int64_t>(y.size());
  const auto score = [&](size_t column, std::span<const int64_t> order) {
    std::vector<double> predicted;
    for (size_t i = 0; i < y.size(); ++i) {
      double sum = c.at("bias").get<double>();
      for (size_t j = 0; j < weights.size(); ++j) {
        const size_t from = j == column ? static_cast<size_t>(order[i]) : i;
        sum += weights[j] * x[from][j];
      }
      predicted.push_back(sum);
    }
    return r_squared(y, predicted).value;
  };
  const double whole = score(weights.size(), {});
  EXPECT_NEAR(whole, c.at("score").get<double>(), 1e-12);
  for (size_t j = 0; j < weights.size(); ++j) {
    const auto shuffled = [&](std::span<const int64_t> order) { return score(j, order); };
    const Importance found = permutation_importance(whole, rows, shuffled, {1000, 1, j});
    const double mean = c.at("means").at(j).get<double>();
    const double deviation = c.at("deviations").at(j).get<double>();
    EXPECT_NEAR(found.mean, mean, 5 * deviation * std::sqrt(1.0 / 1000 + 1.0 / 2000)) << j;
    EXPECT_NEAR(found.deviation, deviation, 0.1 * deviation) << j;
  }
}

}  // namespace
}  // namespace glia::train
