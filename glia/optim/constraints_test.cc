#include "glia/optim/constraints.h"

#include <gtest/gtest.h>

#include <cmath>

#include "glia/optim/optimizer.h"
#include "glia/program/program.h"

namespace glia::optim {
namespace {

// A matrix [3, 2] after one step of SGD at rate 1 with these gradients.
Tensor stepped(const Constraints& constraints, double clip_norm, const std::vector<double>& start,
               const std::vector<double>& gradient) {
  graph::Graph g;
  const Value w = g.variable("w", {3, 2}, [&](std::span<double> to, uint64_t, uint64_t) {
    std::copy(start.begin(), start.end(), to.begin());
  });
  const Value slope = g.constant(Tensor::from({3, 2}, gradient));
  Optimizer optimizer = Sgd{};
  optimizer.constraints = constraints;
  optimizer.clip_norm = clip_norm;
  add_updates(g, {w}, {slope}, g.constant(1), optimizer);
  program::Program program(g, {w});
  program.set_integer(program.input("step"), 0);
  program.step();
  return program.variables()->get(0);
}

void expect_values(const Tensor& actual, const std::vector<double>& expected) {
  for (size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(actual.at(static_cast<int64_t>(i)), expected[i], 1e-15) << i;
}

const std::vector<double> kZeros(6, 0.0);

TEST(ClipValue, LimitsEachElement) {
  const Tensor w = stepped({.clip_value = 0.5}, 0, kZeros, {1, -2, 0.25, -0.25, 0.5, 0});
  expect_values(w, {-0.5, 0.5, -0.25, 0.25, -0.5, 0});
}

TEST(ClipValue, ComesBeforeTheNorm) {
  // Clipped to (3, 4 of 10, 0 ..): norm 5, then scaled to 1.
  const Tensor w = stepped({.clip_value = 4}, 1, kZeros, {3, 10, 0, 0, 0, 0});
  expect_values(w, {-0.6, -0.8, 0, 0, 0, 0});
}

TEST(MaxNorm, ScalesLongColumnsAfterTheUpdate) {
  // After the update the columns are (3, 4, 0) and (0.3, 0, 0.4).
  const std::vector<double> start = {2, 0.3, 4, 0, 0, 0.4};
  const Tensor w = stepped({.max_norm = 2}, 0, start, {-1, 0, 0, 0, 0, 0});
  expect_values(w, {1.2, 0.3, 1.6, 0, 0, 0.4});
}

TEST(MaxNorm, LeavesZerosAndVectorsAlone) {
  expect_values(stepped({.max_norm = 1e-3}, 0, kZeros, kZeros), kZeros);
  graph::Graph g;
  const Value bias = g.input("b", {3});
  EXPECT_EQ(within_norm(bias, 1).id(), bias.id());
}

}  // namespace
}  // namespace glia::optim
