#include "glia/session/axis.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace glia::session {
namespace {

std::string labels(const Axis& axis) {
  std::string all;
  for (const Tick& tick : axis.ticks) all += (all.empty() ? "" : " ") + tick.label;
  return all;
}

TEST(ValueAxis, RoundStepsAroundTheValues) {
  EXPECT_EQ(labels(value_axis({0.12, 1.3}, 5)), "0.0 0.5 1.0 1.5");
  EXPECT_EQ(labels(value_axis({0.91, 0.985}, 5)), "0.90 0.92 0.94 0.96 0.98 1.00");
  EXPECT_EQ(labels(value_axis({-3, 7}, 5)), "-4 -2 0 2 4 6 8");
  EXPECT_EQ(labels(value_axis({0, 430}, 5)), "0 100 200 300 400 500");
  EXPECT_EQ(labels(value_axis({-2e-7, 1e-7}, 5)), "-2e-07 -1e-07 0 1e-07");
  EXPECT_EQ(labels(value_axis({1000001, 1000003}, 2)), "1000001 1000002 1000003");
}

TEST(ValueAxis, NothingOneValueAndGaps) {
  const double nan = std::nan(""), infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(labels(value_axis({}, 2)), "0.0 0.5 1.0");
  EXPECT_EQ(labels(value_axis({nan, -infinity, 1e305}, 2)), "0.0 0.5 1.0");
  EXPECT_EQ(labels(value_axis({0}, 2)), "-1 0 1");
  EXPECT_EQ(labels(value_axis({nan, 0.5, 0.5}, 2)), "0.45 0.50 0.55");
  EXPECT_EQ(labels(value_axis({-20}, 2)), "-22 -20 -18");
}

TEST(ValueAxis, LogarithmicForAWideSpan) {
  const Axis axis = value_axis({2e-6, 3.0}, 5);
  EXPECT_TRUE(axis.logarithmic);
  EXPECT_EQ(labels(axis), "10⁻⁶ 10⁻⁴ 0.01 1");
  EXPECT_DOUBLE_EQ(axis.place(1e-6), 0.0);
  EXPECT_DOUBLE_EQ(axis.place(10.0), 1.0);
  EXPECT_TRUE(std::isnan(axis.place(std::nan(""))));
  EXPECT_FALSE(value_axis({0.0, 3.0}, 5).logarithmic);
  EXPECT_FALSE(value_axis({0.0031, 3.0}, 5).logarithmic);
  EXPECT_EQ(labels(value_axis({1e12, 1e15}, 5)), "10¹² 10¹³ 10¹⁴ 10¹⁵");
}

TEST(CountingAxis, WholeNumbersOnly) {
  EXPECT_EQ(labels(counting_axis(1, 1, 10)), "1");
  EXPECT_DOUBLE_EQ(counting_axis(1, 1, 10).place(1), 0.5);
  EXPECT_EQ(labels(counting_axis(1, 2, 10)), "1 2");
  EXPECT_EQ(labels(counting_axis(0, 12, 10)), "0 2 4 6 8 10 12");
  EXPECT_EQ(labels(counting_axis(1, 100, 10)), "1 10 20 30 40 50 60 70 80 90 100");
  EXPECT_EQ(labels(counting_axis(9, 31, 5)), "10 15 20 25 30");
}

}  // namespace
}  // namespace glia::session
