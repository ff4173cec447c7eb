#include "glia/train/mixup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "glia/nn/network.h"
#include "glia/train/step.h"

namespace glia::train {
namespace {

// Mean 1/2, variance 1 / (4 (2 a + 1)), and the share of draws below 0.1 and 0.5, which is
// scipy.stats.beta(a, a).cdf(0.1).
TEST(MixupShare, IsBetaDistributed) {
  struct Row {
    double alpha, below;
  };
  for (const Row row : {Row{0.05, 0.4494691}, Row{0.2, 0.3366898}, Row{0.4, 0.2397392}, Row{1, 0.1},
                        Row{2, 0.028}, Row{8, 3.36249e-05}}) {
    constexpr int kDraws = 20000;
    double sum = 0, squares = 0, below = 0, lower = 0;
    for (int step = 0; step < kDraws; ++step) {
      const double share = mixup_share(row.alpha, 7, step);
      ASSERT_TRUE(share >= 0 && share <= 1) << share;
      sum += share;
      squares += (share - 0.5) * (share - 0.5);
      below += share < 0.1;
      lower += share < 0.5;
    }
    const double variance = 1 / (4 * (2 * row.alpha + 1));
    // Four standard errors.
    EXPECT_NEAR(sum / kDraws, 0.5, 4 * std::sqrt(variance / kDraws)) << row.alpha;
    EXPECT_NEAR(squares / kDraws, variance, 4 * 0.25 / std::sqrt(kDraws)) << row.alpha;
    EXPECT_NEAR(below / kDraws, row.below, 4 * std::sqrt(row.below / kDraws) + 1e-4) << row.alpha;
    EXPECT_NEAR(lower / kDraws, 0.5, 4 * 0.5 / std::sqrt(kDraws)) << row.alpha;
  }
  EXPECT_TRUE(std::isfinite(mixup_share(1e-6, 1, 0)));
}

TEST(MixupPartners, ArePermutationsThatChangeWithTheStep) {
  std::vector<int64_t> first(20), again(20), next(20);
  mixup_partners(first, 3, 5);
  mixup_partners(again, 3, 5);
  mixup_partners(next, 3, 6);
  EXPECT_EQ(first, again);
  EXPECT_NE(first, next);
  std::sort(first.begin(), first.end());
  for (int64_t i = 0; i < 20; ++i) EXPECT_EQ(first[static_cast<size_t>(i)], i);
}

constexpr int64_t kMixedRows = 7, kMixedFeatures = 3, kMixedClasses = 4;

// Trainable numbers after one step of SGD on these rows.
std::vector<double> stepped(const std::vector<double>& x, const std::vector<int32_t>& y,
                            double mixup) {
  SupervisedOptions options;
  options.optimizer = optim::Sgd{};
  options.real = Real::kDouble;
  options.mixup = mixup;
  options.seed = 9;
  const nn::ArchSpec arch =
      nn::Sequential{nn::Dense{5}, nn::Tanh{}, nn::Dense{kMixedClasses}}.arch(kMixedFeatures);
  SupervisedStep step(arch, options);
  step.bind({kMixedRows,
             {{"x", {x.data(), program::RowSource::Type::kDouble, kMixedRows}},
              {"y", {y.data(), program::RowSource::Type::kI32, kMixedRows}}}});
  std::vector<int64_t> order(kMixedRows);
  std::iota(order.begin(), order.end(), 0);
  Pass pass;
  pass.rows = order;
  pass.batch = kMixedRows;
  pass.first_step = 2;
  pass.rate = [](int64_t) { return 0.5; };
  EXPECT_EQ(step.run(pass), 1);
  std::vector<double> all;
  for (size_t i = 0; i < step.variables()->entries().size(); ++i)
    for (const double value : step.variables()->get(static_cast<int>(i)).values())
      all.push_back(value);
  return all;
}

// A step of SGD is linear in the loss: mixed, it is the blend of two plain steps on blended rows.
TEST(Mixup, IsTheBlendOfTwoStepsOnBlendedRows) {
  std::vector<double> x;
  std::vector<int32_t> y;
  for (int64_t i = 0; i < kMixedRows * kMixedFeatures; ++i)
    x.push_back(std::sin(static_cast<double>(i * i)));
  for (int64_t i = 0; i < kMixedRows; ++i) y.push_back(static_cast<int32_t>(i % kMixedClasses));
  constexpr double kAlpha = 0.7;
  const double share = mixup_share(kAlpha, 9, 2);
  std::vector<int64_t> partners(kMixedRows);
  mixup_partners(partners, 9, 2);
  std::vector<double> blended;
  std::vector<int32_t> theirs;
  for (int64_t i = 0; i < kMixedRows; ++i) {
    const int64_t other = partners[static_cast<size_t>(i)];
    theirs.push_back(y[static_cast<size_t>(other)]);
    for (int64_t k = 0; k < kMixedFeatures; ++k)
      blended.push_back(share * x[static_cast<size_t>(i * kMixedFeatures + k)] +
                        (1 - share) * x[static_cast<size_t>(other * kMixedFeatures + k)]);
  }
  const std::vector<double> mixed = stepped(x, y, kAlpha);
  const std::vector<double> own = stepped(blended, y, 0);
  const std::vector<double> others = stepped(blended, theirs, 0);
  for (size_t i = 0; i < mixed.size(); ++i)
    EXPECT_NEAR(mixed[i], share * own[i] + (1 - share) * others[i], 1e-14);
  EXPECT_NE(mixed, stepped(x, y, 0));
}

}  // namespace
}  // namespace glia::train
