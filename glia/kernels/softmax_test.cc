#include "glia/kernels/softmax.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "glia/base/thread_pool.h"
#include "glia/kernels/reference/reduce.h"
#include "glia/kernels/testing_internal.h"

namespace glia::kernels {
namespace {

template <class T>
std::vector<T> random_logits(int64_t n, double scale) {
  std::mt19937_64 random(4);
  std::vector<T> values(static_cast<size_t>(n));
  for (T& value : values) {
    value = static_cast<T>(scale * (static_cast<double>(random() >> 11) * 0x1p-52 - 1.0));
  }
  return values;
}

template <class T>
class SoftmaxTest : public ::testing::Test {};
using Reals = ::testing::Types<float, double>;
TYPED_TEST_SUITE(SoftmaxTest, Reals);

TYPED_TEST(SoftmaxTest, AgreesWithTheReferenceAlsoInPlace) {
  using T = TypeParam;
  const double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());
  ThreadPool pool(1);
  for_each_target([&] {
    for (const int64_t cols : {0, 1, 2, 7, 15, 16, 17, 31, 33, 100, 513, 1000}) {
      for (const double scale : {1.0, 30.0}) {
        const int64_t rows = 3;
        const std::vector<T> in = random_logits<T>(rows * cols, scale);
        std::vector<T> expected(in.size()), apart(in.size()), over = in;
        reference::softmax(in.data(), rows, cols, expected.data());
        softmax(in.data(), rows, cols, apart.data(), pool);
        softmax(over.data(), rows, cols, over.data(), pool);
        EXPECT_EQ(apart, over);
        for (size_t i = 0; i < in.size(); ++i) {
          // The rounding of x - max grows with its size and acts as a relative error.
          const double relative = (4 + 2 * scale) * epsilon;
          EXPECT_NEAR(apart[i], expected[i], relative * static_cast<double>(expected[i]))
              << cols << " columns";
        }
        over = in;
        reference::log_softmax(in.data(), rows, cols, expected.data());
        log_softmax(in.data(), rows, cols, apart.data(), pool);
        log_softmax(over.data(), rows, cols, over.data(), pool);
        EXPECT_EQ(apart, over);
        for (size_t i = 0; i < in.size(); ++i) {
          const double size = scale + std::fabs(static_cast<double>(expected[i]));
          EXPECT_NEAR(apart[i], expected[i], 2 * epsilon * size) << cols << " columns";
        }
      }
    }
  });
}

TYPED_TEST(SoftmaxTest, StaysFiniteForAnyFiniteInput) {
  using T = TypeParam;
  const T largest = std::numeric_limits<T>::max();
  const T inf = std::numeric_limits<T>::infinity();
  ThreadPool pool(1);
  for_each_target([&] {
    const std::vector<T> in = {largest, -largest, 0, /**/ 1e4, 1e4, -inf, /**/ -1e4, -1e4, -1e4};
    std::vector<T> out(9);
    softmax(in.data(), 3, 3, out.data(), pool);
    EXPECT_EQ(out[0], 1);
    EXPECT_EQ(out[1], 0);
    EXPECT_EQ(out[2], 0);
    EXPECT_EQ(out[3], T{0.5});
    EXPECT_EQ(out[4], T{0.5});
    EXPECT_EQ(out[5], 0);
    EXPECT_EQ(out[6], T{1} / T{3});
    log_softmax(in.data() + 3, 2, 3, out.data(), pool);
    EXPECT_EQ(out[0], static_cast<T>(-std::log(2.0)));
    EXPECT_EQ(out[2], -inf);
    EXPECT_EQ(out[3], static_cast<T>(-std::log(3.0)));
  });
}

TYPED_TEST(SoftmaxTest, ARowWithoutAnAnswerIsNanAndHarmsNoOther) {
  using T = TypeParam;
  const T nan = std::numeric_limits<T>::quiet_NaN();
  const T inf = std::numeric_limits<T>::infinity();
  ThreadPool pool(1);
  for_each_target([&] {
    const std::vector<T> in = {-inf, -inf, /**/ 1, nan, /**/ inf, 0, /**/ 2, 2};
    for (const bool logarithm : {false, true}) {
      std::vector<T> out(8);
      if (logarithm) {
        log_softmax(in.data(), 4, 2, out.data(), pool);
      } else {
        softmax(in.data(), 4, 2, out.data(), pool);
      }
      for (int i = 0; i < 6; ++i) EXPECT_TRUE(std::isnan(out[i])) << i;
      EXPECT_EQ(out[6], logarithm ? static_cast<T>(-std::log(2.0)) : T{0.5});
    }
  });
}

TYPED_TEST(SoftmaxTest, ARowAloneAndAnyNumberOfThreadsGiveTheSameBits) {
  using T = TypeParam;
  for_each_target([&] {
    for (const int64_t cols : {3, 10, 37, 700}) {
      const int64_t rows = 900;
      const std::vector<T> in = random_logits<T>(rows * cols, 5);
      std::vector<T> expected(in.size()), expected_log(in.size()), out(in.size());
      ThreadPool one(1);
      for (int64_t r = 0; r < rows; ++r) {
        softmax(in.data() + r * cols, 1, cols, expected.data() + r * cols, one);
        log_softmax(in.data() + r * cols, 1, cols, expected_log.data() + r * cols, one);
      }
      for (const int threads : {1, 2, 3, 7}) {
        ThreadPool pool(threads);
        softmax(in.data(), rows, cols, out.data(), pool);
        EXPECT_EQ(out, expected) << threads << " threads";
        log_softmax(in.data(), rows, cols, out.data(), pool);
        EXPECT_EQ(out, expected_log) << threads << " threads";
      }
    }
  });
}

}  // namespace
}  // namespace glia::kernels
