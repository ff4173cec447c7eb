// Every gradient of small networks for one sample.
#include "glia/graph/derivative.h"
#include "glia/graph/ops/product.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/sheet.h"

namespace glia::golden {
namespace {

// 2-2-1, sigmoid in both layers, half squared error. Row i of W1 belongs to hidden unit i.
Json two_two_one(const Json& in) {
  Sheet s;
  const Value w1 = s.given(in["W1"]);
  const Value b1 = s.given(in["b1"]);
  const Value w2 = s.given(in["W2"]);
  const Value b2 = s.given(in["b2"]);
  const Value hidden = sigmoid(sum(w1 * s.given(in["x"]), {1}) + b1);
  const Value yhat = sigmoid(sum(w2 * hidden) + b2);
  const Value loss = square(yhat - s.given(in["y"])) / 2.0;
  const std::vector<Value> slopes = graph::grad(loss, {w1, b1, w2, b2});
  return s.show({{"yhat", yhat},
                 {"loss", loss},
                 {"dW1", slopes[0]},
                 {"db1", slopes[1]},
                 {"dW2", slopes[2]},
                 {"db2", slopes[3]}});
}

// 1-n-1, sigmoid hidden, linear output, half squared error.
Json one_many_one(const Json& in) {
  Sheet s;
  const Value w1 = s.given(in["w1"]);
  const Value b1 = s.given(in["b1"]);
  const Value w2 = s.given(in["w2"]);
  const Value b2 = s.given(in["b2"]);
  const Value y = sum(w2 * sigmoid(w1 * s.given(in["x"]) + b1)) + b2;
  const Value loss = square(y - s.given(in["y"])) / 2.0;
  const std::vector<Value> slopes = graph::grad(loss, {w1, b1, w2, b2});
  return s.show(
      {{"y21", y}, {"dw1", slopes[0]}, {"db1", slopes[1]}, {"dw2", slopes[2]}, {"db2", slopes[3]}});
}

// How often a program ran to get the slopes of a function of n parameters by forward differences:
// the program counts its runs itself, in a variable.
Json evaluations_for_differences(const Json& in) {
  const int64_t n = in["params"];
  graph::Graph graph;
  const Value p = graph.input("parameters", {n});
  const Value runs = graph.variable("runs", {}, nullptr, graph::VariableKind::kState);
  graph.assign(runs, runs + 1.0);
  program::Program cost(graph, {sum(square(p))});
  Tensor point({n}, Type::kReal);
  cost.set(0, point);
  cost.step();
  for (int64_t i = 0; i < n; ++i) {
    Tensor moved = point;
    moved.set(i, 1e-5);
    cost.set(0, moved);
    cost.step();
  }
  return json_of(cost.variables()->get(cost.variables()->find("runs")));
}

constexpr Answer kBackpropCases[] = {
    {"000-backprop-221", two_two_one},
    {"000-forward-evals", evaluations_for_differences},
    {"002-grad-151", one_many_one},
};

}  // namespace

std::span<const Answer> backprop_cases() { return kBackpropCases; }

}  // namespace glia::golden
