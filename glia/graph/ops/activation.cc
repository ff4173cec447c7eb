// Activations that are ops of their own, because a chain of other ops would lose digits or make a
// NaN of infinity (glia/kernels/activation-inl.h). What is exact as a chain is composed in glia/nn.
#include <cmath>
#include <numbers>

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/elementwise_internal.h"
#include "glia/graph/ops/families.h"

namespace glia::graph {
namespace {

using kernels::TileOp;

constexpr double kLinear = 1.59576912160573071176;  // 2 sqrt(2 / pi)
constexpr double kCubic = 0.044715;

double normal_probability(double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; }

// e^(-x^2/2) / sqrt(2 pi)
Value normal_density(Value x) {
  return exp(square(x) * -0.5) * (std::numbers::inv_sqrtpi / std::numbers::sqrt2);
}

const Op kNormalCdf = elementwise(
    "normal_cdf", "P(X <= x) = erfc(-x/sqrt 2)/2 for X ~ N(0, 1); derivative e^(-x^2/2)/sqrt(2 pi)",
    TileOp::kNormalCdf, [](const double* x) { return normal_probability(x[0]); },
    [](Value y, int, Value g) { return g * normal_density(input_of(y, 0)); }, around_zero, {});

const Op kGelu = elementwise(
    "gelu",
    "x P(X <= x), X ~ N(0, 1); derivative P(X <= x) + x e^(-x^2/2)/sqrt(2 pi). Hendrycks and "
    "Gimpel 2016",
    TileOp::kGelu, [](const double* x) { return x[0] * normal_probability(x[0]); },
    [](Value y, int, Value g) {
      const Value x = input_of(y, 0);
      const Value probability = normal_cdf(x);
      return g * (probability + x * normal_density(x));
    },
    around_zero, {});

const Op kGeluTanh = elementwise(
    "gelu_tanh",
    "x (1 + tanh u)/2, u = sqrt(2/pi) (x + 0.044715 x^3); with s = sigmoid(2u) the derivative is "
    "s + x s (1 - s) 2u'. Hendrycks and Gimpel 2016",
    TileOp::kGeluTanh,
    [](const double* x) {
      const double u = kLinear / 2 * (x[0] + kCubic * x[0] * x[0] * x[0]);
      return 0.5 * x[0] * (1 + std::tanh(u));
    },
    [](Value y, int, Value g) {
      // Beyond 30 the sigmoid is 0 or 1 in every type, and x^3 would overflow.
      Graph& graph = y.graph();
      const Value above = maximum(input_of(y, 0), graph.constant(-30));
      const Value x = minimum(above, graph.constant(30));
      const Value scaled = square(x) * kCubic;
      const Value s = sigmoid(x * (scaled + 1.0) * kLinear);
      const Value inner = (scaled * 3.0 + 1.0) * kLinear;
      const Value rest = x * s * (1.0 - s);
      return g * (s + rest * inner);
    },
    around_zero, {});

const Op kSilu = elementwise(
    "silu",
    "x sigmoid(x), also swish; with s = sigmoid(x) the derivative is s + x s (1 - s). Elfwing et "
    "al. 2018",
    TileOp::kSilu, [](const double* x) { return x[0] / (1 + std::exp(-x[0])); },
    [](Value y, int, Value g) {
      const Value s = sigmoid(input_of(y, 0));
      return g * (s + y * (1.0 - s));
    },
    around_zero, {});

const Op kMish = elementwise(
    "mish",
    "x tanh(ln(1 + e^x)); with w = tanh(ln(1 + e^x)) the derivative is w + x (1 - w^2) sigmoid(x). "
    "Misra 2019",
    TileOp::kMish, [](const double* x) { return x[0] * std::tanh(std::log1p(std::exp(x[0]))); },
    [](Value y, int, Value g) {
      const Value x = input_of(y, 0);
      const Value w = tanh(softplus(x));
      const Value slope = x * (1.0 - square(w));
      return g * (w + slope * sigmoid(x));
    },
    around_zero, {});

const Op kSoftsign = elementwise(
    "softsign", "x/(1 + |x|); derivative 1/(1 + |x|)^2. Bergstra et al. 2009", TileOp::kSoftsign,
    [](const double* x) { return x[0] / (1 + std::fabs(x[0])); },
    [](Value y, int, Value g) { return g * square(reciprocal(abs(input_of(y, 0)) + 1.0)); },
    around_zero, {0});

const Op* const kFamily[] = {&kNormalCdf, &kGelu, &kGeluTanh, &kSilu, &kMish, &kSoftsign};

}  // namespace

Value normal_cdf(Value x) { return x.graph().add(kNormalCdf, {x}); }
Value gelu(Value x) { return x.graph().add(kGelu, {x}); }
Value gelu_tanh(Value x) { return x.graph().add(kGeluTanh, {x}); }
Value silu(Value x) { return x.graph().add(kSilu, {x}); }
Value mish(Value x) { return x.graph().add(kMish, {x}); }
Value softsign(Value x) { return x.graph().add(kSoftsign, {x}); }

std::span<const Op* const> activation_ops() { return kFamily; }

}  // namespace glia::graph
