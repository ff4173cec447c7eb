// The 2-2-2 worked example: w1..w4 feed h1 and h2, w5..w8 o1 and o2, b1 and b2 are shared and
// stay as they are.
#include "glia/graph/derivative.h"
#include "glia/optim/optimizer.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/trace.h"

namespace glia::golden {
namespace {

struct Net {
  explicit Net(const Json& in)
      : w(variable(graph, "w", in["w1..w8"])),
        b1(variable(graph, "b1", {in["b1"], in["b1"]})),
        b2(variable(graph, "b2", {in["b2"], in["b2"]})) {
    const auto constant = [&](const Json& list) { return graph.constant(tensor_of(list)); };
    inputs = constant(in["i"]);
    net_h = sum(reshape(part(w, 0, 4), {2, 2}) * inputs, {1}) + b1;
    h = sigmoid(net_h);
    net_o = sum(reshape(part(w, 4, 8), {2, 2}) * h, {1}) + b2;
    o = sigmoid(net_o);
    errors = square(constant(in["target"]) - o) / 2.0;
    e = sum(errors);
    gradient = graph::grad(e, {w})[0];
  }

  // All weights at once, each gradient from the old ones.
  void descend(const Json& in) {
    optim::add_updates(graph, {w}, {gradient}, graph.constant(in["eta"]), optim::Sgd{});
  }
  // w5..w8 first; the errors of the outputs then go back through the new ones.
  void descend_in_place(const Json& in) {
    const Value moved = w - gradient * in["eta"].get<double>();
    const Value outputs = reshape(part(moved, 4, 8), {2, 2});
    const Value blame = stop_gradient(graph::grad(e, {net_o})[0]);
    const Value back = sum(blame * sum(stop_gradient(outputs) * h, {1}));
    graph.assign(
        w, select(less(graph.constant(tensor_of({0, 1, 2, 3, 4, 5, 6, 7})), graph.constant(4)),
                  w - slope(back, w) * in["eta"].get<double>(), moved));
  }

  graph::Graph graph;
  Value w, b1, b2, inputs, net_h, h, net_o, o, errors, e, gradient;
};

Json network_forward(const Json& in) {
  Net n(in);
  const Trace t = run_times(n.graph,
                            {{"net_h1", at(n.net_h, 0)},
                             {"out_h1", at(n.h, 0)},
                             {"out_h2", at(n.h, 1)},
                             {"net_o1", at(n.net_o, 0)},
                             {"out_o1", at(n.o, 0)},
                             {"out_o2", at(n.o, 1)},
                             {"E_o1", at(n.errors, 0)},
                             {"E_o2", at(n.errors, 1)},
                             {"E", n.e}},
                            1);
  return t.run(0);
}

Json gradients(const Json& in) {
  Net n(in);
  const std::vector<Value> slopes = graph::grad(n.e, {n.o, n.net_o, n.h});
  const Trace t = run_times(n.graph,
                            {{"dE_dout_o1", at(slopes[0], 0)},
                             {"dout_dnet_o1", at(slope(n.o, n.net_o), 0)},
                             {"dE_dw5", at(n.gradient, 4)},
                             {"delta_o1", at(slopes[1], 0)},
                             {"dEo1_dout_h1", at(slope(at(n.errors, 0), n.h), 0)},
                             {"dEo2_dout_h1", at(slope(at(n.errors, 1), n.h), 0)},
                             {"dE_dout_h1", at(slopes[2], 0)},
                             {"dout_dnet_h1", at(slope(n.h, n.net_h), 0)},
                             {"dE_dw1", at(n.gradient, 0)}},
                            1);
  return t.run(0);
}

Json weights_after_a_step(const Json& in) {
  Net n(in);
  n.descend(in);
  const Json w = run_times(n.graph, {{"w", n.w}}, 2).last("w");
  Json answer;
  for (size_t i = 0; i < w.size(); ++i) answer["w" + std::to_string(i + 1)] = w[i];
  return answer;
}

Json error_after_a_step(const Json& in) {
  Net at_once(in);
  at_once.descend(in);
  Net in_place(in);
  in_place.descend_in_place(in);
  return {{"simultaneous", run_times(at_once.graph, {{"E", at_once.e}}, 2).last("E")},
          {"inplace", run_times(in_place.graph, {{"E", in_place.e}}, 2).last("E")}};
}

Json many_steps(const Json& in) {
  Net n(in);
  n.descend(in);
  const int64_t steps = in["iterations"];
  const Trace t = run_times(
      n.graph,
      {{"E", n.e}, {"o1", at(n.o, 0)}, {"o2", at(n.o, 1)}, {"w", n.w}, {"b1", n.b1}, {"b2", n.b2}},
      steps + 1);
  return t.run(static_cast<size_t>(steps));
}

constexpr Answer kWorkedExampleCases[] = {
    {"001-net222-forward", network_forward},
    {"001-net222-grad", gradients},
    {"001-net222-step1-weights", weights_after_a_step},
    {"001-net222-step1-error", error_after_a_step},
    {"001-net222-100", many_steps},
    {"001-net222-10000", many_steps},
};

}  // namespace

std::span<const Answer> worked_example_cases() { return kWorkedExampleCases; }

}  // namespace glia::golden
