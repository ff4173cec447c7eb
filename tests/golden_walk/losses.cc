// Losses: values, slopes, and what the texts' tables say of them.
#include "glia/graph/ops/join.h"
#include "glia/loss/loss.h"
#include "glia/loss/probability.h"
#include "glia/nn/initializer.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/sheet.h"

namespace glia::golden {
namespace {

Value half_square(Value error) { return square(error) / 2.0; }

// -(t ln x + (1-t) ln(1-x)), x a probability.
Value binary_cross_entropy(Value t, Value x) { return -(t * log(x) + (1.0 - t) * log(1.0 - x)); }

// x^t (1-x)^(1-t)
Value bernoulli(Value t, Value x) { return pow(x, t) * pow(1.0 - x, 1.0 - t); }

Json mean_squared(const Json& in) {
  Sheet s;
  return s.show(loss::squared_error(s.given(in["yhat"]), s.given(in["y"])));
}

Json squares(const Json& in) {
  Sheet s;
  return s.show(square(s.given(in["e"])));
}

struct Pairs {
  Value first, second;
};
// [[a, b], ...] -> the column of a and the column of b.
Pairs pairs(Sheet& s, const Json& rows) {
  const Value both = transpose(s.given(rows));
  const Shape row{both.shape()[1]};
  return {reshape(slice(both, 0, 0, 1), row), reshape(slice(both, 0, 1, 2), row)};
}

Json cross_entropy(const Json& in) {
  Sheet s;
  const auto [t, x] = pairs(s, in["t,x"]);
  const Value ce = binary_cross_entropy(t, x);
  return s.show({{"ce", ce}, {"dce", slope(ce, x)}});
}

Json slope_order(const Json& in) {
  Json rows = Json::array();
  for (const Json& pair : in["t,x"]) {
    Sheet s;
    const Value t = s.given(pair[0]);
    const Value x = s.given(pair[1]);
    const auto steepness = [&](Value y) { return abs(slope(y, x)); };
    rows.push_back(s.show({{"ce", steepness(binary_cross_entropy(t, x))},
                           {"mle", steepness(bernoulli(t, x))},
                           {"mse", steepness(square(t - x))},
                           {"half_mse", steepness(half_square(t - x))}}));
  }
  return rows;
}

Json half_squares_of(const Json& in) {
  Json answer;
  for (const Json& prediction : in["pred"]) {
    Sheet s;
    answer[prediction.dump()] = s.show(half_square(s.given(prediction) - s.given(in["y"])));
  }
  return answer;
}

Json three_meanings(const Json& in) {
  Sheet s;
  const Value squared = square(s.given(in["p"]) - s.given(in["y"]));
  const Value n = sum(indicator(greater_equal(squared, s.constant(0))));
  return s.show({{"half_sum", sum(squared) / 2.0},
                 {"mean", mean(squared)},
                 {"unbiased", sum(squared) / (n - 1.0)}});
}

// y = 1 or -1 for hinge and exponential, 0 or 1 for log.
Json gallery(const Json& in) {
  Sheet s;
  const auto [y01, a01] = pairs(s, in["zero_one (y,a)"]);
  const auto [y1, a1] = pairs(s, in["absolute"]);
  const auto [y, a] = pairs(s, in["hinge/squared/exponential"]);
  const auto [yl, al] = pairs(s, in["log"]);
  return s.show({{"zero_one", indicator(not_equal(y01, a01))},
                 {"absolute", abs(y1 - a1)},
                 {"hinge", maximum(s.constant(0), 1.0 - y * a)},
                 {"log", binary_cross_entropy(yl, al)},
                 {"squared", square(a - y)},
                 {"exponential", exp(-(y * a))}});
}

Json square_of_sample(const Json& in) {
  Sheet s;
  return s.show(loss::squared_error(s.given(in["A"]), s.given(in["Y"])));
}

Json misses(const Json& in) {
  Sheet s;
  return s.show(10.0 - s.given(in["score"]));
}

Json growth_of_sums(const Json& in) {
  Sheet s;
  const Value error = s.given(in["a"]) - s.given(in["y"]);
  const Value absolute = sum(abs(error), {1});
  const Value squared = sum(square(error), {1});
  const Value growth = graph::concat({reshape(at(absolute, 1) / at(absolute, 0), {1}),
                                      reshape(at(squared, 1) / at(squared, 0), {1})},
                                     0);
  return s.show({{"abs", absolute},
                 {"sq", squared},
                 {"ratio", growth},
                 {"with_1_over_2m", mean(square(error), {1}) / 2.0}});
}

Json single_and_multi(const Json& in) {
  Sheet s;
  const Value z = s.given(in["z"]);
  const Value single = half_square(z - s.given(in["y"]));
  const Value multi = mean(single);
  return s.show({{"single", single}, {"multi", multi}, {"dJ_dz", slope(multi, z)}});
}

Json batch_cross_entropy(const Json& in) {
  double sum = 0;
  for (size_t i = 0; i < in["y"].size(); ++i)
    sum += probability::binary_cross_entropy(in["y"][i], in["a"][i]);
  return sum;
}

// J over data drawn evenly from [0, 1), `half_width` away from the true line on each side.
Json surface_corners(const Json& in) {
  Sheet s;
  const Value x = s.graph().variable("x", {20000}, nn::uniform(0, 1));
  const Value width = s.given(in["half_width"]);
  const auto corner = [&](double w_side, double b_side) {
    return mean(half_square(width * w_side * x + width * b_side));
  };
  Json answer;
  answer["corners"] = s.list({corner(-1, -1), corner(-1, 1), corner(1, -1), corner(1, 1)});
  return answer;
}

constexpr Answer kLossCases[] = {
    {"000-mse-pair", mean_squared},
    {"000-ls-point", mean_squared},
    {"000-square-scale", squares},
    {"000-ce-values", cross_entropy},
    {"000-slope-order", slope_order},
    {"002-loss-200", half_squares_of},
    {"002-mse-forms", three_meanings},
    {"003-loss-gallery", gallery, "hinge, absolute or exponential loss"},
    {"004-table-1-1-loss", square_of_sample},
    {"004-shooting", misses},
    {"004-table-3-1", growth_of_sums},
    {"004-mse-definitions", single_and_multi},
    {"004-ce-binary-batch", batch_cross_entropy},
    {"004-loss-surface", surface_corners},
};

}  // namespace

std::span<const Answer> loss_cases() { return kLossCases; }

}  // namespace glia::golden
