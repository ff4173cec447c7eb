// The perceptron: a unit that fires or not, the rule by which it learns, the line it draws, and why
// a stack of such sums alone is no more than one of them.
#include "glia/data/builtin.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/rounds.h"

namespace glia::lesson {
namespace {

void one_unit(const Story& story) {
  story.heading({"One unit", "一个神经元"});
  Graph graph;
  const Value total = sum(list(graph, {0.92, 0.2, 0.03}) * list(graph, {1, 1, 1}));
  const Value z = total - 1.0;
  const auto shown = compute(graph, {total, z, step(z)});
  story.say({"Three inputs of 1 with the weights 0.92, 0.2 and 0.03 add up to {0}. The unit fires "
             "when the sum reaches 1. A threshold of 1 is the same as a bias of -1: z = {1}, and "
             "step(z) = {2}.",
             "三个输入都是 1，权重 0.92、0.2、0.03，加起来是 {0}。和达到 1 就激活。阈值 1 等于偏置 "
             "-1：z = {1}，step(z) = {2}。"},
            {shown[0][0], shown[1][0], shown[2][0]});
  story.number("sum", shown[0][0]);
  story.number("z", shown[1][0]);
  const double first = compute(relu(sum(list(graph, {0.1, 0.6}) * list(graph, {0.4, 0.3})) + 0.5));
  const double second = compute(relu(sum(list(graph, {1, 2, 3}) * list(graph, {4, 5, 6})) + 7.0));
  story.say({"With ReLU in place of the step a unit gives numbers: {0} for weights (0.1, 0.6), "
             "inputs (0.4, 0.3), bias 0.5; {1} for weights (1, 2, 3), inputs (4, 5, 6), bias 7.",
             "把阶跃换成 ReLU，输出就是数：权重 (0.1, 0.6)、输入 (0.4, 0.3)、偏置 0.5 得 {0}；权重 "
             "(1, 2, 3)、输入 (4, 5, 6)、偏置 7 得 {1}。"},
            {first, second});
  story.number("relu_of_two", first);
  story.number("relu_of_three", second);
}

struct WarmCold {
  Samples samples;
  Series warm, cold;
};

WarmCold load() {
  const data::Table table = data::load_builtin("warm-cold");
  const std::vector<double>& temperature = table.column("temperature").numbers;
  const std::vector<double>& wind = table.column("wind").numbers;
  WarmCold set{{Tensor({table.rows(), 2}, Type::kReal), Tensor({table.rows(), 1}, Type::kReal)},
               {{"warm", "暖"}, {}, {}, Mark::kPoints},
               {{"cold", "冷"}, {}, {}, Mark::kPoints}};
  for (int64_t i = 0; i < table.rows(); ++i) {
    const auto row = static_cast<size_t>(i);
    const bool warm = table.column("feels").cell(i) == "warm";
    set.samples.x.set(2 * i, temperature[row] / 10);
    set.samples.x.set(2 * i + 1, wind[row] / 10);
    set.samples.y.set(i, warm ? 1 : 0);
    Series& side = warm ? set.warm : set.cold;
    side.x.push_back(temperature[row]);
    side.y.push_back(wind[row]);
  }
  return set;
}

// Rosenblatt 1958: w <- w + rate (t - y) x, sample by sample.
void learn_the_line(const Settings& settings, const Story& story) {
  story.heading({"It learns a line", "它学会一条线"});
  WarmCold set = load();
  Graph graph;
  const Value x = input_x(graph, 2);
  const Value w = variable(graph, "w", {0, 0}, {2, 1});
  const Value b = variable(graph, "b", {0}, {1});
  const Value error = input_y(graph, 1) - step(matmul(x, w) + b);
  const double rate = settings.number("rate");
  graph.assign(w, w + matmul(transpose(x), error) * rate);
  graph.assign(b, b + sum(error, {0}) * rate);
  Rounds rounds(graph, sum(abs(error)), set.samples);
  const std::vector<double> mistakes = rounds.train(0, settings.whole("steps"));

  const std::vector<double> weights = rounds.variable("w");
  const double bias = rounds.variable("b")[0];
  story.say({"300 days with their temperature and wind, both in tens; does it feel warm? After "
             "each mistake the rule moves the weights by the rate times the input. In round 1 it "
             "makes {0} mistakes, in round {1}, the last, {2}.",
             "300 天的气温和风速（都以 10 为单位）：觉得暖吗？每错一次，就把权重移动“学习率 × "
             "输入”。第 1 轮错 {0} 次，最后的第 {1} 轮错 {2} 次。"},
            {mistakes.front(), mistakes.size(), mistakes.back()});
  Plot plot{{"Warm or cold, and the line where the unit changes its mind",
             "暖与冷，以及神经元改变主意的那条线"},
            {"temperature", "气温"},
            {"wind", "风速"},
            {set.warm, set.cold}};
  if (weights[0] != 0) {
    Graph line;
    const Value wind = list(line, {0, 20});
    // w1 T/10 + w2 v/10 + b = 0, solved for T.
    const Value temperature = (wind * weights[1] + 10 * bias) / -weights[0];
    plot.series.push_back({same("w.x + b = 0"), compute(line, {temperature})[0], {0, 20}});
  }
  story.show(plot);
  story.say(
      {"The line: {0} * temperature/10 + {1} * wind/10 + {2} = 0. The data were made with "
       "temperature - 0.8 wind = 8.",
       "这条线：{0} * 气温/10 + {1} * 风速/10 + {2} = 0。数据是按 气温 - 0.8 风速 = 8 造的。"},
      {weights[0], weights[1], bias});
  story.numbers("mistakes", mistakes);
  story.numbers("w", weights);
  story.number("b", bias);
}

void a_stack_is_one_unit(const Story& story) {
  story.heading({"A stack of sums is one sum", "线性叠加仍是线性"});
  Graph graph;
  const Value hidden = transpose(matrix(graph, 2, 2, {0.5, -1, 2, 0.25}));
  const Value output = matrix(graph, 2, 1, {3, -0.5});
  const Value x = matrix(graph, 1, 2, {1.5, -2});
  const Value nested = matmul(matmul(x, hidden), output);
  const Value both = matmul(hidden, output);
  const auto shown = compute(graph, {nested, both, matmul(x, both)});
  story.say(
      {"Two linear units that feed a third: {0}. One unit with the weights {1} and {2}, the "
       "products of theirs: {3}. Whatever their number, without a bend between them layers "
       "collapse into one.",
       "两个线性单元接到第三个：{0}。一个权重为 {1} 和 {2}（它们的乘积）的单元：{3}。不管叠多少层，"
       "中间没有弯折就等于一层。"},
      {shown[0][0], shown[1][0], shown[1][1], shown[2][0]});
  story.number("nested", shown[0][0]);
  story.number("collapsed", shown[2][0]);
  story.numbers("collapsed_weights", shown[1]);
}

void tell(const Settings& settings, const Story& story) {
  one_unit(story);
  learn_the_line(settings, story);
  a_stack_is_one_unit(story);
}

}  // namespace

Lesson perceptron() {
  return {"perceptron",
          {"The perceptron and its line", "感知机与它的直线"},
          {"One unit draws one line, and finds it by its mistakes.",
           "一个神经元画一条直线，靠犯错找到它。"},
          same("y = step(w1 x1 + w2 x2 + b)\nw <- w + rate (t - y) x      b <- b + rate (t - y)"),
          {"Book 000, chapter 1, section 1, boxes 1 and 2; book 003, the neuron model. The rule: "
           "Rosenblatt 1958.",
           "第 000 册第 1 章第 1 节框 1、2；第 003 册“神经元模型”。学习规则：Rosenblatt 1958。"},
          {real_parameter("rate", 0.1, {0.001, 10}, {"learning rate", "学习率"}),
           whole_parameter("steps", 100, 1, 5000, {"rounds at most", "最多几轮"})},
          tell};
}

}  // namespace glia::lesson
