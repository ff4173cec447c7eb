#include "glia/nn/activation.h"

#include <cmath>

#include "glia/base/named.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/softmax.h"
#include "glia/kernels/reference/elementwise.h"

namespace glia::nn {
namespace {

using kernels::TileOp;
using Wide = long double;

// Klambauer et al. 2017: with them mean 0 and variance 1 are a fixed point of a layer.
constexpr double kSeluScale = 1.0507009873554804934193349852946;
constexpr double kSeluAlpha = 1.6732632423543772848170429916717;
constexpr Wide kSeluWideScale = 1.0507009873554804934193349852946L;
constexpr Wide kSeluWideAlpha = 1.6732632423543772848170429916717L;

// An activation that is one op: value, reference and bound are the op's.
template <Value (*kBuild)(Value)>
Value build(Value x, double) {
  return kBuild(x);
}
template <TileOp kOp>
Wide exact(Wide x, Wide) {
  return kernels::reference::exact_value(kOp, x);
}
template <Value (*kBuild)(Value), TileOp kOp>
Activation one_op(std::string_view name, std::string_view doc) {
  const kernels::UlpBound bound = kernels::ulp_bound(kOp);
  return {name, doc, build<kBuild>, exact<kOp>, bound.single, bound.wide};
}

Value zero(Value x) { return x.graph().constant(0); }

// scale (x for x >= 0, else alpha (e^(x / width) - 1)). expm1 of the negative part only: the other
// branch would overflow.
Value exponential_below(Value x, Value negative, double alpha) {
  const Value below = graph::expm1(graph::minimum(negative, zero(x)));
  return graph::select(graph::greater_equal(x, zero(x)), x, below * alpha);
}

std::vector<Activation> make_steps() {
  return {
      {"step",
       "1 for x >= 0, else 0; derivative 0, so nothing below it learns. McCulloch and Pitts 1943",
       build<graph::step>,
       [](Wide x, Wide) { return std::isnan(x) ? x
                                 : x >= 0      ? 1
                                               : Wide{0}; },
       0,
       0,
       {},
       {0},
       "heaviside"},
      {"sign",
       "-1, 0 or 1; derivative 0, so nothing below it learns. Rosenblatt 1958",
       build<graph::sign>,
       [](Wide x, Wide) { return x > 0   ? 1
                                 : x < 0 ? -1
                                         : x; },
       0,
       0,
       {},
       {0}},
  };
}

std::vector<Activation> make_bounded() {
  Activation logistic = one_op<graph::sigmoid, TileOp::kSigmoid>(
      "sigmoid", "1/(1 + e^-x), in (0, 1). Verhulst 1838; Rumelhart et al. 1986");
  logistic.alias = "logistic";
  Activation fraction = one_op<graph::softsign, TileOp::kSoftsign>(
      "softsign", "x/(1 + |x|), in (-1, 1). Bergstra et al. 2009");
  fraction.kinks = {0};  // of the second derivative
  return {
      logistic,
      {"hard_sigmoid",
       "min(max(x + 3, 0), 6)/6: the sigmoid in three straight pieces. Courbariaux et al. 2015, "
       "with the slope of Howard et al. 2019",
       [](Value x, double) { return hard_sigmoid(x); },
       [](Wide x, Wide) { return x <= -3  ? Wide{0}
                                 : x >= 3 ? 1
                                          : x / 6 + Wide{0.5}; },
       1.5,
       1.5,
       {},
       {-3, 3}},
      one_op<graph::tanh, TileOp::kTanh>(
          "tanh", "(e^x - e^-x)/(e^x + e^-x), in (-1, 1). LeCun et al. 1998"),
      {"hard_tanh",
       "min(max(x, -1), 1): tanh in three straight pieces. Collobert 2004",
       [](Value x, double) { return hard_tanh(x); },
       [](Wide x, Wide) { return x < -1  ? -1
                                 : x > 1 ? 1
                                         : x; },
       0,
       0,
       {},
       {-1, 1}},
      fraction,
  };
}

std::vector<Activation> make_rectifiers() {
  return {
      {"relu",
       "max(0, x). Nair and Hinton 2010",
       build<graph::relu>,
       [](Wide x, Wide) { return x <= 0 ? Wide{0} : x; },
       0,
       0,
       {},
       {0}},
      {"relu6",
       "min(max(0, x), 6). Krizhevsky 2010",
       [](Value x, double) { return relu6(x); },
       [](Wide x, Wide) { return x <= 0   ? Wide{0}
                                 : x >= 6 ? 6
                                          : x; },
       0,
       0,
       {},
       {0, 6}},
      {"leaky_relu",
       "x for x >= 0, else slope x. Maas et al. 2013",
       leaky_relu,
       [](Wide x, Wide slope) { return x < 0 ? slope * x : x; },
       1.5,
       1.5,
       {.name = "slope", .standard = 0.01},
       {0}},
      {"elu",
       "x for x >= 0, else alpha (e^x - 1). Clevert et al. 2016",
       elu,
       [](Wide x, Wide alpha) { return x < 0 ? alpha * std::expm1(x) : x; },
       2,
       2,
       {.name = "alpha", .standard = 1, .least = 0},
       {0}},
      {"selu",
       "1.0507 (x for x >= 0, else 1.67326 (e^x - 1)): keeps mean 0 and variance 1 from layer to "
       "layer. Klambauer et al. 2017",
       [](Value x, double) { return selu(x); },
       [](Wide x, Wide) { return kSeluWideScale * (x < 0 ? kSeluWideAlpha * std::expm1(x) : x); },
       4,
       4,
       {},
       {0}},
      {"celu",
       "max(0, x) + min(0, alpha (e^(x/alpha) - 1)): ELU with slope 1 at 0 for every alpha. Barron "
       "2017",
       celu,
       [](Wide x, Wide alpha) { return x < 0 ? alpha * std::expm1(x / alpha) : x; },
       2,
       2,
       {.name = "alpha", .standard = 1, .least = 0},
       {0}},
  };
}

std::vector<Activation> make_smooth() {
  Activation swish = one_op<graph::silu, TileOp::kSilu>(
      "silu", "x sigmoid(x). Elfwing et al. 2018; Ramachandran et al. 2017 as swish");
  swish.alias = "swish";
  return {
      one_op<graph::softplus, TileOp::kSoftplus>("softplus", "ln(1 + e^x). Dugas et al. 2000"),
      one_op<graph::gelu, TileOp::kGelu>(
          "gelu", "x P(X <= x) for X ~ N(0, 1): x erfc(-x/sqrt 2)/2. Hendrycks and Gimpel 2016"),
      one_op<graph::gelu_tanh, TileOp::kGeluTanh>(
          "gelu_tanh",
          "x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))/2, within 0.0005 of gelu. Hendrycks and "
          "Gimpel 2016"),
      swish,
      one_op<graph::mish, TileOp::kMish>("mish", "x tanh(ln(1 + e^x)). Misra 2019"),
  };
}

std::vector<Activation> make_activations() {
  std::vector<Activation> all = {
      {"linear", "x", [](Value x, double) { return x; }, [](Wide x, Wide) { return x; }, 0, 0}};
  all[0].alias = "identity";
  for (const auto family : {make_steps, make_bounded, make_rectifiers, make_smooth})
    for (Activation& each : family()) all.push_back(std::move(each));
  all.push_back({"softmax", "e^x_i / sum_j e^x_j along the last axis. Bridle 1990",
                 build<graph::softmax>, nullptr, 0, 0});
  all.push_back({"log_softmax", "x_i - ln sum_j e^x_j along the last axis. Bridle 1990",
                 build<graph::log_softmax>, nullptr, 0, 0});
  return all;
}

}  // namespace

Value leaky_relu(Value x, double slope) {
  return graph::select(graph::greater_equal(x, zero(x)), x, x * slope);
}

Value elu(Value x, double alpha) { return exponential_below(x, x, alpha); }
Value celu(Value x, double alpha) { return exponential_below(x, x / alpha, alpha); }
Value selu(Value x) {
  const Value below = graph::expm1(graph::minimum(x, zero(x)));
  return graph::select(graph::greater_equal(x, zero(x)), x * kSeluScale,
                       below * (kSeluScale * kSeluAlpha));
}
Value relu6(Value x) { return graph::minimum(graph::relu(x), x.graph().constant(6)); }
Value hard_tanh(Value x) {
  return graph::minimum(graph::maximum(x, x.graph().constant(-1)), x.graph().constant(1));
}
// (x + 3)/6, not x/6 + 1/2, which cancels near -3.
Value hard_sigmoid(Value x) {
  const Value above = graph::maximum(x + 3.0, zero(x));
  return graph::minimum(above, x.graph().constant(6)) / 6.0;
}

std::span<const Activation> activations() {
  static const std::vector<Activation> all = make_activations();
  return all;
}

const Activation& find_activation(std::string_view name) {
  for (const Activation& each : activations())
    if (!each.alias.empty() && each.alias == name) return each;
  return find_named("activation", name, activations());
}

}  // namespace glia::nn
