// Inputs of a program: sizes that agree, refusals, memory for what the plan does not read.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <vector>

#include "glia/base/error_testing.h"
#include "glia/base/thread_pool.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/random.h"
#include "glia/graph/ops/reduce.h"
#include "glia/program/program.h"

namespace glia::program {
namespace {

using graph::Graph;
using graph::Value;

Tensor ones(const Shape& shape) {
  Tensor tensor(shape, Type::kReal);
  for (int64_t i = 0; i < tensor.count(); ++i) tensor.set(i, 1);
  return tensor;
}

TEST(Inputs, OfOneBatchHaveOneSize) {
  Graph g;
  const Value x = g.input("x", {batch(), 2});
  const Value y = g.input("y", {batch(), 2});
  Program p(g, {graph::sum(x * y)});
  p.set(0, ones({5, 2}));
  p.set(1, ones({3, 2}));
  EXPECT_EQ(message_of([&] { p.step(); }),
            "program: batch is 5 in input x [batch, 2], but 3 in the input given last");
  p.set(0, ones({3, 2}));
  EXPECT_TRUE(p.step());
  EXPECT_EQ(p.scalar(0), 6);
  EXPECT_EQ(p.run(ones({4, 2}), ones({4, 2}))[0].item(), 8);
}

TEST(Inputs, RefuseWhatDoesNotFit) {
  Graph g;
  g.input("x", {batch(), 2});
  const Value y = g.input("y", {});
  Program p(g, {y});
  EXPECT_EQ(message_of([&] {
              p.set(0, ones({5, 3}));
            }),
            "program: input x has shape [batch, 2]; axis 1 can't have size 3");
  EXPECT_EQ(message_of([&] { p.set(0, ones({5})); }),
            "program: input x has shape [batch, 2], the given value [5]");
  EXPECT_EQ(message_of([&] { p.set(0, 1.0); }),
            "program: input x has shape [batch, 2], the given value []");
  EXPECT_EQ(message_of([&] { p.set(2, 1.0); }), "program: there is no input 2; the graph has 2");
  EXPECT_EQ(message_of([&] { p.set(-1, 1.0); }), "program: there is no input -1; the graph has 2");
  EXPECT_EQ(message_of([&] {
              p.run(ones({5, 2}), 1.0, 2.0);
            }),
            "program: there is no input 2; the graph has 2");
  EXPECT_EQ(message_of([&] { p.input("z"); }), "program: no input is named z");
}

TEST(Inputs, ThatNothingReadsNeedNotBeGivenAndTakeAnySize) {
  Graph g;
  const Value x = g.input("x", {batch()});
  g.input("labels", {batch(), Dim::symbol("time")}, Type::kI64);
  Program p(g, {graph::sum(x)});
  EXPECT_EQ(p.run(ones({3}))[0].item(), 3);
  // A size that only this input has, and a batch that does not matter.
  p.set(1, Tensor({50, 400}, Type::kI64));
  EXPECT_TRUE(p.step());
  EXPECT_EQ(p.scalar(0), 3);
}

TEST(Inputs, SayTheSizeEvenWhereOnlyTheSizeIsRead) {
  Graph g;
  const Value x = g.input("x", {batch(), 2});
  Program p(g, {graph::size(x, 0), graph::size(x, 1)});
  p.set(0, ones({7, 2}));
  p.step();
  EXPECT_EQ(p.scalar(0), 7);
  EXPECT_EQ(p.scalar(1), 2);
}

TEST(Inputs, GrowAndShrinkAndKeepWhatTheyHold) {
  Graph g;
  const Value x = g.input("x", {batch()});
  const Value w = g.input("w", {});
  Program p(g, {graph::sum(x * w)});
  p.set(1, 2.0);
  for (const int64_t rows : {1, 1000, 0, 3, 100000, 1}) {
    p.set(0, ones({rows}));
    ASSERT_TRUE(p.step());
    EXPECT_EQ(p.scalar(0), 2 * static_cast<double>(rows));
  }
}

TEST(Inputs, AreFilledInPlaceByTheCaller) {
  Graph g;
  const Value x = g.input("x", {batch(), 2});
  Program p(g, {graph::sum(x, {1})}, {.real = Real::kFloat});
  auto* rows = static_cast<float*>(p.rows(0, 3));
  for (int i = 0; i < 6; ++i) rows[i] = static_cast<float>(i);
  p.step();
  EXPECT_EQ(p.output(0).values(), (std::vector<double>{1, 5, 9}));
}

TEST(Inputs, RowsOutsideTheSourceAreRefused) {
  Graph g;
  const Value x = g.input("x", {batch(), 2});
  Program p(g, {graph::sum(x)});
  const std::vector<uint8_t> pixels = {1, 2, 3, 4};
  p.bind(0, {pixels.data(), RowSource::Type::kU8, 2, 0.5, 1});
  const std::vector<int64_t> rows = {1, 2};
  EXPECT_EQ(p.run_steps({rows, 1, 0},
                        [&](int64_t, int64_t) {
                          EXPECT_EQ(p.scalar(0), 3 * 0.5 + 1 + 4 * 0.5 + 1);
                          return false;
                        }),
            1);
  EXPECT_EQ(message_of([&] {
              p.run_steps({rows, 2, 0}, nullptr);
            }),
            "program: row 2 is asked of input x, which is bound to 2 rows");
}

// Enough elements for threads that bring the next batch while a step runs; the last is short.
template <class T>
void expect_batches(RowSource::Type type, Real real, int threads) {
  constexpr int64_t kWidth = 331;
  constexpr int64_t kCount = 230;
  constexpr int64_t kBatch = 64;
  std::vector<T> source;
  for (int64_t i = 0; i < kCount * kWidth; ++i) source.push_back(static_cast<T>(i * i % 251));
  std::vector<int64_t> order;
  for (int64_t i = 0; i < kCount; ++i) order.push_back(i * 101 % kCount);
  Graph g;
  const Value x = g.input("x", {batch(), kWidth});
  Program p(g, {x * 1.0}, {.real = real, .pool = std::make_shared<ThreadPool>(threads)});
  p.bind(0, {source.data(), type, kCount, 0.25, -3});
  int64_t seen = 0;
  EXPECT_EQ(p.run_steps({order, kBatch},
                        [&](int64_t, int64_t rows) {
                          const std::vector<double> values = p.output(0).values();
                          bool same = static_cast<int64_t>(values.size()) == rows * kWidth;
                          for (int64_t k = 0; same && k < rows * kWidth; ++k) {
                            const int64_t row = order[static_cast<size_t>(seen + k / kWidth)];
                            const int64_t at = row * kWidth + k % kWidth;
                            same = values[static_cast<size_t>(k)] ==
                                   static_cast<double>(at * at % 251) * 0.25 - 3;
                          }
                          EXPECT_TRUE(same) << "batch from " << seen << ", threads " << threads;
                          seen += rows;
                          return true;
                        }),
            4);
  EXPECT_EQ(seen, kCount);
}

TEST(Inputs, BatchesAreTheirRowsWhoeverBringsThem) {
  for (const int threads : {1, 2, 4}) {
    expect_batches<uint8_t>(RowSource::Type::kU8, Real::kFloat, threads);
    expect_batches<int32_t>(RowSource::Type::kI32, Real::kFloat, threads);
    expect_batches<int64_t>(RowSource::Type::kI64, Real::kDouble, threads);
    expect_batches<float>(RowSource::Type::kFloat, Real::kFloat, threads);
    expect_batches<double>(RowSource::Type::kDouble, Real::kDouble, threads);
  }
}

// Whoever brings the next batch does not ask for its rows before it is due.
TEST(Inputs, ARowOutsideTheSourceIsRefusedInItsBatch) {
  constexpr int64_t kWidth = 300;
  Graph g;
  const Value x = g.input("x", {batch(), kWidth});
  Program p(g, {graph::sum(x)}, {.pool = std::make_shared<ThreadPool>(2)});
  const std::vector<uint8_t> pixels(static_cast<size_t>(64 * kWidth), 1);
  p.bind(0, {pixels.data(), RowSource::Type::kU8, 64});
  std::vector<int64_t> rows(128, 5);
  rows[100] = 64;
  int64_t steps = 0;
  EXPECT_EQ(message_of([&] {
              p.run_steps({rows, 64}, [&](int64_t, int64_t) { return ++steps > 0; });
            }),
            "program: row 64 is asked of input x, which is bound to 64 rows");
  EXPECT_EQ(steps, 1);
}

// What was brought of one source is not taken for the rows of another.
TEST(Inputs, ASourceBoundBetweenStepsIsReadFromThenOn) {
  constexpr int64_t kWidth = 300;
  Graph g;
  const Value x = g.input("x", {batch(), kWidth});
  Program p(g, {graph::sum(x)}, {.pool = std::make_shared<ThreadPool>(2)});
  const std::vector<uint8_t> ones_first(static_cast<size_t>(64 * kWidth), 1);
  const std::vector<uint8_t> then_twos(static_cast<size_t>(64 * kWidth), 2);
  p.bind(0, {ones_first.data(), RowSource::Type::kU8, 64});
  std::vector<int64_t> rows(192);
  for (size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<int64_t>(i % 64);
  std::vector<double> sums;
  p.run_steps({rows, 64}, [&](int64_t, int64_t) {
    sums.push_back(p.scalar(0));
    p.bind(0, {then_twos.data(), RowSource::Type::kU8, 64});
    return true;
  });
  EXPECT_EQ(sums, (std::vector<double>{64 * kWidth, 128 * kWidth, 128 * kWidth}));
}

TEST(Inputs, NamedStepMayBeSomethingElse) {
  Graph g;
  const Value x = g.input("x", {batch()});
  const Value step = g.input("step", {});
  Program p(g, {graph::sum(x) * step});
  const std::vector<float> data = {1, 2};
  p.bind(0, {data.data(), RowSource::Type::kFloat, 2});
  p.set(1, 10.0);
  const std::vector<int64_t> rows = {0, 1};
  EXPECT_EQ(p.run_steps({rows, 2, 0}, nullptr), 1);
  EXPECT_EQ(p.scalar(0), 30);
}

TEST(Program, RefusesValuesOfAnotherGraph) {
  Graph g;
  Graph other;
  const Value x = g.input("x", {});
  const Value y = other.input("y", {});
  EXPECT_EQ(message_of([&] { Program(g, {y}); }), "program: an output belongs to another graph");
  EXPECT_EQ(message_of([&] { Program(g, {Value()}); }),
            "program: an output belongs to another graph");
  EXPECT_EQ(message_of([&] { Program(g, {x}, {.guard = y}); }),
            "program: the guard belongs to another graph");
  const Value v = g.input("v", {3});
  EXPECT_EQ(message_of([&] { Program(g, {x}, {.guard = v}); }),
            "program: the guard must be a real scalar, found real [3]");
}

TEST(Program, NeedsVariablesThatItOnlyWrites) {
  Graph g;
  auto few = std::make_shared<Variables>(g, Real::kDouble);
  const Value x = g.input("x", {});
  g.assign(g.variable("w", {}, nullptr), x);
  EXPECT_EQ(message_of([&] { Program(g, {x}, {.variables = few}); }),
            "program: the given variables have no w of shape []");
  const auto floats = std::make_shared<Variables>(g, Real::kFloat);
  EXPECT_EQ(message_of([&] { Program(g, {x}, {.variables = floats}); }),
            "program: variables are float, the program double");
}

// Nodes and assignments added after a program was compiled are not its own, watched or not.
TEST(Program, IsNotChangedByAGraphThatGrows) {
  Graph g;
  const Value x = g.input("x", {});
  const Value w = g.variable("w", {}, nullptr);
  Program p(g, {x + w});
  g.assign(w, w + g.input("rate", {}) + 1.0);
  p.set(0, 2.0);
  size_t seen = 0;
  p.observe([&](const Observation&) { ++seen; });
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(p.step());
    EXPECT_EQ(p.scalar(0), 2);
  }
  EXPECT_GT(seen, 0u);
  EXPECT_EQ(p.variables()->get(0).item(), 0);
}

// The rate of a scalar dropout is computed by a chain of the same shape, which must not be its own.
TEST(Program, ComputesARateBeforeTheDropoutThatReadsIt) {
  Graph g;
  const Value x = g.input("x", {});
  const Value rate = graph::sigmoid(g.input("r", {}) - 100.0);
  Program p(g, {graph::dropout(x * 2.0, rate, "d") + rate});
  EXPECT_EQ(p.run(3.0, 0.0, 1.0, 1.0)[0].item(), 6 + 1 / (1 + std::exp(100.0)));
}

}  // namespace
}  // namespace glia::program
