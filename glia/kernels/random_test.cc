#include "glia/kernels/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "glia/base/random.h"
#include "glia/kernels/reference/random.h"
#include "glia/kernels/testing_internal.h"

namespace glia::kernels {
namespace {

constexpr uint64_t kSeed = 42;
constexpr uint64_t kStream = 0x0123456789ABCDEF;
constexpr uint64_t kStep = (uint64_t{5} << 32) + 6;  // both halves of the counter matter

// The first one starts where the block number no longer fits in 32 bits.
constexpr int64_t kFirsts[] = {(int64_t{1} << 34) - 9, 0, 1, 2, 3, 4, 255, 256, 257};
constexpr int64_t kCounts[] = {0, 1, 2, 7, 15, 16, 17, 31, 33, 100, 1000};

template <class T>
class RandomTest : public ::testing::Test {};
using Reals = ::testing::Types<float, double>;
TYPED_TEST_SUITE(RandomTest, Reals);

TYPED_TEST(RandomTest, EveryElementFollowsTheRuleWhereverTheRangeStarts) {
  using T = TypeParam;
  for_each_target([] {
    for (const int64_t first : kFirsts) {
      for (const int64_t n : kCounts) {
        std::vector<T> u(static_cast<size_t>(n) + 1, T{-7});
        std::vector<T> z(static_cast<size_t>(n) + 1, T{-7});
        uniform(u.data(), n, first, kSeed, kStream, kStep);
        normal(z.data(), n, first, kSeed, kStream, kStep);
        for (int64_t k = 0; k < n; ++k) {
          ASSERT_EQ(u[k], reference::uniform(first + k, kSeed, kStream, kStep));
          const double exact = reference::normal(first + k, kSeed, kStream, kStep);
          ASSERT_EQ(z[k], static_cast<T>(exact)) << first + k;
        }
        EXPECT_EQ(u[n], -7);
        EXPECT_EQ(z[n], -7);
      }
    }
  });
}

TYPED_TEST(RandomTest, DropoutAgreesWithTheReferenceAlsoInPlace) {
  using T = TypeParam;
  for_each_target([] {
    for (const double rate : {0.0, 0.1, 0.5, 0.999}) {
      for (const int64_t n : kCounts) {
        std::vector<T> x, expected;
        for (int64_t k = 0; k < n; ++k) {
          x.push_back(static_cast<T>(k - 10) / 3);
          expected.push_back(reference::dropout(x.back(), 3 + k, kSeed, kStream, kStep, rate));
        }
        std::vector<T> out(x.size());
        dropout(x.data(), out.data(), n, 3, kSeed, kStream, kStep, rate);
        EXPECT_EQ(out, expected);
        dropout(x.data(), x.data(), n, 3, kSeed, kStream, kStep, rate);
        EXPECT_EQ(x, expected);
      }
    }
  });
}

TEST(RandomMomentsTest, UniformAndNormalHaveTheirMoments) {
  const int64_t n = 400000;
  std::vector<double> u(n), z(n);
  uniform(u.data(), n, 0, kSeed, kStream, 0);
  normal(z.data(), n, 0, kSeed, kStream, 0);
  double u_mean = 0, z_mean = 0, z_square = 0, z_fourth = 0;
  for (int64_t k = 0; k < n; ++k) {
    ASSERT_GE(u[k], 0);
    ASSERT_LT(u[k], 1);
    ASSERT_LT(std::fabs(z[k]), 6.8);
    u_mean += u[k] / n;
    z_mean += z[k] / n;
    z_square += z[k] * z[k] / n;
    z_fourth += z[k] * z[k] * z[k] * z[k] / n;
  }
  // Five standard errors of each estimate.
  EXPECT_NEAR(u_mean, 0.5, 5 * std::sqrt(1.0 / 12 / n));
  EXPECT_NEAR(z_mean, 0, 5 / std::sqrt(n));
  EXPECT_NEAR(z_square, 1, 5 * std::sqrt(2.0 / n));
  EXPECT_NEAR(z_fourth, 3, 5 * std::sqrt(96.0 / n));
}

TEST(RandomMomentsTest, DropoutKeepsTheMeanAndDropsNan) {
  const int64_t n = 100000;
  std::vector<float> x(n, 1.0f), out(n);
  dropout(x.data(), out.data(), n, 0, kSeed, kStream, 1, 0.25);
  double mean = 0;
  for (const float value : out) mean += value / static_cast<double>(n);
  EXPECT_NEAR(mean, 1, 5 * std::sqrt(0.25 / 0.75 / n));
  x.assign(n, std::numeric_limits<float>::quiet_NaN());
  std::vector<float> of_nan(n);
  dropout(x.data(), of_nan.data(), n, 0, kSeed, kStream, 1, 0.25);
  for (int64_t k = 0; k < n; ++k) EXPECT_EQ(std::isnan(of_nan[k]), out[k] != 0);
}

std::vector<int64_t> shuffled(int64_t n, uint64_t seed, uint64_t epoch) {
  std::vector<int64_t> order(static_cast<size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  shuffle(order.data(), n, seed, epoch);
  return order;
}

TEST(Shuffle, EmptyAndSingleStay) {
  shuffle(nullptr, 0, 1, 1);
  EXPECT_EQ(shuffled(1, 1, 1), std::vector<int64_t>{0});
}

TEST(Shuffle, IsAPermutationFixedBySeedAndEpoch) {
  for (const int64_t n : {2, 3, 4, 5, 100, 1001}) {
    std::vector<int64_t> order = shuffled(n, 3, 4);
    EXPECT_EQ(order, shuffled(n, 3, 4));
    std::sort(order.begin(), order.end());
    for (int64_t i = 0; i < n; ++i) ASSERT_EQ(order[static_cast<size_t>(i)], i);
  }
  EXPECT_NE(shuffled(100, 3, 4), shuffled(100, 3, 5));
  EXPECT_NE(shuffled(100, 3, 4), shuffled(100, 4, 4));
}

// A saved run resumes in the order it was trained in, on any machine and with any later version.
TEST(Shuffle, OrderIsPinned) {
  EXPECT_EQ(shuffled(8, 0, 0), (std::vector<int64_t>{4, 2, 6, 0, 7, 5, 1, 3}));
}

// The rule, a position at a time.
std::vector<int64_t> shuffled_by_rule(int64_t n, uint64_t seed, uint64_t epoch) {
  std::vector<int64_t> order(static_cast<size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  for (size_t i = order.size(); i-- > 1;) {
    const auto at = [&](uint64_t k) { return random_word(seed, hash_path("shuffle"), epoch, k); };
    const uint64_t word = at(2 * i) | uint64_t{at(2 * i + 1)} << 32;
    __extension__ using Wide = unsigned __int128;
    std::swap(order[i], order[static_cast<size_t>(static_cast<Wide>(word) * (i + 1) >> 64)]);
  }
  return order;
}

TEST(Shuffle, FollowsTheRuleOnEveryTarget) {
  for_each_target([] {
    for (const int64_t n : {2, 7, 8, 9, 10, 63, 64, 65, 66, 127, 130, 1001})
      ASSERT_EQ(shuffled(n, 5, 7), shuffled_by_rule(n, 5, 7)) << n;
  });
}

// All 24 orders of 4 within 5 standard deviations of an equal share.
TEST(Shuffle, FindsEveryOrderEquallyOften) {
  constexpr int kTrials = 24000;
  std::vector<int> seen(256);
  for (uint64_t epoch = 0; epoch < kTrials; ++epoch) {
    const std::vector<int64_t> order = shuffled(4, 9, epoch);
    ++seen[static_cast<size_t>(order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3])];
  }
  EXPECT_EQ(std::count_if(seen.begin(), seen.end(), [](int count) { return count > 0; }), 24);
  for (const int count : seen) {
    if (count > 0) {
      EXPECT_NEAR(count, kTrials / 24.0, 5 * 31);
    }
  }
}

}  // namespace
}  // namespace glia::kernels
