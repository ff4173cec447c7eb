#include "glia/program/program.h"

#include <gtest/gtest.h>

#include <cstring>

#include "glia/base/error.h"
#include "glia/base/random.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/random.h"
#include "glia/graph/ops/reduce.h"
#include "glia/graph/ops/softmax.h"

namespace glia::program {
namespace {

using graph::Graph;
using graph::Value;

TEST(Program, GivesTheValuesAndDerivativesOfTheBook) {
  Graph g;
  const Value a = g.input("a", {});
  const Value b = g.input("b", {});
  const Value e = (a + b) * (b + 1.0);
  const std::vector<Value> d = graph::grad(e, {a, b});
  Program p(g, {e, d[0], d[1]});
  const std::vector<Tensor> out = p.run(2.0, 1.0);
  EXPECT_EQ(out[0].item(), 6);
  EXPECT_EQ(out[1].item(), 2);
  EXPECT_EQ(out[2].item(), 5);
}

TEST(Program, NamesTheInputThatIsMissing) {
  Graph g;
  const Value x = g.input("x", {});
  const Value y = g.input("y", {});
  Program p(g, {x + y});
  try {
    p.run(1.0);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "program: input y of 2 was not given");
  }
}

TEST(Program, ReadsOldValuesWhenVariablesAreSwapped) {
  Graph g;
  const auto is = [](double number) {
    return [number](std::span<double> values, uint64_t, uint64_t) { values[0] = number; };
  };
  const Value a = g.variable("a", {1}, is(1));
  const Value b = g.variable("b", {1}, is(2));
  g.assign(a, b);
  g.assign(b, a + b);
  Program p(g, {a, a * b});
  p.run();
  EXPECT_EQ(p.output(0).item(), 1);  // before the step
  EXPECT_EQ(p.output(1).item(), 2);
  EXPECT_EQ(p.variables()->get(0).item(), 2);
  EXPECT_EQ(p.variables()->get(1).item(), 3);
}

// --- every kind of plan against the plain one

// A network of everything: shared rows, dropout, a residual, softmax, an Adam-like update.
struct Network {
  Graph g;
  Value loss;
  std::vector<Value> outputs;

  Network() {
    const auto random = [](std::span<double> values, uint64_t seed, uint64_t stream) {
      for (size_t i = 0; i < values.size(); ++i)
        values[i] = uniform01(random_word(seed, stream, 0, i)) - 0.5;
    };
    const Value x = g.input("x", {batch(), 7});
    const Value labels = g.input("y", {batch()}, Type::kI64);
    const Value rate = g.input("rate", {});
    const Value w1 = g.variable("w1", {7, 19}, random);
    const Value b1 = g.variable("b1", {19}, random);
    const Value w2 = g.variable("w2", {19, 19}, random);
    const Value w3 = g.variable("w3", {19, 3}, random);
    const Value h = graph::relu(graph::matmul(x, w1) + b1);
    const Value d = graph::dropout(h, g.constant(0.3), "dropout1");
    const Value r = d + graph::tanh(graph::matmul(d, w2));
    const Value logits = graph::matmul(r, w3);
    const Value p = graph::log_softmax(logits);
    loss = -graph::mean(graph::sum(p * graph::one_hot(labels, 3), {1}));
    const std::vector<Value> variables = {w1, b1, w2, w3};
    const std::vector<Value> gradients = graph::grad(loss, variables);
    const graph::Scope update(g, "adam", graph::Stage::kUpdate);
    for (size_t i = 0; i < variables.size(); ++i) {
      const std::string name = g.variables()[i].name;
      const Value m = g.variable("adam.m/" + name, variables[i].shape(), nullptr,
                                 graph::VariableKind::kState, "adam.m");
      const Value v = g.variable("adam.v/" + name, variables[i].shape(), nullptr,
                                 graph::VariableKind::kState, "adam.v");
      const Value m2 = m * 0.9 + gradients[i] * 0.1;
      const Value v2 = v * 0.999 + graph::square(gradients[i]) * 0.001;
      g.assign(m, m2);
      g.assign(v, v2);
      g.assign(variables[i], variables[i] - rate * m2 / (graph::sqrt(v2) + 1e-8));
    }
    outputs = {loss, logits};
  }
};

struct TrainingResult {
  std::vector<double> losses;
  std::vector<std::byte> block;
  bool operator==(const TrainingResult&) const = default;
};

struct TrainingTrial {
  PlanOptions plan = {};
  int threads = 1;
  bool observed = false;
  int64_t capacity = 1;
};

TrainingResult train(Real real, const TrainingTrial& trial) {
  Network network;
  Options options;
  options.real = real;
  options.guard = network.loss;
  options.seed = 7;
  options.capacity = trial.capacity;
  options.pool = std::make_shared<ThreadPool>(trial.threads);
  options.plan = trial.plan;
  Program program(network.g, network.outputs, options);
  std::vector<float> x(size_t{53} * 7);
  std::vector<int64_t> y(53);
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<float>(uniform01(random_word(1, 2, 3, i)) * 2 - 1);
  for (size_t i = 0; i < y.size(); ++i) y[i] = static_cast<int64_t>(random_word(1, 4, 3, i) % 3);
  program.bind(program.input("x"), {x.data(), RowSource::Type::kFloat, 53});
  program.bind(program.input("y"), {y.data(), RowSource::Type::kI64, 53});
  program.set(program.input("rate"), 0.01);
  program.set_integer(program.input("seed"), 11);
  TrainingResult result;
  size_t seen = 0;
  if (trial.observed) program.observe([&](const Observation&) { ++seen; });
  std::vector<int64_t> rows(53);
  for (size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<int64_t>(i);
  for (int epoch = 0; epoch < 4; ++epoch) {
    const int64_t done = program.run_steps({rows, 16, epoch * 4}, [&](int64_t, int64_t) {
      result.losses.push_back(program.scalar(0));
      return true;
    });
    EXPECT_EQ(done, 4);
  }
  EXPECT_EQ(seen > 0, trial.observed);
  const auto block = program.variables()->block();
  result.block.assign(block.begin(), block.end());
  return result;
}

class EveryPlan : public testing::TestWithParam<Real> {};

TEST_P(EveryPlan, GivesTheBitsOfThePlainOne) {
  const TrainingResult plain = train(GetParam(), {.plan = {false, false, false, false}});
  EXPECT_LT(plain.losses.back(), plain.losses.front());
  for (const bool fuse : {false, true})
    for (const bool reuse : {false, true})
      for (const bool in_place : {false, true})
        for (const int threads : {1, 2, 3, 7}) {
          const TrainingResult other =
              train(GetParam(),
                    {.plan = {fuse, reuse, in_place}, .threads = threads, .capacity = threads});
          EXPECT_TRUE(other == plain) << fuse << reuse << in_place << " threads " << threads;
        }
  EXPECT_TRUE(train(GetParam(), {.plan = {}, .observed = true}) == plain);
}

INSTANTIATE_TEST_SUITE_P(Precisions, EveryPlan, testing::Values(Real::kFloat, Real::kDouble),
                         [](const auto& param) { return std::string(real_name(param.param)); });

TEST(Program, UpdatesNothingWhenTheGuardIsNotFinite) {
  Graph g;
  const Value x = g.input("x", {});
  const Value w = g.variable("w", {}, nullptr);
  const Value loss = graph::log(x);
  const graph::Scope update(g, "sgd", graph::Stage::kUpdate);
  g.assign(w, w + 1.0);
  Program p(g, {loss}, {.guard = loss});
  p.set(0, 0.0);
  EXPECT_FALSE(p.step());
  EXPECT_EQ(p.variables()->get(0).item(), 0);
  p.set(0, 1.0);
  EXPECT_TRUE(p.step());
  EXPECT_EQ(p.variables()->get(0).item(), 1);
}

TEST(Program, FusesTheUpdateOfAVariableIntoOneStepThatWritesInPlace) {
  Network network;
  Program program(network.g, network.outputs, {.guard = network.loss});
  const std::string plan = program.describe();
  EXPECT_NE(plan.find("matmul + add + relu"), std::string::npos) << plan;
  EXPECT_NE(plan.find("sqrt"), std::string::npos) << plan;
}

TEST(Program, SaysWhatAStepCosts) {
  graph::Graph g;
  const Value x = g.input("x", {batch(), 3});
  const Value w = g.variable("w", {3, 4}, nullptr);
  Program program(g, {graph::relu(graph::matmul(x, w))}, {.capacity = 10});
  // 2 * 10 * 3 * 4 and a comparison each; x, w, the product and the result in double.
  const std::string plan = program.describe();
  EXPECT_NE(plan.find(" 280        976\n"), std::string::npos) << plan;
  EXPECT_NE(plan.find("in all 280 flop, 976 bytes read and written at batch = 10"),
            std::string::npos)
      << plan;
}

}  // namespace
}  // namespace glia::program
