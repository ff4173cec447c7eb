// L-BFGS against torch's steps on the named functions (tests/golden/optimizers.json), Newton
// against counts stated before it was run, and the parts both are made of.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "glia/base/golden_testing.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/optim/lbfgs.h"
#include "glia/optim/newton.h"
#include "glia/optim/problems_testing.h"
#include "glia/program/program.h"

namespace glia::optim {
namespace {

// A named function as an objective.
class Function {
 public:
  explicit Function(const Problem& problem) : start(problem.start) {
    std::vector<graph::Value> x;
    for (size_t i = 0; i < start.size(); ++i)
      x.push_back(graph_.input("x" + std::to_string(i), {}));
    const graph::Value value = problem.function(x);
    std::vector<graph::Value> outputs = {value};
    const std::vector<graph::Value> gradient = graph::grad(value, x);
    outputs.insert(outputs.end(), gradient.begin(), gradient.end());
    for (const graph::Value& slope : gradient)
      for (const graph::Value& second : graph::grad(slope, x)) outputs.push_back(second);
    program_ = std::make_unique<program::Program>(graph_, outputs);
  }

  double operator()(std::span<const double> x, std::span<double> gradient) {
    ++evaluations;
    for (size_t i = 0; i < x.size(); ++i) program_->set(static_cast<int>(i), x[i]);
    program_->step();
    for (size_t i = 0; i < x.size(); ++i) gradient[i] = program_->scalar(1 + i);
    return program_->scalar(0);
  }
  // At the x of the last call.
  void hessian(std::span<double> to) {
    for (size_t i = 0; i < to.size(); ++i) to[i] = program_->scalar(1 + start.size() + i);
  }

  Vector start;
  int evaluations = 0;

 private:
  graph::Graph graph_;
  std::unique_ptr<program::Program> program_;
};

TEST(Lbfgs, SolvesTheNamedFunctionsInTorchsSteps) {
  for (const auto& [name, solved] : golden_file("optimizers.json")["lbfgs_problems"].items()) {
    Function function(find_problem(name));
    Vector x = function.start;
    LbfgsState state;
    const int torch = solved["steps"];
    int steps = 0;
    Vector gradient(x.size());
    while (function(x, gradient) > solved["close"].get<double>() && steps <= 2 * torch) {
      lbfgs_step(function, x, {.iterations = 1}, state);
      ++steps;
    }
    EXPECT_LE(steps, std::floor(1.1 * torch)) << name;
  }
}

TEST(Lbfgs, SolvesTheRosenbrockFunctionInOneStepOfManyIterations) {
  Function function(find_problem("rosenbrock"));
  Vector x = function.start;
  LbfgsState state;
  EXPECT_NEAR(lbfgs_step(function, x, {.iterations = 100, .evaluations = 200}, state), 24.2, 1e-12);
  EXPECT_NEAR(x[0], 1, 1e-5);
  EXPECT_NEAR(x[1], 1, 1e-5);
  EXPECT_LT(function.evaluations, 60);
  // Nothing is left to do.
  const Vector before = x;
  lbfgs_step(function, x, {}, state);
  EXPECT_NEAR(x[0], before[0], 1e-5);
}

TEST(Lbfgs, ForgetsTheOldestPair) {
  Function function(find_problem("rosenbrock"));
  Vector x = function.start;
  LbfgsState state;
  for (int i = 0; i < 8; ++i) lbfgs_step(function, x, {.iterations = 1, .history = 3}, state);
  EXPECT_EQ(state.pairs.size(), 3u);
}

TEST(Lbfgs, LeavesAPlaceWhoseValueIsNotFiniteAlone) {
  const auto nowhere = [](std::span<const double>, std::span<double> gradient) {
    for (double& g : gradient) g = 1;
    return std::nan("");
  };
  Vector x = {1, 2};
  LbfgsState state;
  EXPECT_TRUE(std::isnan(lbfgs_step(nowhere, x, {}, state)));
  EXPECT_EQ(x, (Vector{1, 2}));
  const auto no_hessian = [](std::span<const double>, std::span<double>) { FAIL(); };
  EXPECT_TRUE(std::isnan(newton_step(nowhere, no_hessian, x, {})));
  EXPECT_EQ(x, (Vector{1, 2}));
}

// Counts from the literature's orders of magnitude, set before the first run: about 20 for
// Rosenbrock (Nocedal and Wright 2006, section 3.1), one for a quadratic, few for the others.
TEST(Newton, SolvesTheNamedFunctionsInTheStatedSteps) {
  const std::map<std::string_view, int> stated = {
      {"rosenbrock", 30}, {"beale", 20}, {"himmelblau", 15}, {"quadratic", 1}, {"wave", 10}};
  for (const Problem& problem : problems()) {
    Function function(problem);
    Vector x = function.start;
    Vector gradient(x.size());
    const auto hessian = [&](std::span<const double>, std::span<double> to) {
      function.hessian(to);
    };
    int steps = 0;
    while (function(x, gradient) > 1e-6 && steps <= 100) {
      newton_step(function, hessian, x, {});
      ++steps;
    }
    EXPECT_LE(steps, stated.at(problem.name)) << problem.name;
  }
}

TEST(Newton, FactorsOnlyPositiveDefiniteMatrices) {
  Vector matrix = {4, 0, 2, 5};  // the upper half is not read
  ASSERT_TRUE(cholesky(matrix, 2, 0));
  EXPECT_EQ(matrix[0], 2);
  EXPECT_EQ(matrix[2], 1);
  EXPECT_EQ(matrix[3], 2);
  Vector indefinite = {1, 0, 2, 1};
  EXPECT_FALSE(cholesky(indefinite, 2, 0));
  Vector shifted = {1, 0, 2, 1};
  EXPECT_TRUE(cholesky(shifted, 2, 1.5));
  Vector broken = {std::nan("")};
  EXPECT_FALSE(cholesky(broken, 1, 1));
}

// value = (t - 3)^2 / 2 along d = 1: the conditions hold exactly in a window around 3.
TEST(LineSearch, EndsWhereTheStrongWolfeConditionsHold) {
  int evaluations = 0;
  const auto parabola = [&](std::span<const double> x, std::span<double> gradient) {
    ++evaluations;
    gradient[0] = x[0] - 3;
    return 0.5 * (x[0] - 3) * (x[0] - 3);
  };
  const Vector x = {0}, d = {1};
  const LinePoint start = {.t = 0, .value = 4.5, .slope = -3, .gradient = {-3}};
  for (const double first : {1e-4, 0.1, 1.0, 3.0, 5.9, 50.0, 1e5}) {
    evaluations = 0;
    const LineSearchResult found = strong_wolfe(parabola, x, d, start, first);
    EXPECT_LE(found.point.value, 4.5 - 3e-4 * found.point.t) << first;
    EXPECT_LE(std::abs(found.point.slope), 2.7) << first;
    EXPECT_EQ(found.point.gradient[0], found.point.t - 3) << first;
    EXPECT_EQ(found.evaluations, evaluations) << first;
    EXPECT_LE(evaluations, 8) << first;
  }
}

TEST(LineSearch, ComesBackFromWhereTheValueIsInfinite) {
  const auto wall = [](std::span<const double> x, std::span<double> gradient) {
    gradient[0] = x[0] < 2 ? -1 / (2 - x[0]) + x[0] : std::nan("");
    return x[0] < 2 ? std::log(2 - x[0]) + 0.5 * x[0] * x[0] : std::nan("");
  };
  const Vector x = {0}, d = {1};
  const LinePoint start = {.t = 0, .value = std::log(2), .slope = -0.5, .gradient = {-0.5}};
  const LineSearchResult found = strong_wolfe(wall, x, d, start, 40);
  EXPECT_TRUE(std::isfinite(found.point.value));
  EXPECT_LT(found.point.t, 2);
}

}  // namespace
}  // namespace glia::optim
