// What programs compute beside the contract of single ops: constants and sizes, derivatives of
// derivatives, ties, and the corners where a size is 0 or an index is outside.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "glia/base/error.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/random.h"
#include "glia/graph/ops/reduce.h"
#include "glia/graph/ops/softmax.h"
#include "glia/program/program.h"

namespace glia::program {
namespace {

using graph::Graph;
using graph::Value;
using Numbers = std::vector<double>;

void set_to(std::span<double> values, double number) {
  for (double& value : values) value = number;
}

// --- leaves

TEST(Leaves, ConstantsKeepTheirTypeAndPrecision) {
  Graph g;
  Tensor integers({3}, Type::kI64);
  Tensor flags({2}, Type::kBool);
  for (int64_t i = 0; i < 3; ++i) integers.set(i, 10.0 * static_cast<double>(i));
  flags.set(1, 1);
  const std::vector<Value> values = {g.constant(0.1),
                                     g.constant(-0.0),
                                     g.constant(std::numeric_limits<double>::infinity()),
                                     g.constant(Tensor::from({2, 2}, {0.1, 0.2, 0.3, 0.4})),
                                     g.constant(integers),
                                     g.constant(flags),
                                     g.constant(Tensor({0, 3}, Type::kReal))};
  for (const Real real : {Real::kDouble, Real::kFloat}) {
    const auto rounded = [&](double x) {
      return real == Real::kDouble ? x : static_cast<double>(static_cast<float>(x));
    };
    Program p(g, values, {.real = real});
    const std::vector<Tensor> out = p.run();
    EXPECT_EQ(out[0].item(), rounded(0.1));
    EXPECT_TRUE(std::signbit(out[1].item()));
    EXPECT_TRUE(std::isinf(out[2].item()));
    EXPECT_EQ(out[3].values(), (Numbers{rounded(0.1), rounded(0.2), rounded(0.3), rounded(0.4)}));
    EXPECT_EQ(out[4].type(), Type::kI64);
    EXPECT_EQ(out[4].values(), (Numbers{0, 10, 20}));
    EXPECT_EQ(out[5].type(), Type::kBool);
    EXPECT_EQ(out[5].values(), (Numbers{0, 1}));
    EXPECT_EQ(out[6].shape(), (Shape{0, 3}));
  }
}

TEST(Leaves, SizesAreThoseOfTheRun) {
  Graph g;
  const Value x = g.input("x", {batch(), 3});
  Program p(g, {graph::mean(x), graph::mean(x, {0}), graph::size(x, 0), graph::size(x, 1),
                graph::cast(graph::size(x, 0), Type::kReal) * 2.0});
  for (const int64_t rows : {2, 5, 1, 1000}) {
    Tensor value({rows, 3}, Type::kReal);
    for (int64_t i = 0; i < value.count(); ++i) value.set(i, static_cast<double>(i % 3));
    const std::vector<Tensor> out = p.run(value);
    EXPECT_DOUBLE_EQ(out[0].item(), 1);
    EXPECT_EQ(out[1].values(), (Numbers{0, 1, 2}));
    EXPECT_EQ(out[2].type(), Type::kI64);
    EXPECT_EQ(out[2].item(), rows);
    EXPECT_EQ(out[3].item(), 3);
    EXPECT_EQ(out[4].item(), 2 * static_cast<double>(rows));
  }
}

// --- derivatives

TEST(Derivatives, OfACubeDownToTheFourth) {
  Graph g;
  const Value x = g.input("x", {});
  std::vector<Value> d = {x * x * x};
  for (int order = 1; order <= 4; ++order) d.push_back(graph::grad(d.back(), {x})[0]);
  Program p(g, d);
  const std::vector<Tensor> out = p.run(2.0);
  const Numbers expected = {8, 12, 12, 6, 0};
  for (size_t i = 0; i < d.size(); ++i) EXPECT_EQ(out[i].item(), expected[i]) << "order " << i;
}

TEST(Derivatives, ForwardOverReverseGivesHessianProducts) {
  // f = x0^2 x1 + e^(x1 x2): its Hessian is known.
  Graph g;
  const Value x = g.input("x", {3});
  const Value v = g.input("v", {3});
  const auto at = [&](int i) { return graph::reshape(graph::slice(x, 0, i, i + 1), {}); };
  const Value f = graph::square(at(0)) * at(1) + graph::exp(at(1) * at(2));
  const Value gradient = graph::grad(f, {x})[0];
  Program p(g, {gradient, graph::jvp({gradient}, {x}, {v})[0],
                graph::grad(graph::sum(gradient * v), {x})[0]});
  const double a = 0.5, b = -1.5, c = 0.25;
  const std::vector<Tensor> out =
      p.run(Tensor::from({3}, {a, b, c}), Tensor::from({3}, {1, -2, 3}));
  const double e = std::exp(b * c);
  const double hessian[3][3] = {
      {2 * b, 2 * a, 0}, {2 * a, c * c * e, e + b * c * e}, {0, e + b * c * e, b * b * e}};
  const double first[3] = {2 * a * b, a * a + c * e, b * e};
  for (int64_t i = 0; i < 3; ++i) {
    const double product = hessian[i][0] - 2 * hessian[i][1] + 3 * hessian[i][2];
    EXPECT_NEAR(out[0].at(i), first[i], 1e-14);
    EXPECT_NEAR(out[1].at(i), product, 1e-13);
    EXPECT_NEAR(out[2].at(i), product, 1e-13);
  }
}

TEST(Derivatives, OfTiedWeightsAreSummed) {
  Graph g;
  const Value w = g.variable("w", {2, 2}, [](std::span<double> values, uint64_t, uint64_t) {
    for (size_t i = 0; i < 4; ++i) values[i] = static_cast<double>(i) + 1;
  });
  const Value x = g.input("x", {1, 2});
  // An autoencoder with one matrix: x w w'.
  const Value y =
      graph::matmul(graph::matmul(x, w), graph::transpose(g.variable("w", {2, 2}, nullptr)));
  Program p(g, {graph::grad(graph::sum(y), {w})[0]});
  EXPECT_EQ(p.variables()->entries().size(), 1u);
  // d/dw of sum_k (x w w')_k = x' (1 w) + 1' (x w): both factors.
  EXPECT_EQ(p.run(Tensor::from({1, 2}, {1, 10}))[0].values(), (Numbers{35, 48, 71, 102}));
}

TEST(Derivatives, StopAndVanishWhereTheyShould) {
  Graph g;
  const Value x = g.input("x", {batch()});
  const Value unused = g.input("unused", {batch(), 2});
  const Value y = graph::sum(x * graph::stop_gradient(x)) + graph::sum(graph::step(x));
  const std::vector<Value> d = graph::grad(y, {x, unused});
  Program p(g, {d[0], d[1], graph::jvp({y}, {x}, {x})[0]});
  p.set(0, Tensor::from({3}, {1, 2, 4}));
  p.step();
  EXPECT_EQ(p.output(0).values(), (Numbers{1, 2, 4}));  // not 2 x
  EXPECT_EQ(p.output(1).values(), (Numbers{0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(p.output(2).item(), 21);
}

TEST(Derivatives, WithASeedAreTheWeightedSum) {
  Graph g;
  const Value x = g.input("x", {3});
  const Value seed = g.input("seed_of_y", {3});
  Program p(g, {graph::grad(graph::square(x), {x}, seed)[0]});
  EXPECT_EQ(p.run(Tensor::from({3}, {1, 2, 3}), Tensor::from({3}, {1, 0, -1}))[0].values(),
            (Numbers{2, 0, -6}));
}

TEST(Derivatives, OfTiesAreShared) {
  Graph g;
  const Value x = g.input("x", {4});
  Program p(g, {graph::grad(graph::max(x, 0), {x})[0],
                graph::grad(graph::sum(graph::maximum(x, g.constant(3))), {x})[0]});
  const std::vector<Tensor> out = p.run(Tensor::from({4}, {3, 1, 3, 2}));
  EXPECT_EQ(out[0].values(), (Numbers{0.5, 0, 0.5, 0}));
  EXPECT_EQ(out[1].values(), (Numbers{1, 0, 1, 0}));
}

TEST(Derivatives, OfDropoutSeeTheMaskOfTheValue) {
  Graph g;
  graph::randomness(g);
  const Value x = g.input("x", {200});
  const Value y = graph::dropout(x, g.constant(0.25), "dropout1");
  const Value slope = graph::grad(graph::sum(y), {x})[0];
  const Value tangent = graph::jvp({y}, {x}, {g.constant(Tensor::from({200}, Numbers(200, 1)))})[0];
  Program training(g, {y, slope, tangent});
  Program predicting(g, {y, slope, tangent}, {.mode = Mode::kPredict});
  const Tensor ones = Tensor::from({200}, Numbers(200, 1));
  std::vector<Numbers> masks;
  for (const double step : {1.0, 2.0, 1.0}) {
    const std::vector<Tensor> out = training.run(7.0, step, ones);
    EXPECT_EQ(out[0].values(), out[1].values());
    EXPECT_EQ(out[0].values(), out[2].values());
    for (const double value : out[0].values()) EXPECT_TRUE(value == 0 || value == 1 / 0.75);
    masks.push_back(out[0].values());
  }
  EXPECT_EQ(masks[0], masks[2]);
  EXPECT_NE(masks[0], masks[1]);
  for (const Tensor& value : predicting.run(7.0, 1.0, ones))
    EXPECT_EQ(value.values(), ones.values());
}

// --- corners

TEST(Corners, RowsOutsideATableAreNaNAndAddNowhere) {
  Graph g;
  const Value table = g.input("table", {2, 2});
  const Value index = g.input("index", {4}, Type::kI64);
  Program p(g, {graph::gather(table, index),
                graph::grad(graph::sum(graph::gather(table, index)), {table})[0],
                graph::one_hot(index, 2)});
  Tensor at({4}, Type::kI64);
  for (int64_t i = 0; i < 4; ++i) at.set(i, Numbers{1, -1, 2, 1}[static_cast<size_t>(i)]);
  const std::vector<Tensor> out = p.run(Tensor::from({2, 2}, {1, 2, 3, 4}), at);
  const Numbers rows = out[0].values();
  EXPECT_EQ((Numbers{rows[0], rows[1], rows[6], rows[7]}), (Numbers{3, 4, 3, 4}));
  for (size_t i = 2; i < 6; ++i) EXPECT_TRUE(std::isnan(rows[i]));
  EXPECT_EQ(out[1].values(), (Numbers{0, 0, 2, 2}));
  EXPECT_EQ(out[2].values(), (Numbers{0, 1, 0, 0, 0, 0, 0, 1}));
}

TEST(Corners, CastsOfWhatHasNoInteger) {
  Graph g;
  const Value x = g.input("x", {6});
  for (const Real real : {Real::kDouble, Real::kFloat}) {
    Program p(g,
              {graph::cast(x, Type::kI32), graph::cast(x, Type::kU8), graph::cast(x, Type::kBool)},
              {.real = real});
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Tensor> out = p.run(Tensor::from({6}, {-1.9, 2.9, 1e30, -1e30, nan, 0}));
    const double most = std::numeric_limits<int32_t>::max();
    const double least = std::numeric_limits<int32_t>::min();
    EXPECT_EQ(out[0].values(), (Numbers{-1, 2, most, least, 0, 0}));
    EXPECT_EQ(out[1].values(), (Numbers{0, 2, 255, 0, 0, 0}));
    EXPECT_EQ(out[2].values(), (Numbers{1, 1, 1, 1, 1, 0}));
  }
}

TEST(Corners, NoRowsAtAll) {
  Graph g;
  const Value x = g.input("x", {batch(), 3});
  const Value w =
      g.variable("w", {3, 2}, [](std::span<double> v, uint64_t, uint64_t) { set_to(v, 1); });
  const Value b = g.variable("b", {2}, nullptr);
  const Value y = graph::softmax(graph::relu(graph::matmul(x, w) + b));
  const Value loss = graph::sum(y);
  const std::vector<Value> d = graph::grad(loss, {w, b});
  Program p(g, {y, loss, d[0], d[1], graph::mean(y)}, {.capacity = 4});
  for (const int64_t rows : {3, 0, 2, 0}) {
    p.set(0, Tensor({rows, 3}, Type::kReal));
    ASSERT_TRUE(p.step());
    EXPECT_EQ(p.output(0).shape(), (Shape{rows, 2}));
    EXPECT_EQ(p.scalar(1), static_cast<double>(rows));
    EXPECT_EQ(p.output(2).values(), Numbers(6, 0));
    EXPECT_EQ(std::isnan(p.scalar(4)), rows == 0);
  }
  Program largest(g, {graph::max(x, 0)});
  largest.set(0, Tensor({0, 3}, Type::kReal));
  try {
    largest.step();
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "max: axis 0 has size 0 in this run; nothing has no largest");
  }
}

// A repeated row of no columns, read through a view that is not contiguous.
TEST(Corners, NoColumns) {
  Graph g;
  const Value x = g.input("x", {5, 2});
  const Value none = graph::slice(graph::slice(graph::transpose(x), 1, 0, 0), 0, 0, 1);
  const Value y = graph::broadcast_to(none, {3, 0}) + g.constant(Tensor({3, 0}, Type::kReal));
  Program p(g, {y, graph::sum(y), graph::sum(y, {1})});
  const std::vector<Tensor> out = p.run(Tensor({5, 2}, Type::kReal));
  EXPECT_EQ(out[0].shape(), (Shape{3, 0}));
  EXPECT_EQ(out[1].item(), 0);
  EXPECT_EQ(out[2].values(), (Numbers{0, 0, 0}));
}

TEST(Corners, TheUntakenSideOfASelectNeverMatters) {
  Graph g;
  const Value x = g.input("x", {3});
  const Value safe = graph::greater(x, g.constant(0));
  const Value inner = graph::select(safe, x, g.constant(1));
  const Value y = graph::select(safe, graph::log(inner), g.constant(0));
  Program p(g, {y, graph::grad(graph::sum(y), {x})[0]});
  const std::vector<Tensor> out = p.run(Tensor::from({3}, {-1, 0, 2}));
  EXPECT_EQ(out[0].values(), (Numbers{0, 0, std::log(2.0)}));
  EXPECT_EQ(out[1].values(), (Numbers{0, 0, 0.5}));
}

TEST(Corners, SoftmaxOfAnyFiniteNumbersIsFinite) {
  Graph g;
  const Value x = g.input("x", {2, 3});
  const Value y = graph::log_softmax(x);
  const Value slope = graph::grad(graph::sum(graph::slice(y, 1, 0, 1)), {x})[0];
  for (const Real real : {Real::kDouble, Real::kFloat}) {
    Program p(g, {graph::softmax(x), y, slope}, {.real = real});
    const auto out = p.run(Tensor::from({2, 3}, {1e30, -1e30, 0, -1e30, -1e30, -1e30}));
    for (const Tensor& tensor : out)
      for (const double value : tensor.values()) EXPECT_TRUE(std::isfinite(value));
    EXPECT_EQ(out[0].values()[0], 1);
    EXPECT_NEAR(out[0].values()[4], 1.0 / 3, 1e-7);
  }
}

}  // namespace
}  // namespace glia::program
