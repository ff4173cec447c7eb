// The numbers that the books print (tests/golden/golden.json has them too), identities, and edges.
#include "glia/loss/probability.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "glia/base/error_testing.h"

namespace glia::probability {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Probability, InformationInNatsAndBits) {
  EXPECT_DOUBLE_EQ(information(0.5), 0.6931471805599453);
  EXPECT_DOUBLE_EQ(information(0.01), 4.605170185988091);
  EXPECT_DOUBLE_EQ(information(1.0 / 32, Unit::kBits), 5.0);
  EXPECT_EQ(information(1.0), 0.0);
  EXPECT_FALSE(std::signbit(information(1.0)));
  EXPECT_EQ(information(0.0), kInfinity);
}

TEST(Probability, EntropyOfTheBooksEvents) {
  EXPECT_NEAR(binary_entropy(0.9), 0.3250829733914482, 1e-15);
  EXPECT_NEAR(entropy(std::vector<double>{0.7, 0.2, 0.1}), 0.8018185525433372, 1e-15);
  EXPECT_DOUBLE_EQ(entropy(std::vector<double>(8, 0.125), Unit::kBits), 3.0);
  EXPECT_EQ(entropy(std::vector<double>{0, 1}), 0.0);
  EXPECT_EQ(binary_entropy(0), 0.0);
  EXPECT_EQ(binary_entropy(1), 0.0);
  EXPECT_EQ(binary_entropy(0.5, Unit::kBits), 1.0);
}

TEST(Probability, CrossAndRelativeEntropy) {
  const std::vector<double> p{0.7, 0.2, 0.1}, q{0.2, 0.5, 0.3}, never{0.0, 0.5, 0.5};
  // scipy.stats.entropy(p, q) and its base 2.
  EXPECT_NEAR(relative_entropy(p, q), 0.5838147027051158, 1e-15);
  EXPECT_NEAR(relative_entropy(p, q, Unit::kBits), 0.8422665763907351, 1e-15);
  EXPECT_NEAR(cross_entropy(p, q), entropy(p) + relative_entropy(p, q), 1e-15);
  EXPECT_EQ(relative_entropy(p, p), 0.0);
  EXPECT_GT(relative_entropy(q, p), 0.0);
  EXPECT_NE(relative_entropy(q, p), relative_entropy(p, q));
  EXPECT_EQ(cross_entropy(p, never), kInfinity);
  EXPECT_EQ(relative_entropy(p, never), kInfinity);
  EXPECT_TRUE(std::isfinite(relative_entropy(never, p)));
  EXPECT_NEAR(binary_cross_entropy(0.25, 0.4), 0.6121919007930318, 1e-15);
  EXPECT_EQ(binary_cross_entropy(1, 1), 0.0);
  EXPECT_EQ(binary_cross_entropy(1, 0), kInfinity);
}

TEST(Probability, CoinAndLottery) {
  EXPECT_EQ(most_likely_share(2, 10), 0.2);
  EXPECT_NEAR(bernoulli_likelihood(0.2, 2, 10), 0.006710886400000005, 1e-17);
  EXPECT_EQ(bernoulli_likelihood(0.5, 2, 10), 0.0009765625);
  EXPECT_NEAR(bernoulli_likelihood(0.1, 8, 100), 6.170365191715196e-13, 1e-25);
  EXPECT_EQ(bernoulli_likelihood(0.0, 8, 100), 0.0);
  EXPECT_EQ(bernoulli_likelihood(0.0, 0, 100), 1.0);
  EXPECT_NEAR(bernoulli_log_likelihood(0.1, 8, 100), std::log(6.170365191715196e-13), 1e-12);
  // The likelihood itself is below the smallest double.
  EXPECT_NEAR(bernoulli_log_likelihood(0.5, 3000, 10000), -6931.471805599453, 1e-9);
  EXPECT_EQ(bernoulli_log_likelihood(0.0, 1, 2), -kInfinity);
}

TEST(Probability, CategoricalIsMinusTheSumOfInformation) {
  const std::vector<double> p{0.7, 0.2, 0.1, 0.25, 0.25, 0.5};
  EXPECT_DOUBLE_EQ(categorical_log_likelihood(std::vector<int32_t>{0, 2}, p),
                   -information(0.7) - information(0.5));
}

TEST(Probability, GaussianOfScipy) {
  const std::vector<double> x{1.0, 2.5, -0.5}, means{0.5, 2.0, 0.25};
  // scipy.stats.norm(means, 0.8).logpdf(x).sum()
  EXPECT_NEAR(gaussian_log_likelihood(x, means, 0.8), -2.917463070671389, 1e-14);
  const Gaussian best = most_likely_gaussian(x);
  EXPECT_DOUBLE_EQ(best.mean, 1.0);
  EXPECT_DOUBLE_EQ(best.deviation, std::sqrt(1.5));
  const std::vector<double> constant(3, best.mean);
  const double most = gaussian_log_likelihood(x, constant, best.deviation);
  EXPECT_GT(most, gaussian_log_likelihood(x, constant, best.deviation * 1.01));
  EXPECT_GT(most, gaussian_log_likelihood(x, constant, best.deviation * 0.99));
}

TEST(Probability, SaysWhatIsNoProbability) {
  EXPECT_EQ(usage_message([] { information(1.5); }), "information: 1.5 is no probability, 0 to 1");
  EXPECT_EQ(usage_message([] { information(std::nan("")); }),
            "information: nan is no probability, 0 to 1");
  EXPECT_EQ(usage_message([] {
              entropy(std::vector<double>{0.5, 0.25});
            }),
            "entropy: 2 probabilities sum to 0.75, expected 1");
  EXPECT_EQ(usage_message([] {
              cross_entropy(std::vector<double>{1}, std::vector<double>{0.5, 0.5});
            }),
            "cross_entropy: 1 numbers beside 2");
  EXPECT_EQ(usage_message([] { bernoulli_likelihood(0.5, 3, 2); }),
            "bernoulli likelihood: 3 successes in 2 trials");
  EXPECT_EQ(usage_message([] { most_likely_share(0, 0); }),
            "most likely share: 0 successes in 0 trials");
  EXPECT_EQ(usage_message(
                [] { gaussian_log_likelihood(std::vector<double>{1}, std::vector<double>{1}, 0); }),
            "gaussian likelihood: the deviation is 0; expected above 0");
  EXPECT_EQ(usage_message([] {
              categorical_log_likelihood(std::vector<int32_t>{2}, std::vector<double>{0.5, 0.5});
            }),
            "categorical likelihood: row 0 has class 2; classes are 0 to 1");
}

}  // namespace
}  // namespace glia::probability
