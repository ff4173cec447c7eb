// Fits of rows that count differently against scikit-learn's sample_weight
// (tools/golden/make_weighted_fits.py).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "glia/base/thread_pool.h"
#include "glia/classic/classic_testing.h"
#include "glia/classic/least_squares.h"
#include "glia/classic/logistic.h"
#include "glia/classic/majority.h"
#include "glia/classic/mean.h"

namespace glia::classic {
namespace {

using nlohmann::json;

const json& weighted() {
  static const json cases = [] {
    const auto path = std::filesystem::path(GLIA_SOURCE_DIR) / "tests/golden/weighted_fits.json";
    std::ifstream file(path);
    EXPECT_TRUE(file) << path;
    return json::parse(file);
  }();
  return cases;
}

TEST(WeightedFits, OfClassesEqualScikitLearns) {
  ThreadPool pool(2);
  for (const json& c : weighted().at("logistic")) {
    const auto x = flat<double>(c.at("x"));
    const auto y = flat<int32_t>(c.at("y"));
    const auto weights = flat<double>(c.at("weights"));
    const int32_t classes = c.at("classes");
    LogisticOptions options;
    options.c = c.at("c");
    options.weights = weights;
    const Logistic fit = fit_logistic(view(x, y.size()), y, classes, options, pool);
    EXPECT_TRUE(fit.converged);
    expect_near(fit.probabilities(view(x, y.size()), pool), flat<double>(c.at("probabilities")),
                1e-6, c.at("name"));
    expect_near(fit_majority(y, classes, weights).shares, flat<double>(c.at("shares")), 1e-14,
                c.at("name"));
  }
}

TEST(WeightedFits, OfNumbersEqualScikitLearns) {
  ThreadPool pool(2);
  for (const json& c : weighted().at("least_squares")) {
    const auto x = flat<double>(c.at("x"));
    const auto y = flat<double>(c.at("y"));
    const auto weights = flat<double>(c.at("weights"));
    const auto outputs = static_cast<int64_t>(y.size() / weights.size());
    const LinearModel fit = fit_weighted_least_squares(
        view(x, weights.size()), std::span<const double>(y), outputs, weights, pool);
    expect_near(fit.apply(view(x, weights.size()), pool), flat<double>(c.at("predicted")), 1e-7,
                c.at("name"));
    expect_near(fit_mean(y, outputs, weights), flat<double>(c.at("mean")), 1e-13, c.at("name"));
  }
}

TEST(WeightedFits, OfEqualWeightsAreThePlainOnes) {
  ThreadPool pool(1);
  const json& c = weighted().at("least_squares").at(0);
  const auto x = flat<double>(c.at("x"));
  const auto y = flat<double>(c.at("y"));
  const std::vector<double> ones(y.size(), 1);
  const auto rows = view(x, y.size());
  expect_near(
      fit_weighted_least_squares(rows, std::span<const double>(y), 1, ones, pool).coefficients,
      fit_least_squares(rows, std::span<const double>(y), 1, pool).coefficients, 1e-9, "ones");
}

TEST(WeightedFits, SayWhatDoesNotFit) {
  const std::vector<double> y{1, 2};
  const auto refusal = [&](std::vector<double> weights) {
    return usage_message([&] { fit_mean(y, 1, weights); });
  };
  EXPECT_EQ(refusal({1}), "mean baseline: 1 weights for 2 rows");
  EXPECT_EQ(refusal({1, -1}), "mean baseline: a weight is 0 or more, found -1");
  EXPECT_EQ(refusal({0, 0}), "mean baseline: all weights are 0");
}

}  // namespace
}  // namespace glia::classic
