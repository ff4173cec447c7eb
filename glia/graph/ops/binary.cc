// Arithmetic of two values, each with its two partial derivatives.
#include <cmath>

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/elementwise_internal.h"
#include "glia/graph/ops/families.h"

namespace glia::graph {
namespace {

using kernels::TileOp;

std::vector<Sample> pairs(double low, double high) {
  const std::vector<std::vector<Shape>> shapes = {
      {{}, {}},     {{3}, {3}},    {{2, 5}, {5}}, {{2, 1}, {1, 3}},    {{4, 1}, {4, 17}},
      {{}, {2, 3}}, {{0, 3}, {3}}, {{1}, {0}},    {{2, 3, 4}, {3, 1}}, {{1, 1}, {1, 1}}};
  std::vector<Sample> samples;
  samples.reserve(shapes.size() + 2);
  for (const auto& pair : shapes) samples.push_back({.shapes = pair, .low = low, .high = high});
  samples.push_back({.shapes = {{2, 3}, {2, 4}},
                     .refused = true,
                     .message = "shapes [2, 3] and [2, 4] do not broadcast"});
  samples.push_back({.shapes = {{3}, {3}},
                     .types = {Type::kReal, Type::kBool},
                     .refused = true,
                     .message = "input 1 is bool"});
  return samples;
}

std::vector<Sample> any_pairs() { return pairs(-2, 2); }
std::vector<Sample> positive_pairs() { return pairs(0.2, 3); }

const Op kAdd = elementwise(
    "add", "a + b", TileOp::kAdd, [](const double* x) { return x[0] + x[1]; },
    [](Value, int, Value g) { return g; }, any_pairs, {});

const Op kSub = elementwise(
    "sub", "a - b", TileOp::kSub, [](const double* x) { return x[0] - x[1]; },
    [](Value, int i, Value g) { return i == 0 ? g : -g; }, any_pairs, {});

const Op kMul = elementwise(
    "mul", "a b", TileOp::kMul, [](const double* x) { return x[0] * x[1]; },
    [](Value y, int i, Value g) { return g * input_of(y, 1 - i); }, any_pairs, {});

const Op kDiv = elementwise(
    "div", "a / b; derivatives 1/b and -a/b^2", TileOp::kDiv,
    [](const double* x) { return x[0] / x[1]; },
    [](Value y, int i, Value g) {
      const Value b = input_of(y, 1);
      return i == 0 ? g / b : -(g * (y / b));
    },
    positive_pairs, {});

const Op kPow = elementwise(
    "pow", "a^b; derivatives b a^(b-1) and a^b ln a (0 where a <= 0)", TileOp::kPow,
    [](const double* x) { return std::pow(x[0], x[1]); },
    [](Value y, int i, Value g) {
      Graph& graph = y.graph();
      const Value a = input_of(y, 0);
      const Value b = input_of(y, 1);
      if (i == 0) return g * (b * pow(a, b - 1.0));
      const Value positive = greater(a, graph.constant(0));
      return select(positive, g * (y * log(select(positive, a, graph.constant(1)))),
                    graph.constant(0));
    },
    positive_pairs, {});

const Op kMinimum = elementwise(
    "minimum", "min(a, b), NaN if either is; the derivative goes to a where a <= b",
    TileOp::kMinimum,
    [](const double* x) {
      return std::isnan(x[0]) || std::isnan(x[1]) ? std::nan("") : std::fmin(x[0], x[1]);
    },
    [](Value y, int i, Value g) {
      const Value zero = y.graph().constant(0);
      const Value first = less_equal(input_of(y, 0), input_of(y, 1));
      return i == 0 ? select(first, g, zero) : select(first, zero, g);
    },
    any_pairs, {});

const Op kMaximum = elementwise(
    "maximum", "max(a, b), NaN if either is; the derivative goes to a where a >= b",
    TileOp::kMaximum,
    [](const double* x) {
      return std::isnan(x[0]) || std::isnan(x[1]) ? std::nan("") : std::fmax(x[0], x[1]);
    },
    [](Value y, int i, Value g) {
      const Value zero = y.graph().constant(0);
      const Value first = greater_equal(input_of(y, 0), input_of(y, 1));
      return i == 0 ? select(first, g, zero) : select(first, zero, g);
    },
    any_pairs, {});

const Op* const kFamily[] = {&kAdd, &kSub, &kMul, &kDiv, &kPow, &kMinimum, &kMaximum};

Value binary(const Op& op, Value a, Value b) { return a.graph().add(op, {a, b}); }

}  // namespace

Value add(Value a, Value b) { return binary(kAdd, a, b); }
Value sub(Value a, Value b) { return binary(kSub, a, b); }
Value mul(Value a, Value b) { return binary(kMul, a, b); }
Value div(Value a, Value b) { return binary(kDiv, a, b); }
Value pow(Value a, Value b) { return binary(kPow, a, b); }
Value minimum(Value a, Value b) { return binary(kMinimum, a, b); }
Value maximum(Value a, Value b) { return binary(kMaximum, a, b); }

std::span<const Op* const> binary_ops() { return kFamily; }

}  // namespace glia::graph
