#include "glia/program/gradient_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "glia/base/error_testing.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/random.h"
#include "glia/graph/ops/reduce.h"

namespace glia::program {
namespace {

using graph::Graph;
using graph::Op;
using graph::Value;

void start(std::span<double> values, uint64_t, uint64_t) {
  for (size_t i = 0; i < values.size(); ++i) values[i] = 0.3 * static_cast<double>(i + 1);
}

TEST(GradientCheck, ThreeWaysAgree) {
  Graph g;
  const Value x = g.input("x", {batch(), 2});
  const Value w = g.variable("w", {2, 3}, start);
  const Value loss = graph::mean(graph::square(graph::tanh(graph::matmul(x, w))));
  const auto rows = check_gradient(loss, {w, x}, {{"x", Tensor::from({2, 2}, {1, -2, 0.5, 0.25})}});
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_TRUE(passed(rows));
  EXPECT_EQ(rows[0].name, "w");
  EXPECT_EQ(rows[0].checked, 6);
  EXPECT_EQ(rows[1].shape, Shape({2, 2}));
  for (const GradientRow& row : rows) {
    EXPECT_NE(row.reverse, 0);
    EXPECT_LT(row.finite_difference, 1e-8);
    EXPECT_LT(row.forward_difference, 1e-14);
  }
}

TEST(GradientCheck, KnowsTheSlopeOfTheBooks) {
  Graph g;
  const Value x = g.input("x", {});
  const auto rows = check_gradient(graph::sin(graph::square(x)), {x}, {{"x", Tensor::scalar(2)}});
  EXPECT_NEAR(rows[0].finite, 4 * std::cos(4.0), 1e-9);
  EXPECT_NEAR(rows[0].forward, 4 * std::cos(4.0), 1e-15);
  EXPECT_NEAR(rows[0].reverse, 4 * std::cos(4.0), 1e-15);
}

// x^2 with a derivative that is wrong on one side; from outside the table.
Op squared(bool good_gradient, bool good_tangent) {
  Op op = *graph::find_op("square");
  if (!good_gradient)
    op.gradient = [](Value y, Value g) -> std::vector<Value> {
      return {g * y.graph().value(y.node().inputs[0])};
    };
  if (!good_tangent)
    op.tangent = [](Value y, const std::vector<Value>& t) {
      return t[0] * y.graph().value(y.node().inputs[0]) * 3.0;
    };
  return op;
}

TEST(GradientCheck, FindsAWrongGradientAndAWrongTangent) {
  for (const bool good_gradient : {false, true}) {
    const Op op = squared(good_gradient, !good_gradient);
    Graph g;
    const Value x = g.input("x", {3});
    const auto rows =
        check_gradient(graph::sum(g.add(op, {x})), {x}, {{"x", Tensor::from({3}, {0, 1, 3})}});
    EXPECT_FALSE(passed(rows));
    EXPECT_EQ(rows[0].finite_difference > 0.1, !good_gradient);
    EXPECT_GT(rows[0].forward_difference, 0.1);
    EXPECT_EQ(rows[0].checked, 3);
    EXPECT_NE(rows[0].worst, 0);  // at 0 even the wrong slope is right
  }
}

TEST(GradientCheck, AKinkNearbyIsNoError) {
  Graph g;
  const Value x = g.input("x", {4});
  const Tensor near = Tensor::from({4}, {1e-4, -2e-5, 3e-6, 1});
  EXPECT_TRUE(passed(check_gradient(graph::sum(graph::relu(x)), {x}, {{"x", near}})));
}

TEST(GradientCheck, HoldsTheMaskOfDropout) {
  Graph g;
  const Value x = g.input("x", {50});
  const Value y = graph::sum(graph::square(graph::dropout(x, g.constant(0.5), "mask")));
  Tensor ones({50}, Type::kReal);
  for (int64_t i = 0; i < 50; ++i) ones.set(i, 1);
  const auto training = check_gradient(y, {x}, {{"x", ones}}, {.seed = 3, .elements = 50});
  EXPECT_TRUE(passed(training));
  EXPECT_EQ(training[0].checked, 50);
  const auto predicting =
      check_gradient(y, {x}, {{"x", ones}}, {.mode = Mode::kPredict, .elements = 7});
  EXPECT_TRUE(passed(predicting));
  EXPECT_EQ(predicting[0].checked, 7);
  EXPECT_DOUBLE_EQ(predicting[0].reverse, 2);
}

TEST(GradientCheck, WhatIsNotFiniteFails) {
  Graph g;
  const Value x = g.input("x", {2});
  const auto rows =
      check_gradient(graph::sum(graph::log(x)), {x}, {{"x", Tensor::from({2}, {1, 0})}});
  EXPECT_FALSE(passed(rows));
}

TEST(GradientCheck, RefusesWhatItCanNotMove) {
  Graph g;
  const Value x = g.input("x", {});
  const Value y = graph::square(x);
  EXPECT_EQ(usage_message([&] { check_gradient(y, {x}, {}); }), "gradient check: x is not given");
  EXPECT_EQ(usage_message([&] { check_gradient(y * 2.0, {y}, {}); }),
            "gradient check: expected variables and real inputs, found what square makes");
  EXPECT_EQ(usage_message([&] {
              check_gradient(y, {x}, {{"x", Tensor::scalar(1)}}, {.elements = 0});
            }),
            "gradient check: elements must be 1 or more, found 0");
}

}  // namespace
}  // namespace glia::program
