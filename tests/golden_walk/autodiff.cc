// Derivatives on small graphs, forward and reverse, and the shares of blame they stand for.
#include "glia/graph/derivative.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/sheet.h"

namespace glia::golden {
namespace {

// e = c d with c = a + b, d = b + 1.
struct Example {
  explicit Example(const Json& in)
      : a(s.given(in["a"])), b(s.given(in["b"])), c(a + b), d(b + 1.0), e(c * d) {}
  Sheet s;
  Value a, b, c, d, e;
};

Json example_forward(const Json& in) {
  Example x(in);
  return x.s.show({{"c", x.c}, {"d", x.d}, {"e", x.e}});
}

Json forward_mode(const Json& in) {
  Example x(in);
  const auto along = [&](Value input) { return graph::jvp({x.e}, {input}, {x.s.constant(1)})[0]; };
  return x.s.show({{"de_da", along(x.a)}, {"de_db", along(x.b)}});
}

Json reverse_mode(const Json& in) {
  Example x(in);
  const std::vector<Value> adjoints = graph::grad(x.e, {x.e, x.c, x.d, x.a, x.b});
  return x.s.show({{"e", adjoints[0]},
                   {"c", adjoints[1]},
                   {"d", adjoints[2]},
                   {"a", adjoints[3]},
                   {"b", adjoints[4]}});
}

// z = x y with x = 2 w + 3 b, y = 2 b + 1.
struct Product {
  explicit Product(const Json& in)
      : w(s.given(in["w"])),
        b(s.given(in["b"])),
        x(w * 2.0 + b * 3.0),
        y(b * 2.0 + 1.0),
        z(x * y) {}
  Sheet s;
  Value w, b, x, y, z;
};

Json product_forward(const Json& in) {
  Product p(in);
  return p.s.show({{"x", p.x}, {"y", p.y}, {"z", p.z}});
}

Json product_slopes(const Json& in) {
  Product p(in);
  const std::vector<Value> slopes = graph::grad(p.z, {p.w, p.b});
  return p.s.show({{"dw", slopes[0]}, {"db", slopes[1]}});
}

// What each weight's change does to y = w x: the tangent along dw.
Json share_of_blame(const Json& in) {
  Sheet s;
  const Value x = s.given(in["x"]);
  const Value w = broadcast_to(s.constant(0), x.shape());
  const Value dw = broadcast_to(s.given(in["dw"]), x.shape());
  return s.show(graph::jvp({w * x}, {w}, {dw})[0]);
}

// loss = y - w x, whatever y and w are.
Json linear_loss(const Json& in) {
  Sheet s;
  const Value x = s.given(in["x"]);
  const Value w = broadcast_to(s.constant(0), x.shape());
  return s.show(slope(s.constant(0) - sum(w * x), w));
}

// The error that reaches a from z6 = w36 a, z7 = w37 a with errors k6, k7.
Json error_from_two_outputs(const Json& in) {
  Sheet s;
  const Value k = s.given(Json::array({in["k6"], in["k7"]}));
  const Value w = s.given(Json::array({in["w36"], in["w37"]}));
  const Value a = s.constant(0);
  return s.show({{"right", graph::grad(w * a, {a}, k)[0]}, {"wrong_mean_mean", mean(k) * mean(w)}});
}

constexpr Answer kAutodiffCases[] = {
    {"000-responsibility", share_of_blame},     {"000-linear-loss-grad", linear_loss},
    {"000-hidden-sum", error_from_two_outputs}, {"001-graph-forward", example_forward},
    {"001-graph-forward-mode", forward_mode},   {"001-graph-reverse-mode", reverse_mode},
    {"003-forward", product_forward},           {"003-grads", product_slopes},
};

}  // namespace

std::span<const Answer> autodiff_cases() { return kAutodiffCases; }

}  // namespace glia::golden
