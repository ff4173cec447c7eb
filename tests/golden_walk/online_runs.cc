// Training runs one sample at a time: complement bits, the X recogniser, equal start values.
#include "glia/graph/derivative.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/product.h"
#include "glia/loss/loss.h"
#include "glia/nn/activation.h"
#include "glia/optim/optimizer.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/drawings.h"
#include "tests/golden_walk/online.h"

namespace glia::golden {
namespace {

constexpr int64_t kMostRounds = 20000;

// x W' + b; row j of W belongs to unit j.
struct Layer {
  Layer(graph::Graph& graph, const std::string& name, const Json& weights, const Json& biases)
      : w(variable(graph, name + ".w", weights)), b(variable(graph, name + ".b", biases)) {}
  Value operator()(Value x) const { return matmul(x, transpose(w)) + b; }
  Value w, b;
};

// Units written as [[weights], bias].
Layer units(graph::Graph& graph, const std::string& name, const Json& listed) {
  Json weights = Json::array();
  Json biases = Json::array();
  for (const Json& unit : listed) {
    weights.push_back(unit[0]);
    biases.push_back(unit[1]);
  }
  return {graph, name, weights, biases};
}

void descend(graph::Graph& graph, Value loss, const std::vector<Value>& variables, double rate) {
  optim::add_updates(graph, variables, graph::grad(loss, variables), graph.constant(rate),
                     optim::Sgd{});
}

// 2-4-2 on the complement of two bits.
struct Complement {
  explicit Complement(const Json& in)
      : hidden(units(graph, "hidden", in["hidden"])), out(units(graph, "out", in["output"])) {
    const double slope = numbers_in(in["activation"]).front();
    Json x;
    Json y;
    for (const Json& sample : in["samples_in_order"]) {
      x.push_back(sample[0]);
      y.push_back(sample[1]);
    }
    samples = {tensor_of(x), tensor_of(y)};
    z1 = hidden(graph.input("x", {batch(), 2}));
    a1 = nn::leaky_relu(z1, slope);
    z2 = out(a1);
    prediction = nn::leaky_relu(z2, slope);
    loss = sum(square(prediction - graph.input("y", {batch(), 2}))) / 2.0;
  }

  std::vector<Value> variables() const { return {hidden.w, hidden.b, out.w, out.b}; }

  Json train(const Json& in, int64_t batch_rows) {
    Online run(graph, loss, samples, batch_rows);
    Json answer = run.train(in["aim"], kMostRounds);
    for (const Json& sample : in["samples_in_order"]) {
      const std::string name = "pred_" + sample[0][0].dump() + sample[0][1].dump();
      answer[name] = json_of(run.predict(prediction, tensor_of(Json::array({sample[0]}))))[0];
    }
    return answer;
  }

  graph::Graph graph;
  Layer hidden, out;
  Samples samples;
  Value z1, a1, z2, prediction, loss;
};

Json true_gradient(const Json& in) {
  Complement net(in);
  descend(net.graph, net.loss, net.variables(), in["rate"]);
  return net.train(in, 1);
}

Json mean_gradient(const Json& in) {
  Complement net(in);
  const Value rows = cast(graph::size(net.graph, batch()), Type::kReal);
  descend(net.graph, net.loss / rows, net.variables(), in["rate"]);
  // A batch is a round. The text counts its samples as steps.
  Json answer = net.train(in, net.samples.x.shape()[0].size());
  Sheet s;
  answer["steps"] = s.show(s.given(answer["steps"]) * s.given(net.samples.x.shape()[0].size()));
  return answer;
}

// The listing's own rule: output weights first, then a hidden step from the mean of the output
// errors and of the new output weights; the slope of weight (p, q) is that of hidden unit q.
Json as_printed(const Json& in) {
  Complement net(in);
  graph::Graph& graph = net.graph;
  const double rate = in["rate"];
  const std::vector<Value> out = graph::grad(net.loss, {net.out.w, net.out.b, net.z2});
  const Value new_w = net.out.w - out[0] * rate;
  graph.assign(net.out.w, new_w);
  graph.assign(net.out.b, net.out.b - out[1] * rate);
  // One row a batch: [2] outputs and inputs, [4] hidden units.
  const Value blame = mean(out[2]) * mean(new_w, {0});
  const Value slopes = sum(slope(net.a1, net.z1), {0});
  const Value x = sum(graph.find_input("x"), {0});
  const Value by_input = reshape(part(slopes, 0, 2) * x, {1, 2});
  graph.assign(net.hidden.w, net.hidden.w - reshape(blame, {4, 1}) * by_input * rate);
  graph.assign(net.hidden.b, net.hidden.b - blame * slopes * rate);
  return net.train(in, 1);
}

// Start values of the 49-H-1 network: one number for all, or the two sine formulas in the text.
struct Start {
  Json w, b, v, c;
};
Start start_of(const std::string& text, int64_t hidden, int64_t pixels) {
  Sheet s;
  const std::vector<double> numbers = numbers_in(text);
  const Value none = s.constant(0);
  const auto filled = [&](Value number, Shape shape) {
    return s.show(broadcast_to(number, std::move(shape)));
  };
  if (text.starts_with("all ")) {
    const Value all = s.constant(numbers.front());
    return {filled(all, {hidden, pixels}), filled(all, {hidden}), filled(all, {1, hidden}),
            filled(all, {1})};
  }
  // W[p][q]=0.1 sin(49p+q+1), b=0, V[p]=0.5 cos(p+1), c=0
  const Value w = sin(s.count_to(hidden * pixels) + numbers[2]) * numbers[0];
  const Value v = cos(s.count_to(hidden) + numbers[5]) * numbers[4];
  return {s.show(reshape(w, {hidden, pixels})), filled(none, {hidden}),
          s.show(reshape(v, {1, hidden})), filled(none, {1})};
}

Json recognise_x(const Json& in) {
  const Drawings drawings = read_drawings(in["data"]);
  const int64_t pixels = Shape{drawings.width, drawings.height}.count();
  const Start start = start_of(in["init"], in["H"], pixels);
  graph::Graph graph;
  const Layer hidden(graph, "hidden", start.w, start.b);
  const Layer out(graph, "out", start.v, start.c);
  const Value logit = out(nn::elu(hidden(graph.input("x", {batch(), pixels}))));
  const Value loss = loss::sigmoid_cross_entropy(logit, graph.input("y", {batch(), 1}));
  descend(graph, loss, {hidden.w, hidden.b, out.w, out.b}, in["rate"]);

  const Tensor x = tensor_of(drawings.pixels);
  const auto rows = static_cast<int64_t>(drawings.labels.size());
  Tensor y({rows, 1}, Type::kReal);
  for (int64_t i = 0; i < rows; ++i) y.set(i, drawings.labels[static_cast<size_t>(i)]);
  const Value probability = sum(sigmoid(logit), {1});
  Online run(graph, loss, {x, y});
  Json answer = run.train(in.value("aim", -1.0), in.value("rounds", kMostRounds));
  answer["train_pred"] = json_of(run.predict(probability, x));
  answer["query_pred"] =
      json_of(run.predict(probability, tensor_of(Json::array({drawings.query}))))[0];
  Sheet s;
  const Value decided = step(s.given(answer["train_pred"]) - 0.5);
  const Value right = indicator(equal(decided, s.given(drawings.labels)));
  answer["all_correct"] = s.show(equal(mean(right), s.constant(1)));
  return answer;
}

// 2-2-1, sigmoid, half squared error; "XOR order 01,11,10,00".
Json equal_units_stay_equal(const Json& in) {
  const auto all = [](const Json& text, Shape shape) {
    Sheet s;
    const double number = text.is_number() ? text.get<double>() : numbers_in(text).back();
    return s.show(broadcast_to(s.constant(number), std::move(shape)));
  };
  graph::Graph graph;
  const Layer hidden(graph, "hidden", all(in["W1"], {2, 2}), all(in["b1"], {2}));
  const Layer out(graph, "out", all(in["W2"], {1, 2}), all(in["b2"], {1}));
  const Value y = sigmoid(out(sigmoid(hidden(graph.input("x", {batch(), 2})))));
  const Value loss = sum(square(y - graph.input("y", {batch(), 1}))) / 2.0;
  descend(graph, loss, {hidden.w, hidden.b, out.w, out.b}, in["rate"]);

  Json rows = Json::array();
  const std::string order =
      in["samples"].get<std::string>().substr(std::string("XOR order ").size());
  for (size_t i = 0; i + 1 < order.size(); i += 3)
    rows.push_back({order[i] == '1' ? 1 : 0, order[i + 1] == '1' ? 1 : 0});
  Sheet s;
  const Value x = s.given(rows);
  const std::vector<Tensor> samples =
      s.run({x, indicator(not_equal(slice(x, 1, 0, 1), slice(x, 1, 1, 2)))});
  Online run(graph, loss, {samples[0], samples[1]});
  run.train(-1, in["epochs"]);
  const auto apart = [&](const char* name, int axis) {
    const Value w = s.given(run.variable(name));
    return max(reshape(abs(slice(w, axis, 0, 1) - slice(w, axis, 1, 2)), {w.shape().count() / 2}),
               0);
  };
  return {{"max_difference_between_hidden_units",
           s.show(maximum(maximum(apart("hidden.w", 0), apart("hidden.b", 0)), apart("out.w", 1)))},
          {"W2", run.variable("out.w")}};
}

constexpr Answer kOnlineCases[] = {
    {"000-net242-correct-1e-5", true_gradient}, {"000-net242-cpp-1e-10", as_printed},
    {"000-net242-batch-1e-5", mean_gradient},   {"000-x7-const10-1000", recognise_x},
    {"000-x7-sin8-aim", recognise_x},           {"001-symmetry", equal_units_stay_equal},
};

}  // namespace

std::span<const Answer> online_cases() { return kOnlineCases; }

}  // namespace glia::golden
