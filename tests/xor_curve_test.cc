// The learning curve of XOR against NumPy, in float and double: the same here and in WebAssembly.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "glia/base/golden_testing.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/product.h"
#include "glia/loss/loss.h"
#include "glia/optim/optimizer.h"
#include "glia/program/program.h"

namespace glia {
namespace {

using graph::Value;

class XorCurve : public testing::TestWithParam<Real> {};

TEST_P(XorCurve, FollowsNumPyForAThousandSteps) {
  const nlohmann::json& golden = golden_file("xor_curve.json");
  const auto start = [&](const char* name) -> graph::Initializer {
    return [values = golden["start"][name].get<std::vector<double>>()](std::span<double> to,
                                                                       uint64_t, uint64_t) {
      std::copy(values.begin(), values.end(), to.begin());
    };
  };
  graph::Graph g;
  const Value x = g.input("x", {batch(), 2});
  const Value y = g.input("y", {batch(), 1});
  const Value rate = g.input("rate", {});
  const std::vector<Value> variables = {
      g.variable("w1", {2, 4}, start("w1")), g.variable("b1", {4}, start("b1")),
      g.variable("w2", {4, 1}, start("w2")), g.variable("b2", {1}, start("b2"))};
  const Value h = graph::sigmoid(graph::matmul(x, variables[0]) + variables[1]);
  const Value p = graph::sigmoid(graph::matmul(h, variables[2]) + variables[3]);
  const Value loss = loss::squared_error(p, y);
  optim::add_updates(g, variables, graph::grad(loss, variables), rate, optim::Sgd{});
  program::Program program(g, {loss}, {.real = GetParam(), .guard = loss});
  program.set(program.input("x"), Tensor::from({4, 2}, {0, 0, 0, 1, 1, 0, 1, 1}));
  program.set(program.input("y"), Tensor::from({4, 1}, {0, 1, 1, 0}));
  program.set(program.input("rate"), golden["rate"].get<double>());

  const std::vector<double> expected = golden["loss"];
  const double tolerance = GetParam() == Real::kFloat ? 1e-5 : 1e-12;
  for (int step = 0; step <= 1000; ++step) {
    program.set_integer(program.input("step"), step);
    ASSERT_TRUE(program.step());
    if (step % 10 != 0) continue;
    EXPECT_NEAR(program.scalar(0), expected[static_cast<size_t>(step / 10)], tolerance) << step;
  }
}

INSTANTIATE_TEST_SUITE_P(Precisions, XorCurve, testing::Values(Real::kFloat, Real::kDouble),
                         [](const auto& real) { return std::string(real_name(real.param)); });

}  // namespace
}  // namespace glia
