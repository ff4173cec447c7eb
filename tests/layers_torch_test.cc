// Layers against torch in double, tests/golden/layers.json: values, gradients, state, prediction.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "glia/base/golden_testing.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/nn/layer.h"
#include "glia/program/program.h"

namespace glia {
namespace {

using graph::Value;
using Json = nlohmann::json;
using program::Mode;

const Json& cases() { return golden_file("layers.json")["cases"]; }

std::vector<std::string> names() {
  std::vector<std::string> names;
  for (const Json& each : cases()) names.push_back(each["name"]);
  return names;
}

Tensor tensor_of(const Json& json) {
  Shape shape;
  for (const int64_t size : json["shape"]) shape.push_back(size);
  return Tensor::from(shape, json["values"]);
}

nn::OptionValue option_of(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<int64_t>();
  if (json.is_number()) return json.get<double>();
  return json.get<std::vector<int64_t>>();
}

double largest(const Tensor& tensor) {
  double largest = 0;
  for (const double value : tensor.values()) largest = std::max(largest, std::fabs(value));
  return largest;
}

// x: what the layer read. Its rounding is that of a mean taken from it, however small the rest.
void expect_near(const Tensor& found, const Json& json, const Json& x, const std::string& what) {
  SCOPED_TRACE(what);
  const Tensor expected = tensor_of(json);
  ASSERT_EQ(found.shape(), expected.shape());
  const double tolerance = 1e-12 * std::max(1.0, largest(expected)) + 1e-15 * largest(tensor_of(x));
  for (int64_t i = 0; i < expected.count(); ++i)
    EXPECT_NEAR(found.at(i), expected.at(i), tolerance) << "element " << i;
}

// The layer on one shape of batch. Programs of several shapes share the variables by name.
struct Bench {
  Bench(const Json& golden, const Json& batch) {
    Shape shape = tensor_of(batch["x"]).shape();
    shape[0] = glia::batch();
    x = graph.input("x", shape);
    nn::LayerSpec spec{.name = "layer", .kind = golden["kind"], .inputs = {}, .options = {}};
    for (const auto& [name, value] : golden["options"].items())
      spec.options[name] = option_of(value);
    y = nn::apply(graph, spec, {x});
    const Value weights = graph.input("weights", y.shape());
    std::vector<Value> values;
    for (const auto& [name, value] : golden["variables"].items())
      values.push_back(graph.find_variable("layer." + name));
    values.push_back(x);
    outputs = graph::grad(graph::sum(y * weights), values);
    outputs.insert(outputs.begin(), y);
  }
  program::Program program(Mode mode, std::shared_ptr<program::Variables> variables) {
    return {graph, outputs, {.mode = mode, .variables = std::move(variables)}};
  }
  graph::Graph graph;
  Value x, y;
  std::vector<Value> outputs;  // y, the gradients of the variables in their order, of x
};

class LayersAgainstTorch : public testing::TestWithParam<std::string> {
 protected:
  const Json& golden() const {
    for (const Json& each : cases())
      if (each["name"] == GetParam()) return each;
    throw std::runtime_error("no such case");
  }
};
INSTANTIATE_TEST_SUITE_P(Cases, LayersAgainstTorch, testing::ValuesIn(names()),
                         [](const auto& param) { return param.param; });

TEST_P(LayersAgainstTorch, TheSameNumbers) {
  const Json& golden = this->golden();
  std::shared_ptr<program::Variables> variables;
  for (const Json& batch : golden["batches"]) {
    Bench bench(golden, batch);
    if (variables == nullptr) {
      variables = std::make_shared<program::Variables>(bench.graph, Real::kDouble);
      variables->initialize(bench.graph, 0);
      for (const auto& [name, value] : golden["variables"].items())
        variables->set(variables->find("layer." + name), tensor_of(value));
    }
    program::Program program = bench.program(Mode::kTrain, variables);
    program.run(tensor_of(batch["x"]), tensor_of(batch["weights"]));
    size_t i = 0;
    expect_near(program.output(i++), batch["y"], batch["x"], "y");
    for (const auto& [name, value] : batch["gradients"].items())
      expect_near(program.output(i++), value, batch["x"], "gradient of " + name);
    if (batch.contains("dx"))
      expect_near(program.output(i), batch["dx"], batch["x"], "gradient of x");
    for (const auto& [name, value] : batch["state"].items())
      expect_near(variables->get(variables->find("layer." + name)), value, batch["x"], name);
  }
  const Json& first = golden["batches"][0];
  Bench bench(golden, first);
  program::Program program = bench.program(Mode::kPredict, variables);
  program.run(tensor_of(first["x"]), tensor_of(first["weights"]));
  expect_near(program.output(0), golden["prediction"], first["x"], "prediction");
}

}  // namespace
}  // namespace glia
