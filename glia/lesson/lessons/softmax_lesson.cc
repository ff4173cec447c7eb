// Softmax, its slopes, and why it goes with cross entropy.
#include "glia/graph/ops/softmax.h"

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/join.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"
#include "glia/loss/loss.h"

namespace glia::lesson {
namespace {

// The first of three softmax components over x, the others fixed.
Value first_component(Value x) {
  const Shape column{x.shape()[0], 1};
  Graph& graph = x.graph();
  const Value second = broadcast_to(graph.constant(0.9), column);
  const Value third = broadcast_to(graph.constant(0.2), column);
  const Value rows = graph::concat({reshape(x, column), second, third}, 1);
  return reshape(slice(softmax(rows), 1, 0, 1), x.shape());
}

void shares(double temperature, const Story& story) {
  story.heading({"From scores to chances", "从分数到概率"});
  Graph graph;
  const Value plain = list(graph, {0.6, 0.5, 0.3});
  const Value z = list(graph, {2, 1, 0.1, -1});
  const Value target = graph.constant(Tensor::from({1}, {0}));
  const Value cost = loss::softmax_cross_entropy(reshape(z, {1, 4}), cast(target, Type::kI64));
  const auto shown = compute(graph, {plain / sum(plain), softmax(list(graph, {1, 1, 1})),
                                     softmax(z), softmax(z / temperature), cost});
  story.say(
      {"Dividing 0.6, 0.5, 0.3 by their sum gives {0}, {1}, {2}, but scores may be negative. "
       "Softmax takes e^z first: equal scores 1, 1, 1 share equally, {3} each.",
       "0.6、0.5、0.3 除以总和得 {0}、{1}、{2}，可分数也许是负的。softmax 先取 e^z：分数都是 "
       "1，就各得 "
       "{3}。"},
      {Word(shown[0][0], 4), Word(shown[0][1], 4), Word(shown[0][2], 4), Word(shown[1][0], 4)});
  story.show(
      Bars{{"Softmax of 2, 1, 0.1, -1 at your temperature", "2、1、0.1、-1 在所选温度下的 softmax"},
           {same("2"), same("1"), same("0.1"), same("-1")},
           shown[3]});
  story.say({"If class 0 is the right one, the loss is -ln of its chance at temperature 1: {0}. A "
             "temperature below 1 sharpens, above 1 evens out.",
             "若第 0 类是对的，损失是温度 1 时它的概率取 -ln：{0}。温度低于 1 更尖，高于 1 更平。"},
            {shown[4][0]});
  story.numbers("ratio", shown[0]);
  story.numbers("equal", shown[1]);
  story.numbers("chances", shown[2]);
  story.numbers("at_temperature", shown[3]);
  story.number("loss", shown[4][0]);
}

void a_curve(const Story& story) {
  story.show(Plot{
      {"One score moves, the others stay at 0.9 and 0.2", "一个分数在动，另两个停在 0.9 和 0.2"},
      {"score", "分数"},
      {"chance", "概率"},
      {curve({"softmax", "softmax"}, {-6, 8}, first_component)},
      true});
  Graph graph;
  const auto shown = compute(graph, {first_component(list(graph, {-5, 0, 1, 5}))})[0];
  story.say(
      {"Seen from one score softmax is a shifted sigmoid: {0}, {1}, {2}, {3} at -5, 0, 1, 5.",
       "只看一个分数，softmax 就是平移了的 sigmoid：在 -5、0、1、5 处是 {0}、{1}、{2}、{3}。"},
      {shown[0], shown[1], shown[2], shown[3]});
  story.numbers("curve", shown);
}

void slopes(const Story& story) {
  story.heading({"Its slopes", "它的斜率"});
  Graph graph;
  const Value z = list(graph, {1, 2, 0.5});
  const Value a = softmax(z);
  std::vector<Value> rows = {a};
  for (int64_t i = 0; i < 3; ++i) rows.push_back(slope(at(a, i), z));
  const Value cost = -sum(list(graph, {0, 1, 0}) * log_softmax(z));
  rows.push_back(cost);
  rows.push_back(slope(cost, z));
  const auto shown = compute(graph, rows);
  Table table{
      {"Softmax of 1, 2, 0.5: slope of a_i in z_j", "1、2、0.5 的 softmax：a_i 对 z_j 的斜率"},
      {"", "a", "z1", "z2", "z3"},
      {}};
  std::vector<double> jacobian;
  for (size_t i = 0; i < 3; ++i) {
    const std::vector<double>& row = shown[i + 1];
    table.rows.push_back({"a" + std::to_string(i + 1), shown[0][i], row[0], row[1], row[2]});
    jacobian.insert(jacobian.end(), row.begin(), row.end());
  }
  story.show(table);
  story.say(
      {"Its own score pulls a chance up by a(1 - a), every other pulls it down by a_i a_j: "
       "the minus sign that a book loses once.",
       "自己的分数把概率抬高 a(1 - a)，别的分数把它压低 a_i a_j：有一本书丢过这个负号。"});
  story.say({"With cross entropy against t = (0, 1, 0) all of this melts down: the loss is {0} and "
             "its slope in z is a - t = ({1}, {2}, {3}).",
             "配上对 t = (0, 1, 0) 的交叉熵，这一切化为一句：损失是 {0}，对 z 的斜率是 a - t = "
             "({1}, {2}, "
             "{3})。"},
            {shown[4][0], shown[5][0], shown[5][1], shown[5][2]});
  story.numbers("jacobian", jacobian);
  story.numbers("a", shown[0]);
  story.number("cost", shown[4][0]);
  story.numbers("dz", shown[5]);
}

void tell(const Settings& settings, const Story& story) {
  shares(settings.number("temperature"), story);
  a_curve(story);
  slopes(story);
}

}  // namespace

Lesson softmax_lesson() {
  return {
      "softmax",
      {"Softmax and its gradient", "Softmax 与它的梯度"},
      {"Softmax with cross entropy has the simplest slope: a - t.",
       "softmax 配交叉熵，斜率最简单：a - t。"},
      same("a_i = e^z_i / sum_j e^z_j      da_i/dz_j = a_i ((i = j) - a_j)\n"
           "C = -sum t ln a               dC/dz = a - t"),
      {"Book 000, chapter 2, section 2, boxes 2 and 3 (0.42, 0.35, 0.21 there are cut, not "
       "rounded); book 002, section 2.5.1. Bridle 1990.",
       "第 000 册第 2 章第 2 节框 2、3（那里的 0.42、0.35、0.21 是截断，不是舍入）；第 002 册 "
       "2.5.1 节。"
       "Bridle 1990。"},
      {real_parameter("temperature", 1, {0.05, 50}, {"temperature of the shares", "分配的温度"})},
      tell};
}

}  // namespace glia::lesson
