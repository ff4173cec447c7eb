// Likelihood, information, entropy and softmax.
#include "glia/graph/ops/join.h"
#include "glia/graph/ops/softmax.h"
#include "glia/loss/loss.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/sheet.h"

namespace glia::golden {
namespace {

Value binary_entropy(Value p) { return -(p * log(p) + (1.0 - p) * log(1.0 - p)); }

Value information(Value p) { return -log(p); }

// p^k (1-p)^(n-k)
Value likelihood(Value p, Value k, Value n) { return pow(p, k) * pow(1.0 - p, n - k); }

Json lottery(const Json& in) {
  Sheet s;
  const Value l = likelihood(s.given(in["p"]), s.given(in["wins"]), s.given(in["draws"]));
  return s.show({{"likelihood", l}, {"best_index", argmax(l, 0)}});
}

Json coin(const Json& in) {
  const double k = in["k"];
  const double n = in["n"];
  const auto of = [&](Value t) {
    return likelihood(t, t.graph().constant(k), t.graph().constant(n));
  };
  // The peak of ln L is that of L, and Newton's method gets there from the middle.
  const Peak best = peak([&](Value t) { return log(of(t)); }, 0.5);
  Sheet s;
  Json answer = s.show({{"L", of(s.given(best.at))}, {"L_at_0.5", of(s.constant(0.5))}});
  answer["theta"] = best.at;
  return answer;
}

Json label_likelihood(const Json& in) {
  Sheet s;
  const Value y = s.given(in["y"]);
  const Value p = s.given(in["yhat"]);
  const Value each = pow(p, y) * pow(1.0 - p, 1.0 - y);
  Value product = at(each, 0);
  for (int64_t i = 1; i < each.shape()[0].size(); ++i) product = product * at(each, i);
  return s.show(product);
}

Json information_of(const Json& in) {
  Sheet s;
  return s.show(information(s.given(in["p"])));
}

Json log_base_two(const Json& in) {
  Sheet s;
  return s.show(log(s.given(in["args"])) / log(s.constant(2)));
}

Json entropy_of_two(const Json& in) {
  Sheet s;
  return s.show(binary_entropy(s.given(in["p"])));
}

Json entropy_of_many(const Json& in) {
  Sheet s;
  const Value p = s.given(in["p"]);
  return s.show(sum(p * information(p)));
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

constexpr Answer kCases[] = {
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

std::span<const Answer> entropy_cases() { return kCases; }

}  // namespace glia::golden
