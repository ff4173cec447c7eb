// Steps downhill: single updates, rates that are too large, one sample against all, and gradients
// by differences.
#include "glia/optim/optimizer.h"

#include "glia/graph/derivative.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/trace.h"

namespace glia::golden {
namespace {

// w <- w - rate g for every variable.
void descend(graph::Graph& graph, Value loss, const std::vector<Value>& variables,
             const Json& rate) {
  optim::add_updates(graph, variables, graph::grad(loss, variables), graph.constant(rate),
                     optim::Sgd{});
}

Json one_update(const Json& in) {
  graph::Graph graph;
  const Value w = variable(graph, "w", in["w"]);
  optim::add_updates(graph, {w}, {graph.constant(in["g"])}, graph.constant(in["eta"]),
                     optim::Sgd{});
  program::Program program(graph, {});
  program.step();
  return value_of(program, "w");
}

// J = x^2, with x and J before each update.
struct Parabola {
  explicit Parabola(const Json& in) : x(variable(graph, "x", in["x0"])), j(square(x)) {
    descend(graph, j, {x}, in["eta"]);
  }
  graph::Graph graph;
  Value x, j;
};

// The limits stand in the names of the answers.
Json until_small(const Json& in) {
  const auto run = [&](bool strict) {
    Parabola p(in);
    const Value stop =
        strict ? less(p.j, p.graph.constant(0.01)) : less_equal(p.j, p.graph.constant(0.001));
    return run_until(p.graph, {{"x", p.x}, {"J", p.j}}, stop, 100);
  };
  const Trace longer = run(false);
  return {{"x", longer.columns.at("x")},
          {"J", longer.columns.at("J")},
          {"updates_until_J<0.01", run(true).updates},
          {"updates_until_J<=0.001", longer.updates}};
}

Json fixed_steps(const Json& in) {
  Parabola p(in);
  const int64_t steps = in["steps"];
  const Trace t = run_times(p.graph, {{"x", p.x}, {"J", p.j}}, steps + 1);
  return {{"x", t.columns.at("x")}, {"J_" + std::to_string(steps), t.last("J")}};
}

// J = x^2 + sin^2 y until J < 0.01.
Json two_variables(const Json& in) {
  graph::Graph graph;
  const Value x = variable(graph, "x", in["x0"]);
  const Value y = variable(graph, "y", in["y0"]);
  const Value j = square(x) + square(sin(y));
  descend(graph, j, {x, y}, in["eta"]);
  const Trace t =
      run_until(graph, {{"x", x}, {"y", y}, {"J", j}}, less(j, graph.constant(0.01)), 1000);
  Json points = Json::array();
  for (size_t i = 0; i < t.columns.at("J").size(); ++i)
    points.push_back({t.columns.at("x")[i], t.columns.at("y")[i], t.columns.at("J")[i]});
  return {{"points", points}, {"updates", t.updates}};
}

// The variable w after one pass over the rows in the given batches.
Json after_pass(graph::Graph& graph, const std::vector<std::pair<std::string, Tensor>>& rows,
                const Json& batches) {
  program::Program program(graph, {});
  for (const auto& [name, tensor] : rows) {
    program.bind(program.input(name), {.data = tensor.data(),
                                       .type = program::RowSource::Type::kDouble,
                                       .rows = tensor.shape()[0].size()});
  }
  for (const Json& batch : batches) {
    const auto indices = batch.get<std::vector<int64_t>>();
    program.run_steps({indices, static_cast<int64_t>(indices.size())}, {});
  }
  return value_of(program, "w");
}

Json all_or_one(const Json& in) {
  const Tensor c = tensor_of(in["c"]);
  const auto run = [&](const Json& batches) {
    graph::Graph graph;
    const Value w = variable(graph, "w", in["w"]);
    descend(graph, mean(square(w - graph.input("c", {batch()})) / 2.0), {w}, in["eta"]);
    return after_pass(graph, {{"c", c}}, batches);
  };
  return {{"gd", run({{0, 1}})}, {"sgd", run(Json::parse("[[0], [1]]"))}};
}

Json minibatches(const Json& in) {
  const Tensor x = tensor_of(in["x"]);
  const Tensor y = tensor_of(in["y"]);
  const auto run = [&](const auto& over) {
    graph::Graph graph;
    const Value w = variable(graph, "w", in["w"]);
    const Value error = w * graph.input("x", {batch()}) - graph.input("y", {batch()});
    descend(graph, over(square(error) / 2.0, {}, false), {w}, in["eta"]);
    return after_pass(graph, {{"x", x}, {"y", y}}, in["batch"]);
  };
  return {{"mean", run(graph::mean)}, {"sum", run(graph::sum)}};
}

// One sigmoid neuron whose slopes are forward differences of the cost.
Json neuron_by_differences(const Json& in) {
  graph::Graph graph;
  const Value w = variable(graph, "w", in["w0"]);
  const Value b = variable(graph, "b", in["b0"]);
  const double h = in["h"];
  const auto predict = [&](Value weight, Value bias) {
    return sigmoid(weight * in["x"].get<double>() + bias);
  };
  const auto cost = [&](Value weight, Value bias) {
    return square(in["y"].get<double>() - predict(weight, bias)) / 2.0;
  };
  const Value here = cost(w, b);
  const double rate = in["rate"];
  graph.assign(w, w - (cost(w + h, b) - here) / h * rate);
  graph.assign(b, b - (cost(w, b + h) - here) / h * rate);
  const double aim = numbers_in(in["stop"]).front();
  const Trace t = run_until(graph, {{"cost", here}, {"w", w}, {"b", b}, {"pred", predict(w, b)}},
                            less_equal(here, graph.constant(aim)), 10000);
  const Json& costs = t.columns.at("cost");
  Json answer = {{"steps", t.updates},         {"cost_first", costs.front()},
                 {"cost_final", costs.back()}, {"w", t.last("w")},
                 {"b", t.last("b")},           {"pred", t.last("pred")}};
  for (size_t i = 0; i < costs.size(); ++i) answer["cost_" + std::to_string(i)] = costs[i];
  return answer;
}

constexpr Answer kOptimizerCases[] = {
    {"000-neuron-numgrad-run", neuron_by_differences},
    {"000-sgd-vs-gd", all_or_one},
    {"000-minibatch", minibatches},
    {"002-step-49", one_update},
    {"002-step-oscillate", one_update},
    {"003-gd-x2", until_small},
    {"003-eta-1", fixed_steps},
    {"003-eta-0.4", fixed_steps},
    {"003-eta-0.1", fixed_steps},
    {"003-table-2-3", two_variables},
};

}  // namespace

std::span<const Answer> optimizer_cases() { return kOptimizerCases; }

}  // namespace glia::golden
