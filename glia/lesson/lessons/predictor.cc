// The 1-2-1 network that predicts activity from temperature, and what is left of it when its
// activation is swapped or taken away.
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"
#include "glia/nn/activation.h"
#include "glia/nn/network.h"
#include "glia/program/variables.h"

namespace glia::lesson {
namespace {

using Bend = std::function<Value(Value)>;

Bend bend_of(const std::string& name) {
  if (name == "none") return [](Value x) { return x; };
  return [name](Value x) {
    const nn::Activation& activation = nn::find_activation(name);
    return activation.apply(x, activation.parameter.standard);
  };
}

struct Predictor {
  Value first, second, output;
};

// The weights as the book prints them (its second weight per hidden unit has no input).
Predictor predict(Value x, const Bend& bend) {
  const Value first = bend(x * -0.16132499999994152 + 0.07210999999999113);
  const Value second = bend(x * -0.2150150000000196 + 1.4037740000000716);
  const Value weighted = first * 0.342746999998477 - second * 0.7286400000000355;
  return {first, second, bend(weighted + 0.6238199999996561)};
}

void forward(double degrees, const Bend& bend, const Story& story) {
  story.heading({"One temperature goes through", "让一个温度走一遍"});
  Graph graph;
  const Value x = graph.constant(degrees);
  const Predictor net = predict(x, bend);
  const auto shown = compute(graph, {net.first, net.second, net.output, slope(net.output, x)});
  story.say({"At {0} degrees the hidden units give {1} and {2}, the output is {3}. One degree more "
             "would change it by about {4}: the slope, from the graph's own derivative.",
             "{0} 度时，两个隐藏单元给出 {1} 和 {2}，输出 {3}。再升一度，输出大约变 {4}：这是斜率，"
             "由计算图自己的导数得到。"},
            {degrees, shown[0][0], shown[1][0], shown[2][0], shown[3][0]});
  story.number("hidden1", shown[0][0]);
  story.number("hidden2", shown[1][0]);
  story.number("output", shown[2][0]);
  story.number("slope", shown[3][0]);
  graph::Graph counted;
  nn::build(counted, nn::Sequential{nn::Dense{2}, nn::Tanh{}, nn::Dense{1}, nn::Tanh{}}.arch(1));
  const int64_t parameters = program::Variables(counted, Real::kDouble).trainable_count();
  story.say({"All it knows are {0} numbers: 4 weights and 3 biases.",
             "它所知道的只有 {0} 个数：4 个权重、3 个偏置。"},
            {parameters});
  story.number("parameters", static_cast<double>(parameters));
}

void swapped(const std::string& chosen, const Story& story) {
  story.heading({"Swap the activation, or take it away", "换掉激活函数，或者拿掉它"});
  Plot plot{{"The same seven numbers under other activations", "同样七个数，不同的激活函数"},
            {"temperature", "温度"},
            {"activity", "活动量"},
            {}};
  std::vector<std::string> names = {"tanh", "relu", "sigmoid"};
  if (chosen != "tanh" && chosen != "relu" && chosen != "sigmoid") names.push_back(chosen);
  for (const std::string& name : names) {
    plot.series.push_back(curve(name == "none" ? Text{"none", "不用激活函数"} : same(name),
                                {-10, 40},
                                [&](Value x) { return predict(x, bend_of(name)).output; }));
  }
  story.show(plot);
  story.say(
      {"Weights belong to the activation they were found with: with another one the curve is "
       "another curve. Without any it is a straight line that no training can bend.",
       "权重是跟着激活函数一起找到的：换一个，曲线就成了另一条。什么都不用，就是一条直线，怎么训练"
       "也"
       "弯不了。"});
}

// Any 1-2-1 network without activation is a line: here with weights of its own.
void straight(const Story& story) {
  Graph graph;
  const Value x = graph.constant(0);
  const Value hidden = list(graph, {0.7, -1.3}) * x + list(graph, {0.2, 0.5});
  const Value y = sum(list(graph, {1.1, 0.4}) * hidden) - 0.3;
  const auto line = compute(graph, {slope(y, x), y});
  story.say({"For instance: weights 0.7 and -1.3, biases 0.2 and 0.5, then 1.1 and 0.4 with -0.3 "
             "are together the line y = {0} x + {1}.",
             "比如权重 0.7、-1.3，偏置 0.2、0.5，再乘 1.1、0.4 加 -0.3，合起来就是直线 y = {0} x + "
             "{1}。"},
            {line[0][0], line[1][0]});
  story.number("line_slope", line[0][0]);
  story.number("line_intercept", line[1][0]);
}

void tell(const Settings& settings, const Story& story) {
  const std::string& chosen = settings.word("activation");
  forward(settings.number("temperature"), bend_of(chosen), story);
  swapped(chosen, story);
  straight(story);
}

}  // namespace

Lesson predictor() {
  return {"predictor",
          {"The 1-2-1 predictor", "1-2-1 预测网络"},
          {"Seven numbers and a bend make a curve; no bend, a line.",
           "七个数加一个弯就是曲线；没有弯，只剩直线。"},
          same("h1 = tanh(w1 x + b1)   h2 = tanh(w2 x + b2)   y = tanh(v1 h1 + v2 h2 + c)"),
          {"Book 000, chapter 1, section 2, box 1. The printed code gives each hidden unit two "
           "weights for one input and reads past it; with one weight its figure 0.76229 appears.",
           "第 000 册第 1 章第 2 节框 "
           "1。书中代码给每个隐藏单元两个权重、却只有一个输入，会越界读取；用一个"
           "权重就得到书上的 0.76229。"},
          {real_parameter("temperature", 18, {-50, 60}, {"temperature in degrees", "温度（度）"}),
           word_parameter("activation", {"tanh", "sigmoid", "relu", "elu", "none"},
                          {"activation of all units", "所有单元的激活函数"})},
          tell};
}

}  // namespace glia::lesson
