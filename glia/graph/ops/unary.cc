// Functions of one value, each with its derivative beside it.
#include <cmath>
#include <numbers>

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/elementwise_internal.h"
#include "glia/graph/ops/families.h"

namespace glia::graph {
namespace {

using kernels::TileOp;

std::vector<Sample> above_zero() {
  std::vector<Sample> samples = around_zero();
  for (Sample& sample : samples) {
    sample.low = 0.1;
    sample.high = 4;
  }
  return samples;
}

std::vector<Sample> above_minus_one() {
  std::vector<Sample> samples = around_zero();
  for (Sample& sample : samples) sample.low = -0.9;
  return samples;
}

const Op kNeg = elementwise(
    "neg", "-x", TileOp::kNeg, [](const double* x) { return -x[0]; },
    [](Value, int, Value g) { return -g; }, around_zero, {});

const Op kAbs = elementwise(
    "abs", "|x|; derivative sign(x), 0 at 0", TileOp::kAbs,
    [](const double* x) { return std::fabs(x[0]); },
    [](Value y, int, Value g) { return g * sign(input_of(y, 0)); }, around_zero, {0});

const Op kSign = elementwise("sign", "-1, 0 or 1; derivative 0", TileOp::kSign,
                             [](const double* x) {
                               return x[0] > 0 ? 1.0 : x[0] < 0 ? -1.0 : x[0];
                             },
                             nullptr, around_zero, {0});

const Op kExp = elementwise(
    "exp", "e^x; derivative e^x", TileOp::kExp, [](const double* x) { return std::exp(x[0]); },
    [](Value y, int, Value g) { return g * y; }, around_zero, {});

const Op kExpm1 = elementwise(
    "expm1", "e^x - 1 without cancellation near 0; derivative e^x", TileOp::kExpm1,
    [](const double* x) { return std::expm1(x[0]); },
    [](Value y, int, Value g) { return g * (y + 1.0); }, around_zero, {});

const Op kLog = elementwise(
    "log", "ln x; derivative 1/x", TileOp::kLog, [](const double* x) { return std::log(x[0]); },
    [](Value y, int, Value g) { return g / input_of(y, 0); }, above_zero, {});

const Op kLog1p = elementwise(
    "log1p", "ln(1 + x) without rounding 1 + x; derivative 1/(1 + x)", TileOp::kLog1p,
    [](const double* x) { return std::log1p(x[0]); },
    [](Value y, int, Value g) { return g / (input_of(y, 0) + 1.0); }, above_minus_one, {});

const Op kSqrt = elementwise(
    "sqrt", "x^(1/2); derivative 1/(2 sqrt x)", TileOp::kSqrt,
    [](const double* x) { return std::sqrt(x[0]); },
    [](Value y, int, Value g) { return g * 0.5 / y; }, above_zero, {});

const Op kSquare = elementwise(
    "square", "x^2; derivative 2x", TileOp::kSquare, [](const double* x) { return x[0] * x[0]; },
    [](Value y, int, Value g) { return g * (input_of(y, 0) * 2.0); }, around_zero, {});

const Op kReciprocal = elementwise(
    "reciprocal", "1/x; derivative -1/x^2", TileOp::kReciprocal,
    [](const double* x) { return 1 / x[0]; },
    [](Value y, int, Value g) { return -(g * square(y)); }, above_zero, {});

const Op kTanh = elementwise(
    "tanh", "(e^x - e^-x)/(e^x + e^-x); derivative 1 - tanh^2 x", TileOp::kTanh,
    [](const double* x) { return std::tanh(x[0]); },
    [](Value y, int, Value g) { return g * (1.0 - square(y)); }, around_zero, {});

const Op kSigmoid = elementwise(
    "sigmoid", "1/(1 + e^-x); derivative s (1 - s)", TileOp::kSigmoid,
    [](const double* x) { return 1 / (1 + std::exp(-x[0])); },
    [](Value y, int, Value g) { return g * (y * (1.0 - y)); }, around_zero, {});

const Op kSoftplus = elementwise(
    "softplus", "ln(1 + e^x); derivative sigmoid(x). Dugas et al. 2000", TileOp::kSoftplus,
    [](const double* x) { return std::fmax(x[0], 0.0) + std::log1p(std::exp(-std::fabs(x[0]))); },
    [](Value y, int, Value g) { return g * sigmoid(input_of(y, 0)); }, around_zero, {});

const Op kRelu = elementwise(
    "relu", "max(x, 0); derivative 1 for x > 0, else 0. Nair and Hinton 2010", TileOp::kRelu,
    [](const double* x) { return x[0] <= 0 ? 0.0 : x[0]; },
    [](Value y, int, Value g) {
      Graph& graph = y.graph();
      return select(greater(y, graph.constant(0)), g, graph.constant(0));
    },
    around_zero, {0});

const Op kSin = elementwise(
    "sin", "sin x (radians); derivative cos x", TileOp::kSin,
    [](const double* x) { return std::sin(x[0]); },
    [](Value y, int, Value g) { return g * cos(input_of(y, 0)); }, around_zero, {});

const Op kCos = elementwise(
    "cos", "cos x (radians); derivative -sin x", TileOp::kCos,
    [](const double* x) { return std::cos(x[0]); },
    [](Value y, int, Value g) { return -(g * sin(input_of(y, 0))); }, around_zero, {});

const Op kErf = elementwise(
    "erf", "2/sqrt(pi) times the integral of e^(-t^2) from 0 to x; derivative 2/sqrt(pi) e^(-x^2)",
    TileOp::kErf, [](const double* x) { return std::erf(x[0]); },
    [](Value y, int, Value g) {
      return g * (exp(-square(input_of(y, 0))) * (2 * std::numbers::inv_sqrtpi));
    },
    around_zero, {});

const Op kStep = elementwise("step", "1 for x >= 0, else 0; derivative 0", TileOp::kStep,
                             [](const double* x) {
                               return x[0] >= 0 ? 1.0 : std::isnan(x[0]) ? x[0] : 0.0;
                             },
                             nullptr, around_zero, {0});

const Op* const kFamily[] = {&kNeg,      &kAbs,  &kSign,   &kExp,        &kExpm1, &kLog,
                             &kLog1p,    &kSqrt, &kSquare, &kReciprocal, &kTanh,  &kSigmoid,
                             &kSoftplus, &kRelu, &kSin,    &kCos,        &kErf,   &kStep};

Value unary(const Op& op, Value x) { return x.graph().add(op, {x}); }

}  // namespace

std::vector<Sample> around_zero() {
  return {{{{}}},
          {{{3}}},
          {{{0}}},
          {{{2, 5}}},
          {{{1, 1}}},
          {{{0, 4}}},
          {{{3, 33}}},
          {.shapes = {{2}}, .types = {Type::kI64}, .refused = true, .message = "input 0 is i64"}};
}

Value tangent_by_scale(Value node, const std::vector<Value>& tangents) {
  Value sum;
  for (size_t i = 0; i < tangents.size(); ++i) {
    if (!tangents[i]) continue;
    const Value term = node.node().op->scale(node, static_cast<int>(i), tangents[i]);
    if (!term) continue;
    sum = sum ? sum + term : term;
  }
  return sum;
}

Value neg(Value x) { return unary(kNeg, x); }
Value abs(Value x) { return unary(kAbs, x); }
Value sign(Value x) { return unary(kSign, x); }
Value exp(Value x) { return unary(kExp, x); }
Value expm1(Value x) { return unary(kExpm1, x); }
Value log(Value x) { return unary(kLog, x); }
Value log1p(Value x) { return unary(kLog1p, x); }
Value sqrt(Value x) { return unary(kSqrt, x); }
Value square(Value x) { return unary(kSquare, x); }
Value reciprocal(Value x) { return unary(kReciprocal, x); }
Value tanh(Value x) { return unary(kTanh, x); }
Value sigmoid(Value x) { return unary(kSigmoid, x); }
Value softplus(Value x) { return unary(kSoftplus, x); }
Value relu(Value x) { return unary(kRelu, x); }
Value sin(Value x) { return unary(kSin, x); }
Value cos(Value x) { return unary(kCos, x); }
Value erf(Value x) { return unary(kErf, x); }
Value step(Value x) { return unary(kStep, x); }

std::span<const Op* const> unary_ops() { return kFamily; }

}  // namespace glia::graph
