#include "glia/kernels/softmax_loss.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "glia/base/thread_pool.h"
#include "glia/kernels/elementwise.h"
#include "glia/kernels/reduce.h"
#include "glia/kernels/softmax.h"
#include "glia/kernels/testing_internal.h"

namespace glia::kernels {
namespace {

template <class T>
struct Rows {
  std::vector<T> logits;
  std::vector<int64_t> classes;
  int64_t cols = 0;
};

template <class T>
struct Result {
  std::vector<T> picked, slope;
};

template <class T>
Rows<T> random_rows(int64_t rows, int64_t cols) {
  std::mt19937_64 random(static_cast<uint64_t>(rows * 1000 + cols));
  Rows<T> result{{}, {}, cols};
  for (int64_t i = 0; i < rows * cols; ++i)
    result.logits.push_back(static_cast<T>(static_cast<double>(random() >> 11) * 0x1p-50 - 4));
  for (int64_t r = 0; r < rows; ++r)
    result.classes.push_back(static_cast<int64_t>(random() % static_cast<uint64_t>(cols)));
  return result;
}

template <class T>
Result<T> in_one(const Rows<T>& given, T scale, ThreadPool& pool) {
  Result<T> result{std::vector<T>(given.classes.size()), std::vector<T>(given.logits.size())};
  SoftmaxLoss<T> loss;
  loss.logits = given.logits.data();
  loss.classes = given.classes.data();
  loss.scale = scale;
  loss.rows = static_cast<int64_t>(given.classes.size());
  loss.cols = given.cols;
  loss.picked = result.picked.data();
  loss.slope = result.slope.data();
  softmax_loss(loss, pool);
  return result;
}

// The same by the kernels of the single operations.
template <class T>
Result<T> one_by_one(const Rows<T>& given, T scale, ThreadPool& pool) {
  const auto rows = static_cast<int64_t>(given.classes.size());
  const int64_t cols = given.cols;
  const size_t n = given.logits.size();
  std::vector<T> l(n), hot(n), terms(n), scales(n), raised(n), totals(given.classes.size());
  log_softmax(given.logits.data(), rows, cols, l.data(), pool);
  for (size_t i = 0; i < n; ++i) {
    const auto at = static_cast<int64_t>(i);
    hot[i] = given.classes[i / static_cast<size_t>(cols)] == at % cols ? T{1} : T{0};
    terms[i] = l[i] * hot[i];
    scales[i] = scale * hot[i];
  }
  Result<T> result{std::vector<T>(given.classes.size()), std::vector<T>(n)};
  std::vector<double> scratch(reduce_scratch_bytes(rows, cols, 1) / sizeof(double) + 1);
  const auto row_sums = [&](const std::vector<T>& of, std::vector<T>& to) {
    sum(of.data(), rows, cols, 1, to.data(), scratch.data(), pool);
  };
  row_sums(terms, result.picked);
  row_sums(scales, totals);
  const void* const in[] = {l.data()};
  tile_function<T>(TileOp::kExp)(in, raised.data(), n, 0);
  for (size_t i = 0; i < n; ++i)
    result.slope[i] = scales[i] - raised[i] * totals[i / static_cast<size_t>(cols)];
  return result;
}

template <class T>
void expect_same_bits(const std::vector<T>& found, const std::vector<T>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (size_t i = 0; i < found.size(); ++i) {
    if (std::isnan(expected[i]) && std::isnan(found[i])) continue;
    ASSERT_EQ(found[i], expected[i]) << i;
    ASSERT_EQ(std::signbit(found[i]), std::signbit(expected[i])) << i;
  }
}

template <class T>
class SoftmaxLossTest : public ::testing::Test {};
using Reals = ::testing::Types<float, double>;
TYPED_TEST_SUITE(SoftmaxLossTest, Reals);

template <class T>
void check(const Rows<T>& rows, T scale) {
  for (const int threads : {1, 3}) {
    ThreadPool pool(threads);
    const Result<T> found = in_one(rows, scale, pool);
    const Result<T> expected = one_by_one(rows, scale, pool);
    expect_same_bits(found.picked, expected.picked);
    expect_same_bits(found.slope, expected.slope);
  }
}

TYPED_TEST(SoftmaxLossTest, HasTheBitsOfItsOperations) {
  for_each_target([] {
    for (const int64_t cols : {1, 2, 3, 7, 10, 16, 17, 31, 33, 100, 5000}) {
      for (const int64_t rows : {1, 5, 128, 900}) {
        if (rows * cols > 100000) continue;
        SCOPED_TRACE(testing::Message() << rows << " rows of " << cols);
        check(random_rows<TypeParam>(rows, cols), static_cast<TypeParam>(-1.0 / 128));
      }
    }
  });
}

TYPED_TEST(SoftmaxLossTest, HasTheBitsOfItsOperationsForWhatIsNoNumber) {
  using T = TypeParam;
  const T inf = std::numeric_limits<T>::infinity();
  const T nan = std::numeric_limits<T>::quiet_NaN();
  for_each_target([&] {
    for (const int64_t cols : {2, 10, 40}) {
      for (const T odd : {inf, -inf, nan, std::numeric_limits<T>::max()}) {
        for (const int64_t at : {int64_t{0}, cols - 1, 3 * cols, 5 * cols - 1}) {
          Rows<T> rows = random_rows<T>(5, cols);
          rows.logits[static_cast<size_t>(at)] = odd;
          check(rows, T{-0.25});
          rows.classes[static_cast<size_t>(at / cols)] = at % cols;
          check(rows, T{-0.25});
        }
      }
      for (const T scale : {T{0}, -T{0}, inf, -inf, nan, T{1}})
        check(random_rows<T>(5, cols), scale);
    }
  });
}

TYPED_TEST(SoftmaxLossTest, HasTheBitsOfItsOperationsForAClassThatIsNotThere) {
  using T = TypeParam;
  for_each_target([] {
    for (const int64_t wrong : {int64_t{-1}, int64_t{10}, int64_t{1} << 40}) {
      Rows<T> rows = random_rows<T>(6, 10);
      rows.classes[4] = wrong;
      check(rows, T{-0.5});
    }
  });
}

// d/dz of -scale (z[y] - log sum e^z) by four points, in double.
TEST(SoftmaxLossSlopeTest, IsTheDerivative) {
  const Rows<double> rows = random_rows<double>(3, 7);
  ThreadPool pool(1);
  const double scale = -0.5;
  const std::vector<double> slope = in_one(rows, scale, pool).slope;
  const double h = 1e-3;
  for (size_t i = 0; i < rows.logits.size(); ++i) {
    const auto value = [&](double step) {
      Rows<double> moved = rows;
      moved.logits[i] += step;
      double sum = 0;
      for (const double picked : in_one(moved, scale, pool).picked) sum += scale * picked;
      return sum;
    };
    const double found = (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h);
    EXPECT_NEAR(slope[i], found, 1e-11);
  }
}

}  // namespace
}  // namespace glia::kernels
