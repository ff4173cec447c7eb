#include "glia/kernels/reduce.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "glia/base/thread_pool.h"
#include "glia/kernels/reference/reduce.h"
#include "glia/kernels/testing_internal.h"

namespace glia::kernels {
namespace {

struct ReduceShape {
  int64_t outer, reduce, inner;
  int64_t in_size() const { return outer * reduce * inner; }
  int64_t out_size() const { return outer * inner; }
};

// Empty, smallest, off the vector, and across the borders of blocks (16384, 512) and tiles (256).
constexpr ReduceShape kShapes[] = {
    {0, 5, 3},     {3, 5, 0},     {1, 1, 1},    {4, 1, 1},    {1, 2, 1},      {3, 7, 1},
    {2, 15, 1},    {2, 16, 1},    {2, 17, 1},   {5, 33, 1},   {3, 100, 1},    {2, 16384, 1},
    {2, 16385, 1}, {1, 50001, 1}, {1, 1, 7},    {2, 3, 5},    {3, 2, 17},     {1, 32, 128},
    {2, 31, 257},  {1, 512, 10},  {1, 513, 10}, {2, 1500, 3}, {1, 1000, 300}, {700, 10, 1},
};

template <class T>
std::vector<T> random_inputs(int64_t n, unsigned seed) {
  std::mt19937_64 random(seed);
  std::vector<T> values(static_cast<size_t>(n));
  for (T& value : values) {
    value = static_cast<T>(static_cast<double>(random() >> 11) * 0x1p-52 - 0.9);
  }
  return values;
}

template <class T>
std::vector<T> run_sum(const std::vector<T>& in, const ReduceShape& s, ThreadPool& pool) {
  std::vector<T> out(static_cast<size_t>(s.out_size()), T{-7});
  std::vector<double> scratch(reduce_scratch_bytes(s.outer, s.reduce, s.inner) / sizeof(double));
  sum(in.data(), s.outer, s.reduce, s.inner, out.data(), scratch.data(), pool);
  return out;
}

template <class T>
class ReduceTest : public ::testing::Test {};
using Reals = ::testing::Types<float, double>;
TYPED_TEST_SUITE(ReduceTest, Reals);

// Partial sum j % 16 of value j, added pairwise.
template <class T>
T sum_by_definition(const T* x, int64_t n) {
  double chains[16] = {};
  for (int64_t j = 0; j < n; ++j) chains[j % 16] += static_cast<double>(x[j]);
  for (int half = 8; half > 0; half /= 2) {
    for (int l = 0; l < half; ++l) chains[l] += chains[l + half];
  }
  return static_cast<T>(chains[0]);
}

TYPED_TEST(ReduceTest, ARowHasTheBitsOfItsDefinition) {
  using T = TypeParam;
  for_each_target([] {
    ThreadPool pool(2);
    for (int64_t n = 1; n <= 40; ++n) {
      for (const int64_t rows : {1, 2, 7, 3000}) {
        const std::vector<T> in = random_inputs<T>(rows * n, static_cast<unsigned>(n));
        const std::vector<T> sums = run_sum(in, {rows, n, 1}, pool);
        for (int64_t r = 0; r < rows; ++r) {
          ASSERT_EQ(sums[static_cast<size_t>(r)], sum_by_definition(in.data() + r * n, n))
              << "row " << r << " of " << rows << ", " << n << " values";
        }
      }
    }
  });
}

TYPED_TEST(ReduceTest, AgreesWithTheReference) {
  using T = TypeParam;
  ThreadPool pool(1);
  for_each_target([&] {
    for (const ReduceShape& s : kShapes) {
      SCOPED_TRACE(::testing::Message() << s.outer << " " << s.reduce << " " << s.inner);
      const std::vector<T> in = random_inputs<T>(s.in_size(), 5);
      const size_t n = static_cast<size_t>(s.out_size());
      std::vector<T> expected(n), actual(n);
      std::vector<int64_t> expected_index(n), actual_index(n);

      reference::sum(in.data(), s.outer, s.reduce, s.inner, expected.data());
      actual = run_sum(in, s, pool);
      for (size_t i = 0; i < n; ++i) {
        // Terms are below 1.1 in size and double partial sums lose little: mostly the last
        // rounding.
        const double size = std::fabs(static_cast<double>(expected[i]));
        const double rounding = static_cast<double>(std::numeric_limits<T>::epsilon()) * size +
                                1e-15 * static_cast<double>(s.reduce);
        EXPECT_NEAR(actual[i], expected[i], rounding) << i;
      }

      reference::max(in.data(), s.outer, s.reduce, s.inner, expected.data());
      max(in.data(), s.outer, s.reduce, s.inner, actual.data(), pool);
      EXPECT_EQ(actual, expected);

      reference::argmax(in.data(), s.outer, s.reduce, s.inner, expected_index.data());
      argmax(in.data(), s.outer, s.reduce, s.inner, actual_index.data(), pool);
      EXPECT_EQ(actual_index, expected_index);
    }
  });
}

TYPED_TEST(ReduceTest, TheSumOfNothingIsZero) {
  using T = TypeParam;
  ThreadPool pool(2);
  for (const ReduceShape& s : {ReduceShape{3, 0, 1}, ReduceShape{2, 0, 5}}) {
    EXPECT_EQ(run_sum(std::vector<T>(), s, pool),
              std::vector<T>(static_cast<size_t>(s.out_size()), T{0}));
  }
}

TYPED_TEST(ReduceTest, NanIsTheLargestAndTheFirstOfEqualsWins) {
  using T = TypeParam;
  ThreadPool pool(1);
  const T nan = std::numeric_limits<T>::quiet_NaN();
  const T inf = std::numeric_limits<T>::infinity();
  const std::vector<T> rows = {1, 3, 3, 2, /**/ inf, nan, 5, nan, /**/ -inf, -inf, -inf, -inf};
  std::vector<T> largest(3);
  std::vector<int64_t> index(3);
  max(rows.data(), 3, 4, 1, largest.data(), pool);
  argmax(rows.data(), 3, 4, 1, index.data(), pool);
  EXPECT_EQ(largest[0], 3);
  EXPECT_TRUE(std::isnan(largest[1]));
  EXPECT_EQ(largest[2], -inf);
  EXPECT_EQ(index, (std::vector<int64_t>{1, 1, 0}));
  std::vector<T> sums = run_sum(rows, {3, 4, 1}, pool);
  EXPECT_EQ(sums[0], 9);
  EXPECT_TRUE(std::isnan(sums[1]));
  EXPECT_EQ(sums[2], -inf);
}

TYPED_TEST(ReduceTest, ARowAloneHasTheBitsItHasAmongOthers) {
  using T = TypeParam;
  ThreadPool pool(2);
  for_each_target([&] {
    for (const ReduceShape& s : {ReduceShape{40, 1003, 1}, ReduceShape{9, 77, 13}}) {
      const std::vector<T> in = random_inputs<T>(s.in_size(), 6);
      const std::vector<T> all = run_sum(in, s, pool);
      for (int64_t o = 0; o < s.outer; ++o) {
        const int64_t step = s.reduce * s.inner;
        const std::vector<T> row(in.begin() + o * step, in.begin() + (o + 1) * step);
        const std::vector<T> one = run_sum(row, {1, s.reduce, s.inner}, pool);
        EXPECT_EQ(
            std::memcmp(one.data(), &all[static_cast<size_t>(o * s.inner)], one.size() * sizeof(T)),
            0);
      }
    }
  });
}

TYPED_TEST(ReduceTest, EveryTargetAndNumberOfThreadsGivesTheSameBits) {
  using T = TypeParam;
  for (const ReduceShape& s : kShapes) {
    const std::vector<T> in = random_inputs<T>(s.in_size(), 8);
    ThreadPool one(1);
    const std::vector<T> expected = run_sum(in, s, one);
    for_each_target([&] {
      for (const int threads : {2, 3, 7}) {
        ThreadPool pool(threads);
        EXPECT_EQ(run_sum(in, s, pool), expected)
            << threads << " threads: " << s.outer << " " << s.reduce << " " << s.inner;
      }
    });
  }
}

TEST(ReduceThreadsTest, LargestAndItsIndexAreTheSameForAnyThreads) {
  const ReduceShape s{300, 40, 5};
  const std::vector<float> in = random_inputs<float>(s.in_size(), 9);
  const size_t n = static_cast<size_t>(s.out_size());
  std::vector<float> expected(n), actual(n);
  std::vector<int64_t> expected_index(n), actual_index(n);
  ThreadPool one(1);
  max(in.data(), s.outer, s.reduce, s.inner, expected.data(), one);
  argmax(in.data(), s.outer, s.reduce, s.inner, expected_index.data(), one);
  for (const int threads : {2, 3, 7}) {
    ThreadPool pool(threads);
    max(in.data(), s.outer, s.reduce, s.inner, actual.data(), pool);
    argmax(in.data(), s.outer, s.reduce, s.inner, actual_index.data(), pool);
    EXPECT_EQ(actual, expected);
    EXPECT_EQ(actual_index, expected_index);
  }
}

TEST(ReduceAccuracyTest, TenMillionFloatsLoseNothingButTheLastRounding) {
  const int64_t n = 10'000'000;
  const std::vector<float> in(static_cast<size_t>(n), 0.1f);
  ThreadPool pool(2);
  const double exact = static_cast<double>(0.1f) * static_cast<double>(n);
  const std::vector<float> row = run_sum(in, {1, n, 1}, pool);
  EXPECT_LE(std::fabs(static_cast<double>(row[0]) - exact), 0.51 * 0.0625);  // ulp of 1e6
  const std::vector<float> columns = run_sum(in, {1, n / 4, 4}, pool);
  for (const float value : columns) {
    EXPECT_LE(std::fabs(static_cast<double>(value) - exact / 4), 0.51 * 0.015625);
  }
}

}  // namespace
}  // namespace glia::kernels
