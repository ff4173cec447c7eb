#include "glia/kernels/copy.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "glia/kernels/reference/copy.h"

namespace glia::kernels {
namespace {

struct Case {
  const char* name;
  std::vector<int64_t> extent;
  std::vector<int64_t> stride;
  int64_t start = 0;  // where src points in a buffer of 4000 elements
};

const Case kCases[] = {
    {"one value", {}, {}},
    {"empty", {3, 0, 2}, {2, 2, 1}},
    {"contiguous", {7, 5, 3}, {15, 3, 1}},
    {"a vector backwards", {17}, {-1}, 40},
    {"every third", {33}, {3}},
    {"one row repeated", {5, 7}, {0, 1}},
    {"one column repeated", {5, 7}, {1, 0}},
    {"one value repeated", {5, 7}, {0, 0}},
    {"a transpose", {31, 33}, {1, 31}},
    {"a padded transpose", {16, 17}, {1, 50}},
    {"batches of transposes", {3, 7, 5}, {35, 1, 7}},
    {"channels last", {2, 4, 5, 3}, {60, 5, 1, 20}},
    {"axes of one", {1, 6, 1, 4, 1}, {9, 4, 0, 1, -3}},
    {"a window", {3, 4, 5}, {200, 20, 1}, 7},
    {"two axes merge", {4, 3, 6}, {6, 24, 1}},
};

template <class T>
class CopyTest : public ::testing::Test {};
using Types = ::testing::Types<uint8_t, int32_t, int64_t, float, double>;
TYPED_TEST_SUITE(CopyTest, Types);

TYPED_TEST(CopyTest, StridedViewsBecomeContiguous) {
  using T = TypeParam;
  std::vector<T> buffer(4000);
  for (size_t i = 0; i < buffer.size(); ++i) buffer[i] = static_cast<T>(i % 251);
  for (const Case& c : kCases) {
    int64_t count = 1;
    for (const int64_t extent : c.extent) count *= extent;
    std::vector<T> expected(static_cast<size_t>(count) + 1, T{99}), actual = expected;
    const int rank = static_cast<int>(c.extent.size());
    const T* src = buffer.data() + c.start;
    reference::strided_copy(src, c.extent.data(), c.stride.data(), rank, expected.data());
    strided_copy(src, c.extent.data(), c.stride.data(), rank, actual.data());
    EXPECT_EQ(actual, expected) << c.name;
  }
}

TYPED_TEST(CopyTest, GatherTakesRowsInAnyOrderAndAgain) {
  using T = TypeParam;
  std::vector<T> src(5 * 3);
  std::iota(src.begin(), src.end(), T{0});
  const std::vector<int64_t> index = {4, 0, 4, 2};
  std::vector<T> out(12);
  gather_rows(src.data(), 3, index.data(), 4, out.data());
  EXPECT_EQ(out, (std::vector<T>{12, 13, 14, 0, 1, 2, 12, 13, 14, 6, 7, 8}));
  gather_rows<T>(src.data(), 3, index.data(), 0, nullptr);
}

template <class From, class To>
void check_conversion() {
  for (const int64_t row_size : {0, 1, 2, 7, 16, 33, 784}) {
    std::vector<From> src(static_cast<size_t>(4 * row_size));
    for (size_t i = 0; i < src.size(); ++i) src[i] = static_cast<From>(i * 37 % 256);
    const std::vector<int64_t> index = {3, 0, 3};
    std::vector<To> expected(static_cast<size_t>(3 * row_size)), actual = expected;
    for (const auto& [scale, shift] : {std::pair{1.0, 0.0}, std::pair{1.0 / 255, -0.5}}) {
      reference::gather_convert_rows(src.data(), row_size, index.data(), 3, scale, shift,
                                     expected.data());
      gather_convert_rows(src.data(), row_size, index.data(), 3, scale, shift, actual.data());
      EXPECT_EQ(actual, expected);
      convert(src.data(), row_size, scale, shift, actual.data());
      const int64_t first = 0;
      reference::gather_convert_rows(src.data(), row_size, &first, 1, scale, shift,
                                     expected.data());
      EXPECT_EQ(actual, expected);
    }
  }
}

TYPED_TEST(CopyTest, ConversionsRoundOnce) {
  check_conversion<TypeParam, float>();
  check_conversion<TypeParam, double>();
}

// Kernels may take a shorter way for the scale of pixels.
TEST(CopyTest, EveryPixelIsRoundedOnce) {
  std::vector<uint8_t> pixels(256 + 7);
  for (size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<uint8_t>(i);
  const int64_t row = 0;
  for (const double shift : {0.0, 0.25}) {
    std::vector<float> out(pixels.size());
    gather_convert_rows(pixels.data(), static_cast<int64_t>(pixels.size()), &row, 1, 1.0 / 255,
                        shift, out.data());
    for (size_t i = 0; i < pixels.size(); ++i) {
      EXPECT_EQ(out[i], static_cast<float>(pixels[i] * (1.0 / 255) + shift)) << i;
    }
  }
}

TEST(CopyTest, LargeIntegersSurviveAsFarAsTheTypeAllows) {
  const std::vector<int64_t> in = {(int64_t{1} << 53) - 1, -(int64_t{1} << 53) + 1};
  std::vector<double> out(2);
  convert(in.data(), 2, 1.0, 0.0, out.data());
  EXPECT_EQ(out, (std::vector<double>{9007199254740991.0, -9007199254740991.0}));
}

template <class T>
void check_scatter() {
  const std::vector<int64_t> index = {2, 0, 2, 2};
  std::vector<T> src(12), expected(9, T{0.5}), actual = expected;
  for (size_t i = 0; i < src.size(); ++i) src[i] = static_cast<T>(1) / static_cast<T>(i + 3);
  reference::scatter_add_rows(src.data(), 3, index.data(), 4, expected.data());
  scatter_add_rows(src.data(), 3, index.data(), 4, actual.data());
  EXPECT_EQ(actual, expected);
  EXPECT_EQ(actual[3], T{0.5});  // row 1 was not named
}

TEST(CopyTest, ScatterAddsRepeatedRowsInOrder) {
  check_scatter<float>();
  check_scatter<double>();
}

}  // namespace
}  // namespace glia::kernels
