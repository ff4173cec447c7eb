// The contract of every layer: what the table of kinds promises is checked here for each entry.
// Against torch: tests/layers_torch_test.cc.
#include "glia/nn/layer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "glia/base/error.h"
#include "glia/base/random.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/nn/network.h"
#include "glia/program/gradient_check.h"
#include "glia/program/program.h"

namespace glia::nn {
namespace {

using program::Mode;
using Options = std::map<std::string, OptionValue>;

// Where a kind can't be built with its usual options on rows of 6 numbers.
const std::map<std::string_view, Options> kOptions = {
    {"dense", {{"units", int64_t{3}}}},
    {"maxout", {{"units", int64_t{3}}, {"pieces", int64_t{2}}}},
    {"embedding", {{"classes", int64_t{4}}, {"width", int64_t{3}}}},
    {"nearest", {{"rows", int64_t{7}}, {"units", int64_t{2}}, {"k", int64_t{3}}}},
    {"reshape", {{"shape", std::vector<int64_t>{2, -1}}}},
};

std::vector<std::string> names_of_kinds() {
  std::vector<std::string> names;
  for (const LayerKind& kind : layer_kinds()) names.emplace_back(kind.name);
  return names;
}

Tensor drawn(const Shape& shape, std::string_view name, bool classes = false) {
  Tensor tensor(shape, Type::kReal);
  for (int64_t i = 0; i < tensor.count(); ++i) {
    const double u = uniform01(random_word(7, hash_path(name), 0, static_cast<uint64_t>(i)));
    tensor.set(i, classes ? std::floor(4 * u) : 4 * u - 2);
  }
  return tensor;
}

// The layer over inputs [batch, 6] named x0, x1, and loss = sum(output * weights).
struct Network {
  explicit Network(const std::string& name) : kind(find_layer_kind(name)) {
    arch.inputs = {{"x0", {6}}};
    if (kind.inputs < 0) arch.inputs.push_back({"x1", {6}});
    LayerSpec layer{.name = "layer", .kind = name, .inputs = {}, .options = {}};
    const auto options = kOptions.find(name);
    if (options != kOptions.end()) layer.options = options->second;
    for (const InputSpec& input : arch.inputs) layer.inputs.push_back(input.name);
    arch.layers = {layer};
    arch.outputs = {"layer"};
    output = build(graph, arch)[0];
    weights = graph.input("weights", output.shape());
    loss = graph::sum(output * weights);
  }

  // As the graph keeps it: with every option.
  LayerSpec recorded() const {
    LayerSpec layer = arch.layers[0];
    for (const LayerOption& each : kind.options)
      layer.options.try_emplace(std::string(each.name), each.standard);
    return layer;
  }

  bool takes_classes() const { return kind.name == "embedding"; }

  std::vector<Value> differentiable() {
    std::vector<Value> values = program::trainable_variables(graph);
    if (takes_classes()) return values;
    for (const InputSpec& input : arch.inputs) values.push_back(graph.find_input(input.name));
    return values;
  }

  std::map<std::string, Tensor> inputs(int64_t rows) const {
    std::map<std::string, Tensor> given;
    for (const InputSpec& input : arch.inputs)
      given[input.name] = drawn({rows, 6}, input.name, takes_classes());
    Shape shape = output.shape();
    shape[0] = rows;
    given["weights"] = drawn(shape, "weights");
    return given;
  }

  Tensor run(Mode mode, Real real, const std::map<std::string, Tensor>& given) {
    program::Program program(graph, {output}, {.real = real, .mode = mode});
    for (const auto& [name, value] : given) program.set(program.input(name), value);
    for (const char* name : {"seed", "step"})
      if (program.has_input(name)) program.set_integer(program.input(name), 0);
    program.step();
    return program.output(0);
  }

  const LayerKind& kind;
  ArchSpec arch;
  graph::Graph graph;
  Value output, weights, loss;
};

class LayerContract : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Kinds, LayerContract, testing::ValuesIn(names_of_kinds()),
                         [](const auto& param) { return param.param; });

TEST_P(LayerContract, SaysWhatItIs) {
  const LayerKind& kind = find_layer_kind(GetParam());
  EXPECT_FALSE(kind.doc.empty());
  for (const LayerOption& option : kind.options) EXPECT_FALSE(option.doc.empty()) << option.name;
}

void expect_passed(const std::vector<program::GradientRow>& rows) {
  for (const program::GradientRow& row : rows) {
    EXPECT_TRUE(row.passed) << row.name << " element " << row.worst << ": " << row.finite
                            << " by quotients, " << row.forward << " forward, " << row.reverse
                            << " reverse";
  }
}

TEST_P(LayerContract, HasTheGradientOfItsValues) {
  for (const Mode mode : {Mode::kTrain, Mode::kPredict}) {
    Network network(GetParam());
    expect_passed(program::check_gradient(network.loss, network.differentiable(), network.inputs(5),
                                          {.mode = mode, .elements = 40}));
  }
}

// The gradient along one direction, which is again a scalar.
TEST_P(LayerContract, HasTheSecondDerivativeOfItsValues) {
  for (const Mode mode : {Mode::kTrain, Mode::kPredict}) {
    Network network(GetParam());
    auto inputs = network.inputs(4);
    const std::vector<Value> values = network.differentiable();
    const Value squared = graph::sum(graph::square(network.output) * network.weights);
    const std::vector<Value> gradients = graph::grad(squared, values);
    Value along = network.graph.constant(0);
    for (size_t i = 0; i < values.size(); ++i) {
      const std::string name = "direction" + std::to_string(i);
      Shape shape = values[i].shape();
      const Value direction = network.graph.input(name, shape);
      if (shape.rank() > 0 && shape[0].is_symbol()) shape[0] = 4;
      inputs[name] = drawn(shape, name);
      const Value part = graph::sum(gradients[i] * direction);
      along = along + part;
    }
    expect_passed(program::check_gradient(along, values, inputs, {.mode = mode, .elements = 20}));
  }
}

TEST_P(LayerContract, GivesInFloatWhatItGivesInDouble) {
  Network network(GetParam());
  for (const Mode mode : {Mode::kTrain, Mode::kPredict}) {
    const auto inputs = network.inputs(9);
    const Tensor exact = network.run(mode, Real::kDouble, inputs);
    const Tensor rounded = network.run(mode, Real::kFloat, inputs);
    ASSERT_EQ(exact.shape(), rounded.shape());
    for (int64_t i = 0; i < exact.count(); ++i)
      EXPECT_NEAR(exact.at(i), rounded.at(i), 1e-5 * std::max(1.0, std::fabs(exact.at(i)))) << i;
  }
}

TEST_P(LayerContract, PredictsARowWithoutItsNeighbours) {
  Network network(GetParam());
  constexpr int64_t kRows = 1000;
  for (const Real real : {Real::kFloat, Real::kDouble}) {
    const auto inputs = network.inputs(kRows);
    const Tensor together = network.run(Mode::kPredict, real, inputs);
    const size_t bytes = together.bytes() / kRows;
    for (const int64_t row : {0, 1, 500, 999}) {
      std::map<std::string, Tensor> alone;
      for (const auto& [name, all] : inputs) {
        Shape shape = all.shape();
        shape[0] = 1;
        Tensor one(shape, Type::kReal);
        for (int64_t i = 0; i < one.count(); ++i) one.set(i, all.at(row * one.count() + i));
        alone[name] = one;
      }
      const Tensor single = network.run(Mode::kPredict, real, alone);
      const auto* expected =
          static_cast<const std::byte*>(together.data()) + static_cast<size_t>(row) * bytes;
      EXPECT_EQ(std::memcmp(single.data(), expected, bytes), 0) << "row " << row;
    }
  }
}

TEST_P(LayerContract, IsReadBackFromItsGraph) {
  Network network(GetParam());
  const ArchSpec described = describe(network.graph, {network.output});
  graph::Graph again;
  const Value output = build(again, described)[0];
  EXPECT_EQ(output.shape(), network.output.shape());
  EXPECT_EQ(describe(again, {output}), described);
  EXPECT_EQ(again.variables().size(), network.graph.variables().size());
  ASSERT_EQ(described.layers.size(), 1u);
  EXPECT_EQ(described.layers[0], network.recorded());
}

// --- what a layer refuses

void expect_refused(const std::string& kind, const Options& options, const std::string& message,
                    const std::vector<int64_t>& row = {6}) {
  ArchSpec arch;
  arch.inputs = {{"x", row}};
  arch.layers = {{.name = "layer", .kind = kind, .inputs = {"x"}, .options = options}};
  arch.outputs = {"layer"};
  graph::Graph graph;
  try {
    build(graph, arch);
    FAIL() << kind << " was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    EXPECT_THAT(error.what(), testing::HasSubstr("layer layer: " + message)) << kind;
  }
}

TEST(Layer, RefusesOptionsOutOfRange) {
  expect_refused("batch_norm", {{"momentum", 0.0}}, "momentum must be in (0, 1], found 0");
  expect_refused("batch_norm", {{"momentum", 1.5}}, "momentum must be in (0, 1], found 1.5");
  expect_refused("batch_norm", {{"epsilon", 0.0}}, "epsilon must be above 0, found 0");
  expect_refused("layer_norm", {{"epsilon", -1.0}}, "epsilon must be above 0, found -1");
  expect_refused("rms_norm", {{"epsilon", 0.0}}, "epsilon must be above 0, found 0");
  expect_refused("gaussian_noise", {{"deviation", -0.1}}, "deviation must be 0 or more");
  expect_refused("maxout", {{"units", int64_t{0}}}, "units must be 1 to 1000000, found 0");
  expect_refused("maxout", {{"units", int64_t{1}}, {"pieces", int64_t{0}}}, "pieces must be 1");
  expect_refused("embedding", {{"classes", int64_t{0}}, {"width", int64_t{1}}},
                 "classes must be 1");
}

TEST(Layer, RefusesShapesThatDoNotFit) {
  const auto shape = [](std::vector<int64_t> sizes) {
    return Options{{"shape", OptionValue(std::move(sizes))}};
  };
  expect_refused("reshape", shape({4}), "shape [4] does not hold the 6 numbers of a row");
  expect_refused("reshape", shape({4, -1}), "shape [4, -1] does not hold");
  expect_refused("reshape", shape({-1, -1}), "shape [-1, -1] does not hold");
  expect_refused("reshape", shape({0, 6}), "shape: sizes are 1 or more, or -1, found 0");
  expect_refused("reshape", shape({int64_t{1} << 62, 8, 3}),
                 "shape [4611686018427387904, 8, 3] does not hold");
  expect_refused("maxout", {{"units", int64_t{2}}}, "expected rows of numbers", {2, 3});
  expect_refused("batch_norm", {}, "expected rows of features, found shape [batch]", {});
}

TEST(Layer, AKindFromOutsideIsKnownByItsName) {
  // Not added twice when the test is repeated.
  const auto known = layer_kinds();
  const bool first = std::none_of(known.begin(), known.end(),
                                  [](const LayerKind& kind) { return kind.name == "test_twice"; });
  const LayerKind twice = {
      "test_twice", "2 x", 1, {}, [](Graph&, const LayerSpec&, const std::vector<Value>& inputs) {
        return inputs[0] * 2.0;
      }};
  if (first) add_layer_kind(twice);
  EXPECT_THROW(add_layer_kind(twice), Error);
  EXPECT_THROW(add_layer_kind(find_layer_kind("dense")), Error);
  graph::Graph graph;
  const Value y = apply(graph.input("x", {batch(), 1}), "test_twice");
  EXPECT_EQ(describe(graph, {y}).layers.at(0).kind, "test_twice");
  program::Program program(graph, {y});
  EXPECT_EQ(program.run(Tensor::from({2, 1}, {3, 4}))[0].at(1), 8);
}

// --- batch normalisation in a program

struct BatchNormRun {
  BatchNormRun() {
    x = graph.input("x", {batch(), 2});
    y = batch_norm(x);
  }
  program::Program program(Mode mode, std::shared_ptr<program::Variables> variables = nullptr) {
    return {graph, {y}, {.mode = mode, .variables = std::move(variables)}};
  }
  static double state(program::Program& program, const char* name, int64_t i) {
    const auto& variables = program.variables();
    return variables->get(variables->find(std::string("batch_norm1.") + name)).at(i);
  }
  graph::Graph graph;
  Value x, y;
};

TEST(BatchNorm, PredictionLeavesTheRunningStatisticsAlone) {
  BatchNormRun run;
  program::Program training = run.program(Mode::kTrain);
  training.run(Tensor::from({2, 2}, {1, 2, 3, 6}));
  EXPECT_DOUBLE_EQ(BatchNormRun::state(training, "running_mean", 0), 0.2);
  EXPECT_DOUBLE_EQ(BatchNormRun::state(training, "running_mean", 1), 0.4);
  // 0.9 of 1, and 0.1 of the variances 2 and 8 with n - 1.
  EXPECT_DOUBLE_EQ(BatchNormRun::state(training, "running_variance", 0), 1.1);
  EXPECT_DOUBLE_EQ(BatchNormRun::state(training, "running_variance", 1), 1.7);
  program::Program prediction = run.program(Mode::kPredict, training.variables());
  const Tensor before = prediction.run(Tensor::from({1, 2}, {5, 7}))[0];
  EXPECT_NEAR(before.at(0), (5 - 0.2) / std::sqrt(1.1 + 1e-5), 1e-12);
  EXPECT_DOUBLE_EQ(BatchNormRun::state(training, "running_mean", 0), 0.2);
  EXPECT_DOUBLE_EQ(BatchNormRun::state(training, "running_variance", 1), 1.7);
}

TEST(BatchNorm, OneRowHasNoVariance) {
  BatchNormRun run;
  program::Program training = run.program(Mode::kTrain);
  const Tensor y = training.run(Tensor::from({1, 2}, {5, 7}))[0];
  EXPECT_EQ(y.at(0), 0);
  EXPECT_EQ(y.at(1), 0);
  EXPECT_DOUBLE_EQ(BatchNormRun::state(training, "running_mean", 0), 0.5);
  EXPECT_EQ(BatchNormRun::state(training, "running_variance", 0), 1);
}

TEST(GaussianNoise, HasItsDeviationAndOnlyWhileTraining) {
  graph::Graph graph;
  const Value x = graph.input("x", {batch(), 100});
  const Value y = apply(x, "gaussian_noise", {{"deviation", 0.5}});
  const auto run = [&](Mode mode, int64_t step) {
    program::Program program(graph, {y}, {.mode = mode});
    program.set(program.input("x"), Tensor({100, 100}, Type::kReal));
    program.set_integer(program.input("seed"), 3);
    program.set_integer(program.input("step"), step);
    program.step();
    return program.output(0).values();
  };
  const std::vector<double> noise = run(Mode::kTrain, 0);
  double sum = 0;
  double squares = 0;
  for (const double value : noise) {
    sum += value;
    squares += value * value;
  }
  // 10000 numbers: three deviations of their mean and of their mean square.
  EXPECT_NEAR(sum / 1e4, 0, 3 * 0.5 / 100);
  EXPECT_NEAR(squares / 1e4, 0.25, 3 * 0.25 * std::sqrt(2.0) / 100);
  EXPECT_EQ(run(Mode::kTrain, 0), noise);
  EXPECT_NE(run(Mode::kTrain, 1), noise);
  for (const double value : run(Mode::kPredict, 0)) EXPECT_EQ(value, 0);
}

}  // namespace
}  // namespace glia::nn
