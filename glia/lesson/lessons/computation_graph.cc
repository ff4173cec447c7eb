// A computation graph, forward and backward: what each node holds, and what it passes back.
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"
#include "glia/program/program.h"

namespace glia::lesson {
namespace {

// e = c d with c = a + b, d = b + 1.
struct Example {
  Graph graph;
  Value a = graph.input("a", {});
  Value b = graph.input("b", {});
  Value c = a + b;
  Value d = b + 1.0;
  Value e = c * d;
};

constexpr const char* kNames = "abcde";

// What an observer saw of the five nodes while the program ran.
std::vector<double> watch(double a, double b) {
  Example x;
  const std::vector<Value> nodes = {x.a, x.b, x.c, x.d, x.e};
  program::Program program(x.graph, {x.e});
  std::vector<double> seen(nodes.size());
  program.observe([&](const program::Observation& observation) {
    for (size_t i = 0; i < nodes.size(); ++i)
      if (nodes[i].id() == observation.id) seen[i] = observation.value().item();
  });
  program.run(a, b);
  // The leaves are given, not computed.
  seen[0] = a;
  seen[1] = b;
  return seen;
}

std::vector<double> backward(double a, double b) {
  Example x;
  program::Program program(x.graph, graph::grad(x.e, {x.a, x.b, x.c, x.d, x.e}));
  std::vector<double> slopes;
  for (const Tensor& slope : program.run(a, b)) slopes.push_back(slope.item());
  return slopes;
}

std::vector<double> forward_mode(double a, double b) {
  Example x;
  const auto along = [&](Value input) {
    return graph::jvp({x.e}, {input}, {x.graph.constant(1)})[0];
  };
  const Value by_a = along(x.a);
  const Value by_b = along(x.b);
  program::Program program(x.graph, {by_a, by_b});
  const std::vector<Tensor> shown = program.run(a, b);
  return {shown[0].item(), shown[1].item()};
}

void draw(const std::vector<double>& values, const std::vector<double>& slopes,
          const Story& story) {
  constexpr double kX[] = {0.05, 0.05, 0.5, 0.5, 0.95};
  constexpr double kY[] = {0, 1, 0, 1, 0.5};
  Diagram diagram{{"e = (a + b)(b + 1): value, and the slope of e in it",
                   "e = (a + b)(b + 1)：值，以及 e 对它的斜率"},
                  {},
                  {}};
  for (size_t i = 0; i < values.size(); ++i) {
    const std::string value = Word(values[i]).in(Language::kEnglish);
    const std::string slope = Word(slopes[i]).in(Language::kEnglish);
    diagram.nodes.push_back({same(std::string(1, kNames[i])),
                             {value + ", slope " + slope, value + "，斜率 " + slope},
                             kX[i],
                             kY[i]});
  }
  diagram.edges = {{0, 2, {}}, {1, 2, {}}, {1, 3, {}}, {2, 4, {}}, {3, 4, {}}};
  story.show(diagram);
}

void tell(const Settings& settings, const Story& story) {
  const double a = settings.number("a");
  const double b = settings.number("b");
  const std::vector<double> values = watch(a, b);
  const std::vector<double> slopes = backward(a, b);
  const std::vector<double> tangents = forward_mode(a, b);

  story.heading({"Forward: each node from its inputs", "前向：每个节点由输入算出"});
  story.say({"With a = {0} and b = {1}: c = a + b = {2}, d = b + 1 = {3}, e = c d = {4}. An "
             "observer of the running program saw these numbers.",
             "a = {0}、b = {1} 时：c = a + b = {2}，d = b + 1 = {3}，e = c d = "
             "{4}。这些数是程序运行时观察"
             "者看到的。"},
            {a, b, values[2], values[3], values[4]});
  story.heading({"Backward: one sweep for all slopes", "反向：一遍得到全部斜率"});
  story.say({"Start at e with 1. A product hands each factor the other one: c gets d = {0}, d gets "
             "c = {1}. A sum hands its slope on unchanged. b is used twice, so its two shares add "
             "up: {0} + {1} = {2}.",
             "从 e 的 1 开始。乘法把另一个因子交给每一边：c 得 d = {0}，d 得 c = "
             "{1}。加法原样往回传。b 用了"
             "两次，两份相加：{0} + {1} = {2}。"},
            {slopes[2], slopes[3], slopes[1]});
  draw(values, slopes, story);
  story.heading({"Forward mode: one sweep for one input", "前向模式：一遍只管一个输入"});
  story.say(
      {"Nudging a alone moves e by {0} times as much, nudging b alone by {1} times: the same "
       "slopes, with one sweep for each input. A network has millions of inputs to the loss "
       "and one loss: that is why it is trained backward.",
       "只挪 a，e 动 {0} 倍；只挪 b，动 {1} 倍：斜率一样，但每个输入要走一遍。网络里损失的“输入”有"
       "几百万个，损失只有一个：所以训练用反向。"},
      {tangents[0], tangents[1]});
  story.numbers("values", values);
  story.numbers("slopes", slopes);
  story.numbers("forward_mode", tangents);
}

}  // namespace

Lesson computation_graph() {
  return {"graph",
          {"The computation graph", "计算图"},
          {"One pass back gives every slope at once.", "反向走一遍，所有斜率一次得到。"},
          same("e = (a + b)(b + 1)        de/da = d        de/db = c + d"),
          {"Book 001, section 3.1. Reverse mode: Linnainmaa 1970.",
           "第 001 册 3.1 节。反向模式：Linnainmaa 1970。"},
          {real_parameter("a", 2, {-1000, 1000}, {"the first input", "第一个输入"}),
           real_parameter("b", 1, {-1000, 1000}, {"the second input", "第二个输入"})},
          tell};
}

}  // namespace glia::lesson
