// Activation functions beside their slopes.
#include "glia/nn/activation.h"

#include "glia/graph/ops/elementwise.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

namespace glia::lesson {
namespace {

const std::vector<double> kPoints = {-2, -1, -0.5, 0, 0.5, 1, 2};
constexpr const char* kNames[] = {"sigmoid", "tanh", "relu", "leaky_relu", "elu"};

double parameter_of(const nn::Activation& activation, double alpha) {
  return activation.name == "leaky_relu" ? alpha : activation.parameter.standard;
}

void functions(double alpha, const Story& story) {
  Plot values{{"The functions", "函数"}, {"x", "x"}, {"f(x)", "f(x)"}, {}};
  Plot slopes{{"Their slopes", "它们的斜率"}, {"x", "x"}, {"f'(x)", "f'(x)"}, {}};
  Table table{{"Values at seven points", "七个点上的值"}, {"x"}, {}};
  Table steep{{"Slopes there", "那里的斜率"}, {"x"}, {}};
  for (const double x : kPoints) {
    table.rows.push_back({x});
    steep.rows.push_back({x});
  }
  for (const char* name : kNames) {
    const nn::Activation& activation = nn::find_activation(name);
    const auto f = [&](Value x) { return activation.apply(x, parameter_of(activation, alpha)); };
    const auto df = [&](Value x) { return slope(f(x), x); };
    values.series.push_back(curve(same(name), {-4, 4}, f));
    slopes.series.push_back(curve(same(name), {-4, 4}, df));

    Graph graph;
    const Value x = list(graph, kPoints);
    const auto shown = compute(graph, {f(x), df(x)});
    table.head.emplace_back(name);
    steep.head.emplace_back(std::string(name) + "'");
    for (size_t i = 0; i < kPoints.size(); ++i) {
      table.rows[i].emplace_back(shown[0][i], 4);
      steep.rows[i].emplace_back(shown[1][i], 4);
    }
    story.numbers(name, shown[0]);
    story.numbers(std::string(name) + "_slope", shown[1]);
  }
  story.show(values);
  story.show(slopes);
  story.show(table);
  story.show(steep);
}

void what_to_see(const Story& story) {
  Graph graph;
  const Value zero = graph.constant(0);
  const auto steepest = compute(graph, {slope(sigmoid(zero), zero), slope(tanh(zero), zero)});
  story.say({"The sigmoid is steepest at 0, and there its slope is {0}: each layer of sigmoids "
             "lets at most a quarter of an error through. tanh reaches {1}.",
             "sigmoid 在 0 处最陡，斜率也只有 {0}：误差每穿过一层最多剩四分之一。tanh 能到 {1}。"},
            {steepest[0][0], steepest[1][0]});
  story.say(
      {"ReLU is exactly 0 on the left, its slope too: a unit that is off for every sample "
       "no longer learns. Leaky ReLU keeps a small slope there; ELU bends smoothly.",
       "ReLU 在左边恒为 0，斜率也是 0：对所有样本都关着的单元不再学习。带泄漏的 ReLU 在那里留一点"
       "斜率；ELU 弯得平滑。"});
  story.say({"The slope at the kink itself is a convention: 0 for ReLU here, 1 for leaky ReLU.",
             "折点上的斜率只是约定：这里 ReLU 取 0，带泄漏的 ReLU 取 1。"});
  story.number("steepest_sigmoid", steepest[0][0]);
  story.number("steepest_tanh", steepest[1][0]);
  const auto ends = compute(graph, {tanh(list(graph, {-1000, 1000}))});
  story.say(
      {"tanh as a quotient of exponentials overflows to NaN far out; the engine's own gives "
       "{0} and {1} at -1000 and 1000.",
       "把 tanh 写成指数之商，远处会溢出成 NaN；引擎里的 tanh 在 -1000 和 1000 处是 {0} 和 {1}。"},
      {ends[0][0], ends[0][1]});
}

void tell(const Settings& settings, const Story& story) {
  story.heading({"What bends a sum", "把和弯一弯"});
  functions(settings.number("alpha"), story);
  story.heading({"What to see in it", "看出什么"});
  what_to_see(story);
}

}  // namespace

Lesson activations() {
  return {
      "activations",
      {"Activations and their slopes", "激活函数与斜率"},
      {"The slope of an activation lets an error pass, or not.",
       "激活函数的斜率决定误差能传回多少。"},
      same("sigmoid(x) = 1 / (1 + e^-x)         sigmoid' = sigmoid (1 - sigmoid)\n"
           "tanh' = 1 - tanh^2\n"
           "relu(x) = max(0, x)\n"
           "leaky_relu(x) = x if x >= 0 else alpha x\n"
           "elu(x) = x if x >= 0 else e^x - 1"),
      {"Book 000, chapter 1, section 1, box 2 (where S' = S * (1/S) is printed once; S (1 - S) "
       "is right) and chapter 2, section 1, box 1; book 002, section 2.4.",
       "第 000 册第 1 章第 1 节框 2（那里有一处印成 S' = S * (1/S)，应为 S (1 - S)）和第 2 章第 1 "
       "节框 1；第 002 册 2.4 节。"},
      {real_parameter("alpha", 0.1, {0, 1},
                      {"slope of leaky ReLU on the left", "带泄漏的 ReLU 左边的斜率"})},
      tell};
}

}  // namespace glia::lesson
