// Activations with their derivatives, maxout, and how slopes shrink through many layers.
#include "glia/graph/derivative.h"
#include "glia/nn/activation.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/sheet.h"

namespace glia::golden {
namespace {

Json value_and_slope(const char* name, const Json& in) {
  Sheet s;
  const nn::Activation& activation = nn::find_activation(name);
  const Value x = s.given(in["x"]);
  const Value f = activation.apply(x, in.value("alpha", activation.parameter.standard));
  return s.show({{"f", f}, {"df", slope(f, x)}});
}

Json leaky_values(const Json& in) {
  Sheet s;
  return s.show(nn::leaky_relu(s.given(in["x"]), in["alpha"]));
}

// max of two linear pieces. Goodfellow et al. 2013.
Value maxout(Value x, Value w1, Value b1, Value w2, Value b2) {
  return maximum(sum(w1 * x) + b1, sum(w2 * x) + b2);
}

Json maxout_and_special_cases(const Json& in) {
  Sheet s;
  const Value unit = maxout(s.given(in["x"]), s.given(in["w1"]), s.given(in["b1"]),
                            s.given(in["w2"]), s.given(in["b2"]));
  // The point and the slope stand in the names of the answers.
  const Value point = s.constant(-2);
  const Value one = s.constant(1);
  const Value none = s.constant(0);
  return s.show({{"maxout", unit},
                 {"relu_special_at_-2", maxout(point, none, none, one, none)},
                 {"leaky_special_at_-2_alpha_.01", maxout(point, one * 0.01, none, one, none)}});
}

// The slope through `layers` sigmoid units with weight 1 whose input is held at z.
Value slope_through(Value z, int64_t layers) {
  const Value x = z * 0.0;
  Value a = x;
  for (int64_t i = 0; i < layers; ++i) a = sigmoid(a + stop_gradient(z - a));
  return slope(a, x);
}

Json bound_through_layers(const Json& in) {
  Sheet s;
  std::vector<Value> slopes;
  for (const int64_t layers : in["layers"]) slopes.push_back(slope_through(s.given(0.0), layers));
  return s.list(slopes);
}

Json slopes_through_layers(const Json& in) {
  Json rows = Json::array();
  for (const Json& z : in["z"]) {
    Sheet s;
    std::vector<Value> slopes;
    for (const int64_t layers : in["n"]) slopes.push_back(slope_through(s.given(z), layers));
    rows.push_back(s.list(slopes));
  }
  return rows;
}

Json largest_slopes(const Json&) {
  Json answer;
  for (const char* name : {"sigmoid", "tanh"}) {
    const auto derivative = [&](Value x) {
      return slope(nn::find_activation(name).apply(x, 0), x);
    };
    answer[name] = peak(derivative, 0.3).value;
  }
  return answer;
}

constexpr Answer kActivationCases[] = {
    {"000-act-sigmoid", [](const Json& in) { return value_and_slope("sigmoid", in); }},
    {"000-act-tanh", [](const Json& in) { return value_and_slope("tanh", in); }},
    {"000-act-relu", [](const Json& in) { return value_and_slope("relu", in); }},
    {"000-act-lrelu", [](const Json& in) { return value_and_slope("leaky_relu", in); }},
    {"000-act-elu", [](const Json& in) { return value_and_slope("elu", in); }},
    {"000-sigmoid-vanish", bound_through_layers},
    {"001-leaky", leaky_values},
    {"001-maxout", maxout_and_special_cases, "maxout"},
    {"001-vanish-depth", slopes_through_layers},
    {"002-sigmoid-range", largest_slopes},
};

}  // namespace

std::span<const Answer> activation_cases() { return kActivationCases; }

}  // namespace glia::golden
