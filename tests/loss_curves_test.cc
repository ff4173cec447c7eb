// Two hundred steps of SGD under every loss against torch's curves, in double
// (tools/golden/make_loss_curves.py).
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "glia/base/golden_testing.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/softmax.h"
#include "glia/loss/loss.h"
#include "glia/nn/activation.h"
#include "glia/optim/optimizer.h"
#include "glia/program/program.h"

namespace glia {
namespace {

using graph::Value;
using nlohmann::json;

const json& golden() { return golden_file("loss_curves.json"); }

Shape shape_of(const json& rows) {
  std::vector<Dim> dims;
  for (const json* level = &rows; level->is_array(); level = &level->at(0))
    dims.emplace_back(static_cast<int64_t>(level->size()));
  return Shape(dims);
}

Value rows_of(Value z, int64_t begin, int64_t end) { return graph::slice(z, 0, begin, end); }

Value columns_of(Value z, int64_t begin, int64_t end) { return graph::slice(z, 1, begin, end); }

// Losses of the library that no table can train with: z is the network's output, t the targets.
const std::map<std::string, std::function<Value(Value z, Value t)>>& functions() {
  static const std::map<std::string, std::function<Value(Value, Value)>> all = {
      {"gaussian_nll",
       [](Value z, Value t) {
         const Value mean = columns_of(z, 0, 2);
         const Value variance = graph::softplus(columns_of(z, 2, 4)) + 0.1;
         return loss::gaussian_nll(mean, variance, columns_of(t, 0, 2));
       }},
      {"kl_divergence",
       [](Value z, Value t) { return loss::kl_divergence(graph::log_softmax(z), t); }},
      {"cosine_embedding",
       [](Value z, Value t) {
         const Value a = rows_of(z, 0, 6);
         const Value b = rows_of(z, 6, 12);
         return loss::cosine_embedding(a, b, t, 0.25);
       }},
      {"triplet",
       [](Value z, Value) {
         const Value anchor = rows_of(z, 0, 4);
         const Value positive = rows_of(z, 4, 8);
         const Value negative = rows_of(z, 8, 12);
         return loss::triplet(anchor, positive, negative);
       }},
  };
  return all;
}

Value last_layer(Value z, std::string_view activation) {
  if (activation == "sigmoid") return graph::sigmoid(z);
  if (activation == "softmax") return graph::softmax(z);
  if (activation == "log_softmax") return graph::log_softmax(z);
  EXPECT_EQ(activation, "");
  return z;
}

Value table_loss(const json& curve, Value z, Value t) {
  const std::string kind = curve["targets"];
  const loss::Targets targets = kind == "numbers"  ? loss::Targets::kNumbers
                                : kind == "yes_no" ? loss::Targets::kYesNo
                                                   : loss::Targets::kClasses;
  loss::ChosenLoss chosen = loss::parse_loss(curve["loss"].get<std::string>(), targets);
  if (kind == "weighted")
    chosen.settings.class_weights = golden()["class_weights"].get<std::vector<double>>();
  return chosen.apply(last_layer(z, chosen.last_activation()), t).mean;
}

TEST(LossCurves, FollowTorchForTwoHundredSteps) {
  for (const json& curve : golden()["curves"]) {
    const std::string name = curve["loss"];
    SCOPED_TRACE(name + " " + curve["targets"].get<std::string>());
    graph::Graph g;
    std::vector<Value> variables;
    for (const char* each : {"w1", "b1", "w2", "b2"}) {
      const json& start = golden()["start"][each];
      variables.push_back(
          g.variable(each, shape_of(start), [&start](std::span<double> to, uint64_t, uint64_t) {
            const std::vector<double> values = flat(start);
            std::copy(values.begin(), values.end(), to.begin());
          }));
    }
    const Value x = g.input("x", shape_of(golden()["x"]));
    const Value rate = g.input("rate", {});
    std::string kind = curve["targets"];
    if (kind == "weighted") kind = "classes";
    Value t;
    Tensor targets;
    if (kind != "none") {
      const json& values = golden()["targets"][kind];
      targets = Tensor(shape_of(values), kind == "classes" ? Type::kI64 : Type::kReal);
      const std::vector<double> numbers = flat(values);
      for (size_t i = 0; i < numbers.size(); ++i) targets.set(static_cast<int64_t>(i), numbers[i]);
      t = g.input("t", targets.shape(), targets.type());
    }
    const Value h = graph::tanh(graph::matmul(x, variables[0]) + variables[1]);
    const Value z = graph::matmul(h, variables[2]) + variables[3];
    const auto own = functions().find(name);
    const Value loss = own != functions().end() ? own->second(z, t) : table_loss(curve, z, t);
    optim::add_updates(g, variables, graph::grad(loss, variables), rate, optim::Sgd{});
    program::Program program(g, {loss}, {.real = Real::kDouble, .guard = loss});
    program.set(program.input("x"), Tensor::from(shape_of(golden()["x"]), flat(golden()["x"])));
    program.set(program.input("rate"), curve["rate"].get<double>());
    if (t) program.set(program.input("t"), targets);

    const std::vector<double> expected = curve["values"];
    const int every = golden()["every"];
    for (int step = 0; step <= golden()["steps"].get<int>(); ++step) {
      program.set_integer(program.input("step"), step);
      ASSERT_TRUE(program.step());
      if (step % every != 0) continue;
      EXPECT_NEAR(program.scalar(0), expected[static_cast<size_t>(step / every)], 1e-9)
          << "step " << step;
    }
  }
}

}  // namespace
}  // namespace glia
