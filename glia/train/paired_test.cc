// Paired comparisons and the tails they need, against SciPy (tools/golden/make_comparisons.py).
#include "glia/train/paired.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "glia/base/error.h"
#include "glia/base/golden_testing.h"
#include "glia/train/distributions.h"
#include "glia/train/folded.h"

namespace glia::train {
namespace {

using nlohmann::json;

const json& golden_comparisons() { return golden_file("comparisons.json"); }

std::vector<double> numbers(const json& list) { return list.get<std::vector<double>>(); }

void expect_near(double found, const json& expected, double tolerance, const std::string& what) {
  const double value = expected.get<double>();
  EXPECT_NEAR(found, value, tolerance * std::max(1.0, std::fabs(value))) << what;
}

TEST(Distributions, TailsEqualSciPy) {
  for (const json& c : golden_comparisons().at("student"))
    expect_near(student_two_sided(c.at("t").get<double>(), c.at("freedom").get<double>()),
                c.at("p"), 1e-10, c.dump());
  for (const json& c : golden_comparisons().at("student_bounds"))
    expect_near(student_bound(c.at("level").get<double>(), c.at("freedom").get<double>()),
                c.at("t"), 2e-9, c.dump());
  for (const json& c : golden_comparisons().at("beta"))
    expect_near(
        incomplete_beta(c.at("a").get<double>(), c.at("b").get<double>(), c.at("x").get<double>()),
        c.at("value"), 1e-10, c.dump());
}

TEST(Paired, SharesEqualSciPy) {
  for (const json& c : golden_comparisons().at("shares")) {
    const auto cells = c.at("cells").get<std::vector<size_t>>();
    std::vector<uint8_t> first, second;
    for (size_t cell = 0; cell < 4; ++cell) {
      first.insert(first.end(), cells[cell], cell == 0 || cell == 1 ? 1 : 0);
      second.insert(second.end(), cells[cell], cell == 0 || cell == 2 ? 1 : 0);
    }
    const std::string name = c.at("name");
    const PairedDifference found = paired_shares(first, second);
    expect_near(found.difference, c.at("difference"), 1e-14, name);
    expect_near(found.p, c.at("p"), 1e-10, name);
    expect_near(found.interval.low, c.at("low"), 1e-9, name);
    expect_near(found.interval.high, c.at("high"), 1e-9, name);
  }
}

// The interval and the test never contradict each other.
TEST(Paired, SharesDifferOnlyWhereMcNemarSaysSo) {
  for (int64_t first = 0; first < 30; ++first) {
    for (int64_t second = 0; second < 30; ++second) {
      std::vector<uint8_t> a(100, 1), b(100, 1);
      for (int64_t i = 0; i < first; ++i) b[static_cast<size_t>(i)] = 0;
      for (int64_t i = 0; i < second; ++i) a[static_cast<size_t>(99 - i)] = 0;
      const PairedDifference found = paired_shares(a, b);
      if (found.larger() != 0) {
        EXPECT_LT(found.p, 0.05) << first << " " << second;
      }
      if (found.p < 0.01) {
        EXPECT_NE(found.larger(), 0) << first << " " << second;
      }
    }
  }
}

TEST(Paired, MeansEqualSciPy) {
  for (const json& c : golden_comparisons().at("means")) {
    const std::string name = c.at("name");
    const PairedDifference found = paired_means(numbers(c.at("first")), numbers(c.at("second")));
    expect_near(found.difference, c.at("difference"), 1e-13, name);
    expect_near(found.p, c.at("p"), 1e-10, name);
    expect_near(found.interval.low, c.at("low"), 1e-9, name);
    expect_near(found.interval.high, c.at("high"), 1e-9, name);
  }
}

// SciPy draws other rows, so the ends agree to a part of the interval's width.
TEST(Paired, RSquaredIsNearSciPysBootstrap) {
  for (const json& c : golden_comparisons().at("r_squared")) {
    const std::string name = c.at("name");
    const PairedDifference found =
        paired_r_squared(numbers(c.at("truth")), numbers(c.at("first")), numbers(c.at("second")));
    expect_near(found.difference, c.at("difference"), 1e-12, name);
    const double width = c.at("high").get<double>() - c.at("low").get<double>();
    expect_near(found.interval.low, c.at("low"), 0.1 * width, name);
    expect_near(found.interval.high, c.at("high"), 0.1 * width, name);
    EXPECT_EQ(found.larger(), name == "clear" ? 1 : 0);
  }
}

TEST(Folded, IntervalsEqualNumPys) {
  for (const json& c : golden_comparisons().at("folded")) {
    const std::string name = c.at("name");
    const auto values = numbers(c.at("values"));
    const Interval found = folded_interval(values, c.at("test_share").get<double>());
    expect_near(mean_of_values(values), c.at("mean"), 1e-14, name);
    expect_near(found.low, c.at("low"), 1e-9, name);
    expect_near(found.high, c.at("high"), 1e-9, name);
  }
  EXPECT_FALSE(folded_interval(std::vector<double>{1}, 0.1).defined());
}

TEST(Paired, TooFewRowsTellNothing) {
  EXPECT_TRUE(std::isnan(paired_shares({}, {}).difference));
  EXPECT_EQ(paired_means(std::vector<double>{1}, std::vector<double>{2}).larger(), 0);
  const std::vector<double> one = {1};
  EXPECT_EQ(paired_r_squared(one, one, one).larger(), 0);
  EXPECT_THROW(paired_means(one, {}), Error);
  // Equal everywhere: no difference, and no interval of nothing.
  const std::vector<double> same = {1, 2, 3};
  EXPECT_EQ(paired_means(same, same).p, 1);
  EXPECT_EQ(paired_means(same, same).larger(), 0);
}

// Equal weights are none at all, and a row of weight 0 is not there.
TEST(Paired, WeightedIsPlainWhereAllWeighTheSame) {
  std::vector<double> first, second, truth;
  for (int i = 0; i < 30; ++i) {
    truth.push_back(std::sin(i));
    first.push_back(std::sin(i) + 0.3 * std::cos(7 * i));
    second.push_back(std::sin(i) + 0.5 * std::cos(11 * i));
  }
  std::vector<double> weights(30, 0.25);
  const auto expect_same = [](const PairedDifference& a, const PairedDifference& b) {
    EXPECT_NEAR(a.difference, b.difference, 1e-14);
    EXPECT_NEAR(a.interval.low, b.interval.low, 1e-12);
    EXPECT_NEAR(a.interval.high, b.interval.high, 1e-12);
    EXPECT_EQ(std::isnan(a.p), std::isnan(b.p));
    EXPECT_FALSE(std::fabs(a.p - b.p) > 1e-12);
  };
  const PairedDifference plain = paired_means(first, second);
  expect_same(weighted_paired_means(first, second, weights), plain);
  expect_same(weighted_paired_r_squared(truth, first, second, 1, weights),
              paired_r_squared(truth, first, second));
  for (std::vector<double>* more : {&first, &second, &weights}) more->push_back(0);
  first.back() = 100;
  expect_same(weighted_paired_means(first, second, weights), plain);
}

// As wide as the means of many draws say: a bootstrap of the rows, by the same weights.
TEST(Paired, WeightedIntervalsAreThoseOfDraws) {
  std::vector<double> first, second(200), weights;
  for (int i = 0; i < 200; ++i) {
    first.push_back(std::sin(37 * i) + (i % 5 == 0 ? 1 : 0));
    weights.push_back(i % 5 == 0 ? 4 : 0.5);
  }
  const PairedDifference found = weighted_paired_means(first, second, weights);
  const Interval drawn =
      bootstrap_intervals(200, 1, [&](std::span<const int32_t> times, std::span<double> values) {
        double sum = 0, all = 0;
        for (size_t i = 0; i < 200; ++i) {
          sum += times[i] * weights[i] * first[i];
          all += times[i] * weights[i];
        }
        values[0] = sum / all;
      })[0];
  EXPECT_NEAR((found.interval.high - found.interval.low) / (drawn.high - drawn.low), 1, 0.1);
}

TEST(Paired, WeightedOfNothingHasAReason) {
  const std::vector<double> one{1, 2}, none{0, 0}, single{1, 0};
  EXPECT_EQ(weighted_paired_means(one, none, none).interval.reason, kNoRows);
  EXPECT_EQ(weighted_paired_means(one, none, single).interval.reason, kTooFewRows);
  EXPECT_EQ(weighted_paired_means(one, none, single).difference, 1);
}

}  // namespace
}  // namespace glia::train
