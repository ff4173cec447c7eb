// Who is to blame? How an error is shared among the inputs of a sum, and handed back by a layer.
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

namespace glia::lesson {
namespace {

void by_input(const Story& story) {
  story.heading({"The larger input carries the larger share", "输入大的，责任也大"});
  Graph graph;
  const Value x = list(graph, {0.2, 0.9});
  const Value w = list(graph, {0.5, 0.5});
  const Value y = sum(w * x);
  const Value along = graph::jvp({w * x}, {w}, {list(graph, {0.5, 0.5})})[0];
  const Value loss = graph.constant(1) - y;
  const auto shown = compute(graph, {along, graph::grad(loss, {w})[0]});
  story.say({"y = w1 x1 + w2 x2 with the inputs 0.2 and 0.9. Change both weights by 0.5: y changes "
             "by {0} through the first and by {1} through the second.",
             "y = w1 x1 + w2 x2，输入 0.2 和 0.9。两个权重都改 0.5：经第一个，y 变 "
             "{0}；经第二个，变 {1}。"},
            {shown[0][0], shown[0][1]});
  story.say({"So for loss = t - y the slopes in the weights are {0} and {1}: minus the inputs, "
             "whatever t and w are.",
             "所以损失 t - y 对两个权重的斜率是 {0} 和 {1}：就是输入的相反数，与 t 和 w 无关。"},
            {shown[1][0], shown[1][1]});
  story.show(Bars{{"Change of y when each weight grows by 0.5", "每个权重加 0.5 时 y 的变化"},
                  {same("x1 = 0.2"), same("x2 = 0.9")},
                  shown[0]});
  story.numbers("share", shown[0]);
  story.numbers("slopes", shown[1]);
}

std::string signed_number(const char* name, double value) {
  return name + std::string(" ") + Word(value).in(Language::kEnglish);
}

void from_two_outputs(double first, double second, const Story& story) {
  story.heading({"Two outputs send their errors back", "两个输出把误差传回来"});
  Graph graph;
  const Value hidden = graph.constant(1);
  const Value weights = list(graph, {0.5, 0.2});
  const Value errors = list(graph, {first, second});
  const Value right = graph::grad(weights * hidden, {hidden}, errors)[0];
  const auto shown = compute(graph, {right, mean(errors) * mean(weights)});
  Diagram diagram{{"A hidden unit and the errors that reach it", "隐藏单元与到达它的误差"}, {}, {}};
  diagram.nodes = {{{"hidden", "隐藏"}, same(signed_number("error", shown[0][0])), 0.15, 0.5},
                   {{"out 1", "输出 1"}, same(signed_number("error", first)), 0.85, 0.1},
                   {{"out 2", "输出 2"}, same(signed_number("error", second)), 0.85, 0.9}};
  diagram.nodes[0].note.chinese = signed_number("误差", shown[0][0]);
  diagram.nodes[1].note.chinese = signed_number("误差", first);
  diagram.nodes[2].note.chinese = signed_number("误差", second);
  diagram.edges = {{0, 1, same("w = 0.5")}, {0, 2, same("w = 0.2")}};
  story.show(diagram);
  story.say({"Weights 0.5 and 0.2 lead from the hidden unit to two outputs with the errors {0} and "
             "{1}. Each error comes back through its own weight, and they add up: 0.5 * {0} + 0.2 "
             "* {1} = {2}.",
             "隐藏单元经权重 0.5 和 0.2 通向两个输出，误差是 {0} 和 "
             "{1}。每个误差沿自己的权重回来，然后相加："
             "0.5 * {0} + 0.2 * {1} = {2}。"},
            {first, second, shown[0][0]});
  story.say({"A printed program takes the mean of the errors times the mean of the weights: {0}. "
             "That is no derivative: with errors 0.3 and -0.3 it is 0, and the unit never learns.",
             "书中有段程序用误差的均值乘权重的均值：{0}。那不是导数：误差为 0.3 和 -0.3 时它是 "
             "0，这个单元"
             "就永远学不会。"},
            {shown[1][0]});
  story.number("sum", shown[0][0]);
  story.number("mean_of_means", shown[1][0]);
}

// 2-2-1, sigmoid in both layers, half squared error. Row i of W1 belongs to hidden unit i.
void through_a_network(const Story& story) {
  story.heading({"Through a whole network", "穿过整个网络"});
  Graph graph;
  const Value w1 = matrix(graph, 2, 2, {0.2, -0.4, 0.7, 0.1});
  const Value b1 = list(graph, {0.05, -0.2});
  const Value w2 = list(graph, {0.6, -0.9});
  const Value b2 = graph.constant(0.15);
  const Value hidden = sigmoid(sum(w1 * list(graph, {0.3, -0.6}), {1}) + b1);
  const Value y = sigmoid(sum(w2 * hidden) + b2);
  const Value loss = square(y - 0.8) / 2.0;
  const std::vector<Value> slopes = graph::grad(loss, {w1, b1, w2, b2, hidden});
  std::vector<Value> all = {y, loss};
  all.insert(all.end(), slopes.begin(), slopes.end());
  const auto shown = compute(graph, all);
  story.say({"A 2-2-1 network answers {0} where 0.8 was wanted. Its two hidden units are told "
             "{1} and {2}; from these the slope of every weight below follows.",
             "一个 2-2-1 网络答 {0}，想要 0.8。两个隐藏单元收到 {1} 和 "
             "{2}；下面每个权重的斜率由此而来。"},
            {shown[0][0], shown[6][0], shown[6][1]});
  Table table{{"", ""}, {Text{"weight", "权重"}, Text{"slope", "斜率"}}, {}};
  for (size_t i = 0; i < 4; ++i)
    table.rows.push_back(
        {"W1[" + std::to_string(i / 2 + 1) + "," + std::to_string(i % 2 + 1) + "]", shown[2][i]});
  for (size_t i = 0; i < 2; ++i)
    table.rows.push_back({"W2[" + std::to_string(i + 1) + "]", shown[4][i]});
  story.show(table);
  story.number("yhat", shown[0][0]);
  story.number("loss", shown[1][0]);
  story.numbers("dW1", shown[2]);
  story.numbers("db1", shown[3]);
  story.numbers("dW2", shown[4]);
  story.number("db2", shown[5][0]);
}

void tell(const Settings& settings, const Story& story) {
  by_input(story);
  from_two_outputs(settings.number("first"), settings.number("second"), story);
  through_a_network(story);
}

}  // namespace

Lesson blame() {
  return {"blame",
          {"Who is to blame? Sharing an error", "谁的责任？分摊误差"},
          {"Errors go back through the weights and add up.", "误差沿权重回传，然后相加。"},
          same("delta_j = f'(z_j) * sum_k w_kj delta_k        dC/dw_ji = delta_j x_i"),
          {"Book 000, chapter 1, section 3, box 3 and chapter 2, section 2, box 1, which warns of "
           "the mean that chapter 1's code takes.",
           "第 000 册第 1 章第 3 节框 3；第 2 章第 2 节框 1，它所警告的“取均值”正是第 1 "
           "章代码所做的。"},
          {real_parameter("first", 0.3, {-10, 10}, {"error of output 1", "输出 1 的误差"}),
           real_parameter("second", -0.3, {-10, 10}, {"error of output 2", "输出 2 的误差"})},
          tell};
}

}  // namespace glia::lesson
