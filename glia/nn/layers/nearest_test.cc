// The layer "nearest" by hand: small enough to see, and at the edges. That it agrees with
// scikit-learn is tested where it is fitted (glia/classic/method_test.cc).
#include "glia/nn/nearest.h"

#include <gtest/gtest.h>

#include <cmath>

#include "glia/base/error_testing.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/softmax.h"
#include "glia/nn/layer.h"
#include "glia/program/program.h"

namespace glia::nn {
namespace {

using graph::Value;

// Stored rows 0, 1, 10 with answers 1, 0, 0, asked for `x`.
std::vector<double> asked(const std::string& answer, int64_t k, const std::vector<double>& x,
                          Value (*last)(Value)) {
  graph::Graph graph;
  const Value input = graph.input("x", {batch(), 1});
  Value output = apply(
      graph,
      {.name = "near",
       .kind = "nearest",
       .inputs = {},
       .options = {{"rows", int64_t{3}}, {"units", int64_t{1}}, {"k", k}, {"answer", answer}}},
      {input});
  if (last != nullptr) output = last(output);
  const auto variables = std::make_shared<program::Variables>(graph, Real::kDouble);
  variables->set(variables->find("near.rows"), Tensor::from({3, 1}, {0, 1, 10}));
  variables->set(variables->find("near.answers"), Tensor::from({3, 1}, {1, 0, 0}));
  const auto rows = static_cast<int64_t>(x.size());
  program::Options options;
  options.real = Real::kDouble;
  options.mode = program::Mode::kPredict;
  options.capacity = rows;
  options.variables = variables;
  program::Program program(graph, {output}, options);
  return program.run(Tensor::from({rows, 1}, x))[0].values();
}

TEST(Nearest, MeansOfTheKNearest) {
  EXPECT_EQ(asked("mean", 1, {-5, 0.4, 0.6, 99}, nullptr), (std::vector<double>{1, 1, 0, 0}));
  EXPECT_EQ(asked("mean", 2, {-5, 99}, nullptr), (std::vector<double>{0.5, 0}));
  EXPECT_EQ(asked("mean", 3, {-5}, nullptr), std::vector<double>{1.0 / 3});
}

TEST(Nearest, AYesNoAnswerIsALogitThatSigmoidTakesBack) {
  EXPECT_EQ(asked("yes_no", 1, {-5, 99}, graph::sigmoid), (std::vector<double>{1, 0}));
  const std::vector<double> third = asked("yes_no", 3, {-5}, graph::sigmoid);
  EXPECT_NEAR(third[0], 1.0 / 3, 1e-15);
}

TEST(Nearest, ASharesAnswerIsAFiniteLogit) {
  for (const double logit : asked("shares", 1, {-5, 99}, nullptr))
    EXPECT_TRUE(std::isfinite(logit));
}

TEST(Nearest, SaysWhatDoesNotFit) {
  const auto refused = [](LayerSpec spec, int64_t features) {
    graph::Graph graph;
    spec.name = "near";
    spec.kind = "nearest";
    const Value input = graph.input("x", {batch(), features});
    return usage_message([&] { apply(graph, spec, {input}); });
  };
  const OptionValue one = int64_t{1}, three = int64_t{3}, four = int64_t{4};
  LayerSpec spec;
  spec.options = {{"rows", three}, {"units", one}, {"k", four}};
  EXPECT_EQ(refused(spec, 2), "layer near: k must be 1 to 3, found 4");
  spec.options["k"] = one;
  spec.options["metric"] = std::string("manhatan");
  EXPECT_EQ(refused(spec, 2),
            "layer near: metric: no 'manhatan'; did you mean 'manhattan'? known: euclidean, "
            "manhattan, chebyshev");
  spec.options["metric"] = std::string("manhattan");
  EXPECT_EQ(refused(spec, 2), "no error");
  EXPECT_EQ(
      refused(spec, 1025),
      "layer near: this metric reads up to 1024 features, found 1025; euclidean has no limit");
  spec.options["answer"] = std::string("median");
  EXPECT_EQ(refused(spec, 2),
            "layer near: answer: no 'median'; did you mean 'mean'? known: mean, shares, yes_no");
}

}  // namespace
}  // namespace glia::nn
