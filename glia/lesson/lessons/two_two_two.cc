// The 2-2-2 network that two books work through by hand.
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

namespace glia::lesson {
namespace {

// w1..w4 feed h1 and h2, w5..w8 o1 and o2; one bias a layer, which stays as it is.
struct Net {
  Net() {
    w = variable(graph, "w", {0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55}, {8});
    const Value inputs = list(graph, {0.05, 0.1});
    net_h = sum(reshape(slice(w, 0, 0, 4), {2, 2}) * inputs, {1}) + 0.35;
    h = sigmoid(net_h);
    net_o = sum(reshape(slice(w, 0, 4, 8), {2, 2}) * h, {1}) + 0.6;
    o = sigmoid(net_o);
    errors = square(list(graph, {0.01, 0.99}) - o) / 2.0;
    e = sum(errors);
    gradient = graph::grad(e, {w})[0];
  }
  void update(const std::string& order, double rate) {
    const Value together = w - gradient * rate;
    if (order == "together")
      graph.assign(w, together);
    else
      graph.assign(w, output_first(together, rate));
  }
  // The errors of the outputs go back through output weights that have already moved.
  Value output_first(Value moved, double rate) {
    const Value outputs = stop_gradient(reshape(slice(moved, 0, 4, 8), {2, 2}));
    const Value deltas = stop_gradient(graph::grad(e, {net_o})[0]);
    const Value back = sum(deltas * sum(outputs * h, {1}));
    const Value late = w - slope(back, w) * rate;
    const Value is_hidden = less(list(graph, {0, 1, 2, 3, 4, 5, 6, 7}), graph.constant(4));
    return select(is_hidden, late, moved);
  }

  Graph graph;
  Value w, net_h, h, net_o, o, errors, e, gradient;
};

void forward(const Story& story) {
  story.heading({"Forward", "前向"});
  Net net;
  const auto shown = compute(net.graph, {net.net_h, net.h, net.net_o, net.o, net.errors, net.e});
  const auto note = [](double value) { return same(Word(value).in(Language::kEnglish)); };
  Diagram diagram{
      {"Inputs 0.05 and 0.1, wanted 0.01 and 0.99", "输入 0.05、0.1，想要 0.01、0.99"}, {}, {}};
  diagram.nodes = {{same("i1"), same("0.05"), 0, 0},        {same("i2"), same("0.1"), 0, 1},
                   {same("h1"), note(shown[1][0]), 0.5, 0}, {same("h2"), note(shown[1][1]), 0.5, 1},
                   {same("o1"), note(shown[3][0]), 1, 0},   {same("o2"), note(shown[3][1]), 1, 1}};
  diagram.edges = {{0, 2, same("w1 0.15")}, {1, 2, same("w2 0.2")}, {0, 3, same("w3 0.25")},
                   {1, 3, same("w4 0.3")},  {2, 4, same("w5 0.4")}, {3, 4, same("w6 0.45")},
                   {2, 5, same("w7 0.5")},  {3, 5, same("w8 0.55")}};
  story.show(diagram);
  story.say(
      {"net h1 = {0}, h1 = sigmoid(net h1) = {1}; net o1 = {2}, o1 = {3}, o2 = {4}. Error: "
       "{5} + {6} = {7}.",
       "net h1 = {0}，h1 = sigmoid(net h1) = {1}；net o1 = {2}，o1 = {3}，o2 = {4}。误差：{5} + "
       "{6} = {7}。"},
      {shown[0][0], Word(shown[1][0], 9), Word(shown[2][0], 9), Word(shown[3][0], 9),
       Word(shown[3][1], 9), Word(shown[4][0], 9), Word(shown[4][1], 9), Word(shown[5][0], 9)});
  story.numbers("h", shown[1]);
  story.numbers("o", shown[3]);
  story.number("E_start", shown[5][0]);
}

void backward(const Story& story) {
  story.heading({"Backward, for w5 and w1", "反向：以 w5 和 w1 为例"});
  Net net;
  const std::vector<Value> slopes = graph::grad(net.e, {net.o, net.net_o, net.h});
  const auto shown = compute(
      net.graph, {slopes[0], slope(net.o, net.net_o), slopes[1], slopes[2],
                  slope(at(net.errors, 0), net.h), slope(at(net.errors, 1), net.h), net.gradient});
  story.say(
      {"dE/dw5 = dE/do1 * do1/dnet * h1: {0} * {1} * h1 = {2}. The first two make delta o1 = "
       "{3}.",
       "dE/dw5 = dE/do1 * do1/dnet * h1：{0} * {1} * h1 = {2}。前两个之积是 delta o1 = {3}。"},
      {shown[0][0], shown[1][0], Word(shown[6][4], 9), Word(shown[2][0], 9)});
  story.say(
      {"h1 is blamed by both outputs: {0} from o1 and {1} from o2, together {2}. From there "
       "dE/dw1 = {3}.",
       "h1 被两个输出追责：o1 给 {0}，o2 给 {1}，合计 {2}。由此 dE/dw1 = {3}。"},
      {Word(shown[4][0], 9), Word(shown[5][0], 9), Word(shown[3][0], 9), Word(shown[6][0], 9)});
  story.number("delta_o1", shown[2][0]);
  story.number("dE_dh1", shown[3][0]);
  story.numbers("gradient", shown[6]);
}

void train(const Settings& settings, const Story& story) {
  const double rate = settings.number("rate");
  const int64_t steps = settings.whole("steps");
  story.heading({"One step, and {0} of them", "走一步，再走 {0} 步"}, {steps});
  const auto run = [&](const std::string& order, int64_t runs) {
    Net net;
    net.update(order, rate);
    return follow(net.graph, {{"E", net.e}, {"w", net.w}, {"o", net.o}}, {}, runs);
  };
  const Trace one = run("together", 2);
  const double in_place = run("output-first", 2).last("E");
  const std::vector<double>& w = one.last_values("w");
  story.say({"After one step with all gradients from the old weights: w1 = {0}, w5 = {1}, E = {2}. "
             "If w5..w8 are moved first and then used to blame the hidden layer, E = {3}: that is "
             "the figure a book prints.",
             "用旧权重求出全部梯度再走一步：w1 = {0}，w5 = {1}，E = {2}。若先移动 "
             "w5..w8，再用新值去追责隐藏"
             "层，E = {3}：有一本书印的就是它。"},
            {Word(w[0], 9), Word(w[4], 9), Word(one.last("E"), 9), Word(in_place, 9)});
  const Trace all = run(settings.word("order"), steps + 1);
  const std::vector<double>& o = all.last_values("o");
  Series series{same("E"), {}, {}};
  for (size_t i = 0; i < all.runs(); ++i) {
    series.x.push_back(static_cast<double>(i));
    series.y.push_back(all.number("E", i));
  }
  const size_t every = std::max<size_t>(1, series.x.size() / 500);
  Series thin{series.name, {}, {}};
  for (size_t i = 0; i < series.x.size(); i += every) {
    thin.x.push_back(series.x[i]);
    thin.y.push_back(series.y[i]);
  }
  story.show(Plot{{"Error over the steps", "误差随步数的变化"}, {"step", "步"}, same("E"), {thin}});
  story.say({"After {0} steps E = {1}, the outputs are {2} and {3}.",
             "{0} 步后 E = {1}，输出是 {2} 和 {3}。"},
            {steps, Word(all.last("E"), 9), Word(o[0], 9), Word(o[1], 9)});
  story.numbers("w_after_one", w);
  story.number("E_after_one", one.last("E"));
  story.number("E_output_first", in_place);
  story.number("E", all.last("E"));
  story.numbers("outputs", o);
  story.numbers("w", all.last_values("w"));
}

void tell(const Settings& settings, const Story& story) {
  forward(story);
  backward(story);
  train(settings, story);
}

}  // namespace

Lesson two_two_two() {
  return {"two-two-two",
          {"The 2-2-2 network by hand", "手算 2-2-2 网络"},
          {"Eight weights, every number of one step, then 10,000.",
           "八个权重，一步里的每个数，然后一万步。"},
          same("h = sigmoid(W1 i + 0.35)   o = sigmoid(W2 h + 0.6)   E = sum (t - o)^2 / 2\n"
               "w <- w - rate dE/dw"),
          {"Book 001, section 3.2 (0.291027924 and 0.000035085 there belong to weights that are "
           "updated while the error goes back).",
           "第 001 册 3.2 节（那里的 0.291027924 和 0.000035085 属于边回传边更新的算法）。"},
          {real_parameter("rate", 0.5, {0.001, 10}, {"learning rate", "学习率"}),
           whole_parameter("steps", 10000, 1, 20000, {"updates", "更新几次"}),
           word_parameter("order", {"together", "output-first"},
                          {"when the output weights move", "输出权重何时移动"})},
          tell};
}

}  // namespace glia::lesson
