// Information, entropy and cross entropy.
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

namespace glia::lesson {
namespace {

Value information(Value p) { return -log(p); }
Value entropy_of(Value p) {
  const Value yes = p * log(p);
  const Value no = (1.0 - p) * log(1.0 - p);
  return -(yes + no);
}
// -(t ln x + (1-t) ln(1-x))
Value cross_entropy(Value t, Value x) {
  const Value yes = t * log(x);
  const Value no = (1.0 - t) * log(1.0 - x);
  return -(yes + no);
}

// Where f has a slope of zero near `start`, by Newton's method, and f there.
std::vector<double> peak(const std::function<Value(Value)>& f, double start) {
  Graph graph;
  const Value x = variable(graph, "x", start);
  const Value y = f(x);
  const Value first = slope(y, x);
  const Value second = slope(first, x);
  graph.assign(x, x - first / second);
  constexpr int64_t kSteps = 40;  // Newton doubles the digits in each: far more than enough
  const Trace trace = follow(graph, {{"x", x}, {"y", y}}, {}, kSteps);
  return {trace.last("x"), trace.last("y")};
}

void surprise(const Story& story) {
  story.heading({"Information: how surprising?", "信息量：有多意外？"});
  Graph graph;
  const std::vector<double> chances = {0.99, 0.9, 0.5, 0.1, 0.01};
  const auto shown = compute(
      graph, {information(list(graph, chances)), information(list(graph, {0.7, 0.2, 0.1}))});
  std::vector<Text> names;
  for (const double p : chances) names.push_back(same("p = " + Word(p).in(Language::kEnglish)));
  story.show(Bars{{"-ln p: a rare event says more", "-ln p：越少见，信息越多"}, names, shown[0]});
  const Value p = list(graph, {0.7, 0.2, 0.1});
  const double entropy = compute(sum(p * information(p)));
  story.say({"Three events with the chances 0.7, 0.2, 0.1 carry {0}, {1} and {2}; on average {3}: "
             "their entropy. (A book has 0.804, from rounded terms.)",
             "三个事件概率 0.7、0.2、0.1，信息量 {0}、{1}、{2}；平均 "
             "{3}：这就是熵。（有一本书用舍入后的数算得 "
             "0.804。）"},
            {shown[1][0], shown[1][1], shown[1][2], entropy});
  story.numbers("information", shown[0]);
  story.numbers("three_events", shown[1]);
  story.number("entropy_of_three", entropy);
}

void one_coin(double chance, const Story& story) {
  story.heading({"Entropy of a yes or no", "是与否的熵"});
  Graph graph;
  const double here = compute(entropy_of(graph.constant(chance)));
  const std::vector<double> top = peak(entropy_of, 0.3);
  const std::vector<double> single = peak([](Value x) { return x * information(x); }, 0.3);
  story.show(Plot{{"Entropy over the chance p", "熵随概率 p 的变化"},
                  same("p"),
                  {"entropy", "熵"},
                  {curve({"both terms", "两项"}, {0.001, 0.999}, entropy_of),
                   curve({"-p ln p alone", "只有 -p ln p"}, {0.001, 0.999},
                         [](Value p) { return p * information(p); })},
                  true});
  story.say({"At p = {0} it is {1}. It is largest, {3}, at p = {2}: nobody can tell. The single "
             "term -p ln p, which a book plots in its place, peaks at {4} = 1/e.",
             "p = {0} 时是 {1}。p = {2} 时最大，为 {3}：谁也说不准。有一本书画的其实是单项 -p ln "
             "p，它的最高点在 "
             "{4} = 1/e。"},
            {chance, here, top[0], top[1], single[0]});
  story.number("entropy", here);
  story.numbers("peak", top);
  story.numbers("peak_of_one_term", single);
}

void as_a_loss(double chance, const Story& story) {
  story.heading({"Cross entropy: believing x where t is true", "交叉熵：真值是 t，却相信 x"});
  Graph graph;
  const Value t = list(graph, {0, 1, 1, 0.25, 0.5, 0.7});
  const Value x = list(graph, {0.1, 0.1, 0.9, 0.4, 0.5, 0.2});
  const Value cost = cross_entropy(t, x);
  const auto shown = compute(graph, {t, x, cost, slope(cost, x)});
  Table table{{"", ""}, {"t", "x", Text{"cross entropy", "交叉熵"}, Text{"slope", "斜率"}}, {}};
  for (size_t i = 0; i < shown[0].size(); ++i)
    table.rows.push_back({shown[0][i], shown[1][i], shown[2][i], shown[3][i]});
  story.show(table);
  story.say(
      {"It is never below the entropy of t, and equal to it at x = t: for t = x = 0.5 it is "
       "ln 2, not 0 as a listing returns.",
       "它从不低于 t 的熵，在 x = t 时相等：t = x = 0.5 时是 ln 2，不是某段代码返回的 0。"});
  Graph other;
  const double batch =
      compute(sum(cross_entropy(list(other, {1, 0, 1}), list(other, {0.9, 0.2, 0.4}))));
  const Value p = other.constant(chance);
  const double extra = compute(cross_entropy(p, other.constant(0.5)) - entropy_of(p));
  story.say({"Three labels 1, 0, 1 with the answers 0.9, 0.2, 0.4 cost {0} in sum. What believing "
             "0.5 costs beyond the entropy where {1} is true is the relative entropy: {2}.",
             "标签 1、0、1，回答 0.9、0.2、0.4，总共 {0}。真值 {1} 却相信 "
             "0.5，比熵多出的部分叫相对熵：{2}。"},
            {batch, chance, extra});
  story.numbers("ce", shown[2]);
  story.numbers("ce_slope", shown[3]);
  story.number("batch", batch);
  story.number("relative", extra);
}

void tell(const Settings& settings, const Story& story) {
  surprise(story);
  one_coin(settings.number("p"), story);
  as_a_loss(settings.number("p"), story);
}

}  // namespace

Lesson entropy() {
  return {
      "entropy",
      {"Information, entropy, cross entropy", "信息、熵、交叉熵"},
      {"Cross entropy is the price of believing the wrong chances.", "交叉熵是信错概率的代价。"},
      same("I(p) = -ln p      H(p) = -sum p ln p      CE(t, x) = -sum t ln x"),
      {"Book 000, chapter 2, section 1, box 2; book 004, section 3.2.1, table 3-2. Shannon 1948.",
       "第 000 册第 2 章第 1 节框 2；第 004 册 3.2.1 节、表 3-2。Shannon 1948。"},
      {real_parameter("p", 0.9, {0.001, 0.999}, {"the chance of yes", "“是”的概率"})},
      tell};
}

}  // namespace glia::lesson
