// Likelihood, information, entropy and softmax.
#include <algorithm>
#include <cmath>

#include "glia/graph/ops/join.h"
#include "glia/graph/ops/softmax.h"
#include "glia/loss/loss.h"
#include "glia/loss/probability.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/sheet.h"

namespace glia::golden {
namespace {

Value binary_entropy(Value p) { return -(p * log(p) + (1.0 - p) * log(1.0 - p)); }

Value information(Value p) { return -log(p); }

Json lottery(const Json& in) {
  std::vector<double> likelihood;
  for (const double p : in["p"])
    likelihood.push_back(probability::bernoulli_likelihood(p, in["wins"], in["draws"]));
  const auto best = std::max_element(likelihood.begin(), likelihood.end());
  return {{"likelihood", likelihood}, {"best_index", best - likelihood.begin()}};
}

Json coin(const Json& in) {
  const int64_t k = in["k"], n = in["n"];
  // The peak of ln L is that of L, and Newton's method gets there from the middle.
  const Peak best = peak(
      [&](Value t) {
        const Value heads = static_cast<double>(k) * log(t);
        const Value tails = static_cast<double>(n - k) * log(1.0 - t);
        return heads + tails;
      },
      0.5);
  const double share = probability::most_likely_share(k, n);
  return {{"theta", best.at},
          {"L", probability::bernoulli_likelihood(share, k, n)},
          {"L_at_0.5", probability::bernoulli_likelihood(0.5, k, n)}};
}

Json label_likelihood(const Json& in) {
  double log_likelihood = 0;
  for (size_t i = 0; i < in["y"].size(); ++i)
    log_likelihood += probability::bernoulli_log_likelihood(in["yhat"][i], in["y"][i], 1);
  return std::exp(log_likelihood);
}

Json information_of(const Json& in) {
  Json answer = Json::array();
  for (const double p : in["p"]) answer.push_back(probability::information(p));
  return answer;
}

// log2 n is the information of one of n equal outcomes.
Json log_base_two(const Json& in) {
  Json answer = Json::array();
  for (const double n : in["args"])
    answer.push_back(probability::information(1 / n, probability::Unit::kBits));
  return answer;
}

Json entropy_of_two(const Json& in) { return probability::binary_entropy(in["p"]); }

Json entropy_of_many(const Json& in) {
  return probability::entropy(in["p"].get<std::vector<double>>());
}

Json entropy_peaks(const Json&) {
  const auto pair = [](const Peak& peak) { return Json::array({peak.at, peak.value}); };
  return {{"binary_peak", pair(peak(binary_entropy, 0.3))},
          {"single_term_peak", pair(peak([](Value x) { return x * information(x); }, 0.3))}};
}

Json plain_normalisation(const Json& in) {
  Sheet s;
  const Value a = s.given(in["a"]);
  return s.show(a / sum(a));
}

Json softmax_of(const Json& in) {
  Sheet s;
  return s.show(softmax(s.given(in["z"])));
}

Json softmax_curve(const Json& in) {
  Sheet s;
  const Value x = s.given(in["x"]);
  const Shape column{x.shape()[0], 1};
  const Value rows = graph::concat({reshape(x, column), broadcast_to(s.given(in["z2"]), column),
                                    broadcast_to(s.given(in["z3"]), column)},
                                   1);
  return s.show(reshape(slice(softmax(rows), 1, 0, 1), x.shape()));
}

// -sum t ln softmax(z), t any distribution.
Json softmax_cross_entropy(const Json& in) {
  Sheet s;
  const Value z = s.given(in["z"]);
  const Value cost = -sum(s.given(in["t"]) * log_softmax(z));
  return s.show({{"a", softmax(z)}, {"cost", cost}, {"dz", slope(cost, z)}});
}

Json sparse_cross_entropy(const Json& in) {
  Sheet s;
  const Value z = s.given(in["z"]);
  const Value t = s.given(tensor_of(Json::array({in["class_0based"]})), Type::kI64);
  return s.show(
      {{"p", softmax(z)}, {"loss", loss::softmax_cross_entropy(reshape(z, {1, z.shape()[0]}), t)}});
}

// Row i: the slopes of component i.
Json softmax_jacobian(const Json& in) {
  Sheet s;
  const Value z = s.given(in["z"]);
  const Value a = softmax(z);
  std::vector<Value> rows;
  for (int64_t i = 0; i < a.shape()[0].size(); ++i) rows.push_back(slope(at(a, i), z));
  return s.list(rows);
}

constexpr Answer kEntropyCases[] = {
    {"000-lottery", lottery},
    {"000-coin", coin},
    {"000-mle-pair", label_likelihood},
    {"000-info", information_of},
    {"000-log2", log_base_two},
    {"000-entropy-09", entropy_of_two},
    {"000-entropy-peak", entropy_peaks},
    {"000-ratio-norm", plain_normalisation},
    {"000-softmax-111", softmax_of},
    {"000-softmax-curve", softmax_curve},
    {"000-softmax-ce", softmax_cross_entropy},
    {"000-softmax-jacobian", softmax_jacobian},
    {"002-softmax-4", sparse_cross_entropy},
    {"004-table-3-2", information_of},
    {"004-entropy-3", entropy_of_many},
};

}  // namespace

std::span<const Answer> entropy_cases() { return kEntropyCases; }

}  // namespace glia::golden
