// Every rule against torch's steps (tests/golden/optimizers.json, made by
// tools/golden/make_optimizers.py): training curves and named functions.
#include "glia/optim/optimizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "glia/base/error_testing.h"
#include "glia/base/golden_testing.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/optim/problems_testing.h"
#include "glia/program/program.h"

namespace glia::optim {
namespace {

using Json = nlohmann::json;

const Json& golden() { return golden_file("optimizers.json"); }

Optimizer optimizer_of(const Json& entry, double rate) {
  Optimizer optimizer;
  optimizer.name = entry["rule"];
  optimizer.rate = rate;
  optimizer.options = entry["options"].get<Numbers>();
  return optimizer;
}

// A loss that is trained one step at a time.
class Training {
 public:
  Training(Graph& graph, Value loss, const std::vector<Value>& variables,
           const Optimizer& optimizer, Real real)
      : program_(compile(graph, loss, variables, optimizer, real)) {}

  // The loss before the step.
  double step() {
    program_.set_integer(program_.input("step"), step_++);
    EXPECT_TRUE(program_.step());
    return program_.scalar(0);
  }
  program::Program& program() { return program_; }

 private:
  static program::Program compile(Graph& graph, Value loss, const std::vector<Value>& variables,
                                  const Optimizer& optimizer, Real real) {
    const std::vector<Value> gradients = graph::grad(loss, variables);
    add_updates(graph, variables, gradients, graph.constant(optimizer.rate), optimizer);
    return {graph, {loss}, {.real = real}};
  }

  program::Program program_;
  int64_t step_ = 0;
};

Tensor matrix(const Json& rows) {
  const std::vector<double> values = flat(rows);
  const auto count = static_cast<int64_t>(rows.size());
  if (!rows[0].is_array()) return Tensor::from({count}, values);
  return Tensor::from({count, static_cast<int64_t>(rows[0].size())}, values);
}

Value start_at(Graph& graph, const char* name) {
  const Tensor values = matrix(golden()["network"][name]);
  return graph.variable(name, values.shape(), [values](std::span<double> to, uint64_t, uint64_t) {
    for (size_t i = 0; i < to.size(); ++i) to[i] = values.at(static_cast<int64_t>(i));
  });
}

// The loss before each step, and after the last.
std::vector<double> curve(const Optimizer& optimizer, Real real, size_t count) {
  Graph graph;
  const Value x = graph.constant(matrix(golden()["network"]["x"]));
  const Value y = graph.constant(matrix(golden()["network"]["y"]));
  std::vector<Value> w;
  for (const char* name : {"w1", "b1", "w2", "b2"}) w.push_back(start_at(graph, name));
  const Value h = graph::tanh(graph::matmul(x, w[0]) + w[1]);
  const Value loss = graph::mean(graph::square(graph::matmul(h, w[2]) + w[3] - y));
  Training training(graph, loss, w, optimizer, real);
  std::vector<double> losses(count);
  for (double& value : losses) value = training.step();
  return losses;
}

TEST(Rules, FollowTorchForTwoHundredStepsInDouble) {
  for (const auto& [name, entry] : golden()["curves"].items()) {
    const std::vector<double> expected = entry["loss"];
    ASSERT_EQ(expected.size(), 201u);
    const auto found = curve(optimizer_of(entry, entry["rate"]), Real::kDouble, expected.size());
    for (size_t i = 0; i < expected.size(); ++i)
      ASSERT_NEAR(found[i], expected[i], 1e-9) << name << " before step " << i;
    EXPECT_LT(expected.back(), 0.8 * expected.front()) << name << ": a curve that shows nothing";
  }
}

TEST(Rules, FollowTorchInFloatAsFarAsFloatGoes) {
  for (const auto& [name, entry] : golden()["curves"].items()) {
    const std::vector<double> expected = entry["loss"];
    const auto found = curve(optimizer_of(entry, entry["rate"]), Real::kFloat, expected.size());
    // A gradient of nearly 0 divided by its own size: rounding can be the whole of a step.
    constexpr double kTolerance = 2e-3;
    for (size_t i = 0; i < expected.size(); ++i)
      ASSERT_NEAR(found[i], expected[i], kTolerance) << name << " before step " << i;
  }
}

// Steps until the function is within `close` of its minimum; `most` + 1 when that is not enough.
int64_t solve(const Problem& problem, const Optimizer& optimizer, Real real, double close,
              int64_t most) {
  Graph graph;
  const std::vector<Value> x = declare_start(graph, problem);
  Training training(graph, problem.function(x), x, optimizer, real);
  for (int64_t step = 0; step <= most; ++step)
    if (training.step() <= problem.minimum + close) return step;
  return most + 1;
}

TEST(Rules, SolveTheNamedFunctionsInTorchsSteps) {
  for (const auto& [name, entry] : golden()["problems"].items()) {
    for (const auto& [problem, solved] : entry["solved"].items()) {
      ASSERT_FALSE(solved.is_null()) << name << " on " << problem << ": torch does not solve it";
      const double steps = solved["steps"];
      const auto most = static_cast<int64_t>(std::floor(1.1 * steps));
      EXPECT_LE(solve(find_problem(problem), optimizer_of(entry, solved["rate"]), Real::kDouble,
                      entry["close"], most),
                most)
          << name << " on " << problem << "; torch: " << steps;
    }
  }
}

// Float: to a thousandth, in at most twice the steps.
TEST(Rules, SolveTheNamedFunctionsInFloat) {
  for (const auto& [name, entry] : golden()["problems"].items()) {
    for (const auto& [problem, solved] : entry["solved"].items()) {
      const int64_t most = 2 * solved["steps"].get<int64_t>();
      EXPECT_LE(solve(find_problem(problem), optimizer_of(entry, solved["rate"]), Real::kFloat,
                      1e-3, most),
                most)
          << name << " on " << problem;
    }
  }
}

// A step of each rule on one variable w = 2 with gradient 4 (half of w^2 times 2), by hand.
double after_one_step(const Optimizer& optimizer) {
  Graph graph;
  const Value w =
      graph.variable("w", {}, [](std::span<double> values, uint64_t, uint64_t) { values[0] = 2; });
  Training training(graph, graph::square(w), {w}, optimizer, Real::kDouble);
  training.step();
  const auto& variables = *training.program().variables();
  return variables.get(variables.find("w")).at(0);
}

TEST(Rules, WeightDecayOfAdamWIsTheRulesOwnUnlessGiven) {
  AdamW optimizer(0.1, 0.5);
  EXPECT_NEAR(after_one_step(optimizer), 2 - 0.1 - 0.1 * 0.5 * 2, 1e-8);
  optimizer.weight_decay = 0.25;
  EXPECT_NEAR(after_one_step(optimizer), 2 - 0.1 - 0.1 * 0.25 * 2, 1e-8);
  Adam plain(0.1);
  EXPECT_NEAR(after_one_step(plain), 2 - 0.1, 1e-8);
  plain.weight_decay = 0.25;
  EXPECT_NEAR(after_one_step(plain), 2 - 0.1 - 0.1 * 0.25 * 2, 1e-8);
}

TEST(Rules, TheTableIsComplete) {
  for (const Rule& rule : rules()) {
    EXPECT_GT(rule.rate, 0) << rule.name;
    EXPECT_NE(rule.doc.find_first_of("0123456789"), std::string_view::npos) << rule.name;
    EXPECT_NO_THROW(complete_numbers(rule.name, rule.options, {})) << rule.name;
    if (!rule.closure()) {
      EXPECT_TRUE(golden()["curves"].contains(rule.name)) << rule.name << ": no curve";
    }
    for (const NumberOption& option : rule.options)
      EXPECT_FALSE(option.doc.empty()) << rule.name << " " << option.name;
  }
}

TEST(Rules, TheNamedOnesAreInTheTable) {
  const Optimizer all[] = {Sgd{},  Momentum{}, Nesterov{}, Adagrad{}, RmsProp{}, Adadelta{},
                           Adam{}, AdamW{},    AmsGrad{},  Nadam{},   Lion{}};
  for (const Optimizer& optimizer : all) {
    const Rule& rule = find_rule(optimizer.name);
    EXPECT_EQ(optimizer.rate, rule.rate) << rule.name;
    EXPECT_EQ(complete_numbers(rule.name, rule.options, optimizer.options),
              complete_numbers(rule.name, rule.options, {}))
        << rule.name;
  }
}

TEST(Rules, AreReadFromText) {
  const Optimizer optimizer = parse_optimizer("rmsprop:momentum=0.9:centered=1");
  EXPECT_EQ(optimizer.name, "rmsprop");
  EXPECT_EQ(optimizer.rate, 0.01);
  EXPECT_EQ(optimizer.options, (Numbers{{"momentum", 0.9}, {"centered", 1}}));
  EXPECT_EQ(optimizer_text(optimizer), "rmsprop:centered=1:momentum=0.9");
  EXPECT_EQ(optimizer_text(parse_optimizer("sgd")), "sgd");
  EXPECT_EQ(parse_optimizer("momentum:0.8").options.at("momentum"), 0.8);
}

std::string optimizer_error(std::string_view text) {
  return usage_message([&] { parse_optimizer(text); });
}

TEST(Rules, SayWhatIsWrong) {
  EXPECT_EQ(
      optimizer_error("nadm").find("optimizer: no 'nadm'; did you mean 'nadam'? known: sgd, "), 0u);
  EXPECT_EQ(optimizer_error("adam:beta3=1"),
            "options of adam: no 'beta3'; did you mean 'beta1'? known: beta1, beta2, epsilon");
  EXPECT_EQ(optimizer_error("momentum:1"),
            "optimizer 'momentum:1': momentum must be in [0, 1), found 1");
  EXPECT_EQ(optimizer_error("sgd:0.1"),
            "optimizer 'sgd:0.1': '0.1' is not expected here; the form is sgd");
}

}  // namespace
}  // namespace glia::optim
