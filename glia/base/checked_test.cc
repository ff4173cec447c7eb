#include "glia/base/checked.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace glia {
namespace {

constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
constexpr size_t kMaxSize = std::numeric_limits<size_t>::max();

TEST(Checked, AddsUpToTheLastValue) {
  EXPECT_EQ(checked_add<int64_t>(kMax - 1, 1), kMax);
  EXPECT_EQ(checked_add<int64_t>(kMax, 1), std::nullopt);
  EXPECT_EQ(checked_add<int64_t>(kMin, -1), std::nullopt);
  EXPECT_EQ(checked_add<size_t>(kMaxSize, 0), kMaxSize);
  EXPECT_EQ(checked_add<size_t>(kMaxSize, 1), std::nullopt);
}

TEST(Checked, MultipliesUpToTheLastValue) {
  EXPECT_EQ(checked_mul<int64_t>(0, kMax), 0);
  EXPECT_EQ(checked_mul<int64_t>(kMin, -1), std::nullopt);
  EXPECT_EQ(checked_mul<int64_t>(int64_t{1} << 32, int64_t{1} << 32), std::nullopt);
  EXPECT_EQ(checked_mul<int64_t>(int64_t{1} << 31, int64_t{1} << 31), int64_t{1} << 62);
}

TEST(Checked, CastsWhatFits) {
  EXPECT_EQ((checked_cast<uint8_t>(int64_t{255})), uint8_t{255});
  EXPECT_EQ((checked_cast<uint8_t>(int64_t{256})), std::nullopt);
  EXPECT_EQ((checked_cast<size_t>(int64_t{-1})), std::nullopt);
  EXPECT_EQ((checked_cast<int64_t>(uint64_t{1} << 63)), std::nullopt);
}

TEST(Checked, RoundsUpToAMultiple) {
  EXPECT_EQ(checked_round_up<size_t>(0, 64), size_t{0});
  EXPECT_EQ(checked_round_up<size_t>(1, 64), size_t{64});
  EXPECT_EQ(checked_round_up<size_t>(64, 64), size_t{64});
  EXPECT_EQ(checked_round_up<size_t>(kMaxSize - 3, 64), std::nullopt);
}

TEST(Checked, FailureSaysWhatWasCounted) {
  EXPECT_EQ(mul_or_fail<int64_t>(6, 7, "answer"), 42);
  EXPECT_EQ(add_or_fail<int64_t>(40, 2, "answer"), 42);
  try {
    mul_or_fail<int64_t>(kMax, 2, "bytes of tensor w");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kData);
    EXPECT_STREQ(error.what(), "bytes of tensor w: 9223372036854775807 * 2 is too large to count");
  }
}

}  // namespace
}  // namespace glia
