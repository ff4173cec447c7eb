// Single units and forward passes: weighted sums, bias, activation, layers that collapse.
#include "glia/graph/ops/join.h"
#include "glia/graph/ops/product.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/sheet.h"

namespace glia::golden {
namespace {

Json relu_neuron(const Json& in) {
  Sheet s;
  return s.show(relu(sum(s.given(in["w"]) * s.given(in["x"])) + s.given(in["b"])));
}

// W1 W2 feed the first unit, W3 W4 the second, W5 W6 join them.
Json linear_stack(const Json& in) {
  Sheet s;
  const Value w = s.given(in["W1..W6"]);
  const Value x = reshape(s.given(in["x"]), {1, 2});
  const Value hidden = transpose(reshape(part(w, 0, 4), {2, 2}));
  const Value output = reshape(part(w, 4, 6), {2, 1});
  const Value collapsed = matmul(hidden, output);
  return s.show({{"nested", sum(matmul(matmul(x, hidden), output))},
                 {"collapsed", sum(matmul(x, collapsed))},
                 {"w_eff", reshape(collapsed, {2})}});
}

Json temperature(const Json& in) {
  Sheet s;
  const Value x = s.given(in["x"]);
  const auto unit = [&](const Json& hidden) {
    return tanh(at(s.given(hidden["w"]), 0) * x + s.given(hidden["b"]));
  };
  const Value first = unit(in["hidden1"]);
  const Value second = unit(in["hidden2"]);
  const Value w = s.given(in["out"]["w"]);
  const Value out = tanh(at(w, 0) * first + at(w, 1) * second + s.given(in["out"]["b"]));
  return s.show({{"a1", first}, {"a2", second}, {"out", out}});
}

// A line is its slope and its value at 0.
Json identity_net(const Json& in) {
  Sheet s;
  const Value x = s.constant(0);
  const Value hidden = s.given(in["w1"]) * x + s.given(in["b1"]);
  const Value y = sum(s.given(in["w2"]) * hidden) + s.given(in["b2"]);
  return s.show({{"slope", slope(y, x)}, {"intercept", y}});
}

Json logistic_neuron(const Json& in) {
  Sheet s;
  return s.show(sigmoid(sum(s.given(in["w"]) * s.given(in["x"])) + s.given(in["b"])));
}

Json linear_then_sigmoid(const Json& in) {
  Sheet s;
  const Value w = s.given(in["w"]);
  const Value x = s.given(in["x"]);
  const Value b = s.given(in["b"]);
  const Value y = sigmoid(w * x + b);
  return s.show(
      {{"right", y}, {"as_printed", 1.0 / (1.0 + exp(-(w * x) + b))}, {"dy_dx", slope(y, x)}});
}

Json bias_as_threshold(const Json& in) {
  Sheet s;
  const Value total = sum(s.given(in["w"]) * s.given(in["x"]));
  const Value z = total - s.given(in["t"]);
  return s.show({{"sum", total}, {"z", z}, {"fires", equal(step(z), s.constant(1))}});
}

Json matrix_forward(const Json& in) {
  Sheet s;
  return s.show(matmul(s.given(in["X"]), s.given(in["W1"])) + s.given(in["B1"]));
}

Json three_linear_layers(const Json& in) {
  Sheet s;
  const Value w2 = s.given(in["W2"]);
  const Value w3 = s.given(in["W3"]);
  const Value tail = matmul(w2, w3);
  const Value w = matmul(s.given(in["W1"]), tail);
  const Value b =
      matmul(s.given(in["B1"]), tail) + matmul(s.given(in["B2"]), w3) + s.given(in["B3"]);
  return s.show({{"W", w}, {"B", b}, {"y", matmul(s.given(in["x"]), w) + b}});
}

// Each unit is [w1, w2, b]; the answers to 00, 01, 10, 11.
Json xor_of_steps(const Json& in) {
  Sheet s;
  const Value rows = s.given(Json::parse("[[0,0],[0,1],[1,0],[1,1]]"));
  const auto unit = [&](const char* name, Value x) {
    const Value w = s.given(in[name]);
    return step(sum(x * part(w, 0, 2), {1}) + at(w, 2));
  };
  const auto column = [](Value vector) { return reshape(vector, {4, 1}); };
  const Value both = graph::concat({column(unit("OR", rows)), column(unit("NAND", rows))}, 1);
  return s.show(unit("AND", both));
}

constexpr Answer kUnitCases[] = {
    {"000-neuron-js", relu_neuron},
    {"000-neuron-cpp", relu_neuron},
    {"000-perceptron-linear-stack", linear_stack},
    {"000-temp-18", temperature},
    {"000-identity-net", identity_net},
    {"000-xor-steps", xor_of_steps},
    {"001-neuron-logistic", logistic_neuron},
    {"002-neuron-eq12", linear_then_sigmoid},
    {"003-bias-threshold", bias_as_threshold},
    {"004-matrix-forward", matrix_forward},
    {"004-linear-collapse", three_linear_layers},
};

}  // namespace

std::span<const Answer> unit_cases() { return kUnitCases; }

}  // namespace glia::golden
