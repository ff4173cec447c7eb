// Losses side by side: what they make of the same errors, and how steep they are.
#include "glia/loss/loss.h"

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

namespace glia::lesson {
namespace {

struct Price {
  Text name;
  const char* key;
  Value (*of)(Value target, Value prediction);
};

Value squared(Value t, Value x) { return square(t - x); }
Value half_squared(Value t, Value x) { return square(t - x) / 2.0; }
Value absolute(Value t, Value x) { return abs(t - x); }
Value likelihood(Value t, Value x) {
  const Value yes = pow(x, t);
  const Value no = pow(1.0 - x, 1.0 - t);
  return yes * no;
}
Value cross_entropy(Value t, Value x) {
  const Value yes = t * log(x);
  const Value no = (1.0 - t) * log(1.0 - x);
  return -(yes + no);
}

const Price kPrices[] = {
    {{"squared", "平方"}, "mse", squared},
    {{"half squared", "半平方"}, "half_mse", half_squared},
    {{"absolute", "绝对值"}, "absolute", absolute},
    {{"cross entropy", "交叉熵"}, "ce", cross_entropy},
    {{"likelihood", "似然"}, "mle", likelihood},
};

void curves(double target, const Story& story) {
  story.heading({"The same error, several prices", "同一个误差，不同的价钱"});
  Plot values{{"Loss over the prediction x", "损失随预测 x 的变化"},
              {"prediction", "预测"},
              {"loss", "损失"},
              {},
              true};
  Plot slopes{{"How steep: |d loss / dx|", "有多陡：|d 损失 / dx|"},
              {"prediction", "预测"},
              {"steepness", "陡峭程度"},
              {},
              true};
  for (const Price& price : kPrices) {
    const auto f = [&](Value x) { return price.of(x.graph().constant(target), x); };
    values.series.push_back(curve(price.name, {0.02, 0.98}, f, 193));
    slopes.series.push_back(curve(
        price.name, {0.05, 0.95}, [&](Value x) { return abs(slope(f(x), x)); }, 181));
  }
  story.show(values);
  story.show(slopes);
  story.say(
      {"Where the answer is confidently wrong, cross entropy is by far the steepest: it "
       "pulls hardest where it is needed most. That is why it trains classifiers.",
       "在“自信却答错”的地方，交叉熵陡得多：最该纠正的地方，它拉得最用力。所以分类用它。"});
}

void order_of_slopes(const Story& story) {
  Table table{
      {"Steepness at four pairs of target t and prediction x", "四组目标 t 与预测 x 处的陡峭程度"},
      {"t", "x"},
      {}};
  const std::vector<double> targets = {0.25, 1, 0, 0.5};
  const std::vector<double> predictions = {0.6, 0.1, 0.9, 0.2};
  for (size_t i = 0; i < targets.size(); ++i) table.rows.push_back({targets[i], predictions[i]});
  for (const Price& price : kPrices) {
    Graph graph;
    const Value x = list(graph, predictions);
    const auto steep = compute(graph, {abs(slope(price.of(list(graph, targets), x), x))})[0];
    table.head.emplace_back(price.name);
    for (size_t i = 0; i < steep.size(); ++i) table.rows[i].emplace_back(steep[i], 4);
    story.numbers(std::string("steep_") + price.key, steep);
  }
  story.show(table);
  story.say(
      {"A book claims cross entropy > likelihood > squared error for every pair. Against "
       "(t - x)^2 the second half fails at t = 1, x = 0.1; it holds against half the square.",
       "有一本书说处处都是 交叉熵 > 似然 > 平方误差。对 (t - x)^2，后半句在 t = 1、x = 0.1 "
       "处不成立；对半平方才成立。"});
}

void gallery(const Story& story) {
  story.heading({"Losses for yes (1) or no (-1)", "是 (1) 与否 (-1) 的损失"});
  Graph graph;
  const std::vector<double> truth = {1, -1, 1, -1};
  const std::vector<double> answers = {0.3, 0.3, 2, -0.4};
  const Value y = list(graph, truth);
  const Value a = list(graph, answers);
  const Value agreement = y * a;
  const auto shown =
      compute(graph, {maximum(graph.constant(0), 1.0 - agreement), square(a - y), exp(-agreement)});
  Table table{
      {"", ""},
      {"y", "a", Text{"hinge", "合页"}, Text{"squared", "平方"}, Text{"exponential", "指数"}},
      {}};
  for (size_t i = 0; i < truth.size(); ++i)
    table.rows.push_back({truth[i], answers[i], shown[0][i], shown[1][i], shown[2][i]});
  story.show(table);
  story.say(
      {"Hinge asks nothing more once the answer is right by a margin of 1; the square "
       "punishes a = 2 for being too right.",
       "答对且超过 1 的余量后，合页损失不再要求什么；平方却要罚 a = 2，嫌它太对。"});
  story.numbers("hinge", shown[0]);
  story.numbers("squared", shown[1]);
  story.numbers("exponential", shown[2]);
}

void squares(const Story& story) {
  story.heading({"What squaring does", "平方做了什么"});
  Graph graph;
  const Value errors = list(graph, {200, 84, 1000}) - 80.0;
  const Value first = list(graph, {1, 2, 3}) - 1.0;
  const Value second = list(graph, {1, 3, 3}) - 1.0;
  const auto shown = compute(graph, {square(errors) / 2.0, sum(abs(first)), sum(abs(second)),
                                     sum(square(first)), sum(square(second))});
  story.say({"Predictions 200, 84 and 1000 for a truth of 80: half squares {0}, {1}, {2}. Small "
             "errors shrink, large ones explode.",
             "真值 80，预测 200、84、1000：半平方是 {0}、{1}、{2}。小误差变小，大误差爆炸。"},
            {shown[0][0], shown[0][1], shown[0][2]});
  story.say(
      {"Truths 1, 1, 1: predictions 1, 2, 3 cost {0} in absolute and {2} in squared sum; "
       "1, 3, 3 cost {1} and {3}. One error grew by 1, the sums by a third and by 60 %.",
       "真值 1、1、1：预测 1、2、3 的绝对值之和是 {0}，平方和是 {2}；预测 1、3、3 是 {1} 和 {3}。"
       "一个误差大了 1，两种和分别大了三分之一和六成。"},
      {shown[1][0], shown[2][0], shown[3][0], shown[4][0]});
  story.numbers("half_squares", shown[0]);
  story.numbers("absolute_sums", {shown[1][0], shown[2][0]});
  story.numbers("squared_sums", {shown[3][0], shown[4][0]});
  const Value p = list(graph, {1.5, 2, 4});
  const Value y = list(graph, {1, 2, 2});
  const auto forms = compute(graph, {sum(square(p - y)) / 2.0, loss::squared_error(p, y)});
  story.say(
      {"Three factors go by the name of mean squared error: half the sum, {0} for errors "
       "0.5, 0, 2; the mean, {1}; and the sum over n - 1. A factor moves no minimum, but it "
       "scales the gradient, and so the effective learning rate.",
       "有三种系数都叫“均方误差”：误差 0.5、0、2 时，和的一半是 {0}，平均是 {1}，还有除以 n - 1 "
       "的。系数不移动最低点，却会缩放梯度，也就改变了实际的学习率。"},
      {forms[0][0], forms[1][0]});
  story.number("half_sum", forms[0][0]);
  story.number("mean", forms[1][0]);
}

void tell(const Settings& settings, const Story& story) {
  curves(settings.number("target"), story);
  order_of_slopes(story);
  gallery(story);
  squares(story);
}

}  // namespace

Lesson losses() {
  return {
      "losses",
      {"Losses side by side", "各种损失并排看"},
      {"A loss prices an error; its slope is what teaches.",
       "损失给误差定价，教会网络的是它的斜率。"},
      same("squared (t - x)^2    half squared (t - x)^2 / 2    absolute |t - x|\n"
           "cross entropy -(t ln x + (1-t) ln(1-x))    likelihood x^t (1-x)^(1-t)\n"
           "hinge max(0, 1 - y a)    exponential e^(-y a)"),
      {"Book 000, chapter 1, section 3, box 1 and chapter 2, section 1, box 2; book 002, "
       "section 2.3; book 003, loss functions; book 004, table 3-1 (which heads plain sums as "
       "means).",
       "第 000 册第 1 章第 3 节框 1、第 2 章第 1 节框 2；第 002 册 2.3 节；第 003 册“损失函数”；第 "
       "004 册表 3-1（把和印成了均值）。"},
      {real_parameter("target", 1, {0, 1}, {"the target of the curves", "曲线的目标值"})},
      tell};
}

}  // namespace glia::lesson
