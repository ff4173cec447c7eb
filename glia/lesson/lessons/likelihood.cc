// Likelihood: how well a guess explains what was seen. A coin, a lottery machine, and two
// parabolas.
#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

namespace glia::lesson {
namespace {

// p^k (1 - p)^(n - k)
Value likelihood_of(Value p, double k, double n) {
  const Value yes = pow(p, p.graph().constant(k));
  const Value no = pow(1.0 - p, p.graph().constant(n - k));
  return yes * no;
}

// The z whose sigmoid(z) a loss is led to; `rate` times the slope, from z = 0.
double descend_to(const std::function<Value(Value)>& loss, double rate, int64_t steps) {
  Graph graph;
  const Value z = variable(graph, "z", 0);
  const Value p = sigmoid(z);
  descend(loss(p), {z}, rate);
  return follow(graph, {{"p", p}}, {}, steps + 1).last("p");
}

void coin(double k, double n, const Story& story) {
  story.heading({"A coin", "一枚硬币"});
  Graph graph;
  const Value best = graph.constant(k / n);
  const Value half = graph.constant(0.5);
  const auto shown = compute(graph, {likelihood_of(best, k, n), likelihood_of(half, k, n)});
  story.say(
      {"{0} heads in {1} throws. If the chance of heads is p, that happens with probability "
       "p^{0} (1-p)^({1}-{0}): its likelihood. A fair coin gives {2}, the best p gives {3}.",
       "掷 {1} 次，{0} 次正面。若正面的概率是 p，出现这种结果的概率是 p^{0} (1-p)^({1}-{0})：这就是"
       "似然。公平硬币得 {2}，最好的 p 得 {3}。"},
      {k, n, shown[1][0], shown[0][0]});
  story.show(Plot{
      {"Likelihood over p", "似然随 p 的变化"},
      {"p", "p"},
      {"likelihood", "似然"},
      {curve(same("p^k (1-p)^(n-k)"), {0, 1}, [&](Value p) { return likelihood_of(p, k, n); })},
      true});
  // Both climb in z with p = sigmoid(z), so that p stays between 0 and 1.
  constexpr int64_t kSteps = 2000;
  const double by_product =
      descend_to([&](Value p) { return -likelihood_of(p, k, n); }, 10, kSteps);
  const double by_entropy = descend_to(
      [&](Value p) {
        const Value yes = log(p) * k;
        const Value no = log(1.0 - p) * (n - k);
        return -(yes + no) / n;
      },
      1, kSteps);
  story.say(
      {"Gradient ascent on this product ends at p = {0} after {2} steps; gradient descent on "
       "the cross entropy, the mean of -ln p, at p = {1}. Both have their optimum at k/n, but "
       "the product of many chances is tiny and so is its slope: with --wins 20 --draws 100 "
       "the first hardly moves.",
       "对这个乘积做梯度上升，{2} 步后 p = {0}；对交叉熵（-ln p 的均值）做梯度下降，得 p = "
       "{1}。两者"
       "的最优点都在 k/n，但许多概率相乘极小，斜率也极小：试试 --wins 20 --draws "
       "100，前者几乎不动。"},
      {by_product, by_entropy, kSteps});
  story.number("likelihood", shown[0][0]);
  story.number("likelihood_of_half", shown[1][0]);
  story.number("by_product", by_product);
  story.number("by_entropy", by_entropy);
}

void lottery(const Story& story) {
  story.heading({"Which lottery machine was it?", "是哪台抽奖机？"});
  Graph graph;
  const Value p = list(graph, {0.5, 0.1, 0.0});
  const Value l = likelihood_of(p, 8, 100);
  const auto shown = compute(graph, {l, argmax(l, 0)});
  story.say(
      {"8 wins in 100 draws; three machines win with 0.5, 0.1 and 0. Their likelihoods are "
       "{0}, {1} and {2}: it was machine {3}.",
       "抽 100 次中 8 次；三台机器的中奖率是 0.5、0.1、0。似然分别为 {0}、{1}、{2}：是第 {3} 台。"},
      {shown[0][0], shown[0][1], shown[0][2], shown[1][0] + 1});
  story.numbers("machines", shown[0]);
  story.number("best_machine", shown[1][0]);
  const Value y = list(graph, {0, 1});
  const Value answer = list(graph, {0.3, 0.8});
  const Value each = pow(answer, y) * pow(1.0 - answer, 1.0 - y);
  const double pair = compute(at(each, 0) * at(each, 1));
  story.say({"A classifier that says 0.3 and 0.8 where the labels are 0 and 1 has the likelihood "
             "0.7 x 0.8 = {0}.",
             "标签是 0 和 1，分类器说 0.3 和 0.8，似然是 0.7 x 0.8 = {0}。"},
            {pair});
  story.number("pair", pair);
}

// ln of the product of normal densities of the errors.
Value log_density(Value error, double sigma) {
  const Value scaled = square(error / sigma) / 2.0;
  constexpr double kLogRootTwoPi = 0.91893853320467274178;
  const Value height = log(error.graph().constant(sigma)) + kLogRootTwoPi;
  return -sum(scaled + height);
}

void parabolas(double sigma, const Story& story) {
  story.heading({"Which parabola fits better?", "哪条抛物线更合适？"});
  const std::vector<double> xs = {-2, -1, 0, 1, 2};
  const std::vector<double> ys = {3.8, 1.3, -0.2, 0.9, 4.3};
  Graph graph;
  const Value x = list(graph, xs);
  const Value y = list(graph, ys);
  const auto shown = compute(
      graph, {log_density(y - square(x), sigma), log_density(y - square(x) * 0.5 - 1.0, sigma)});
  story.show(Plot{
      {"Five points, two guesses", "五个点，两个猜测"},
      {"x", "x"},
      {"y", "y"},
      {curve(same("y = x^2"), {-2.2, 2.2}, [](Value v) { return square(v); }),
       curve(same("y = 0.5 x^2 + 1"), {-2.2, 2.2}, [](Value v) { return square(v) * 0.5 + 1.0; }),
       {{"points", "点"}, xs, ys, Mark::kPoints}}});
  story.say({"If measured values scatter around the curve with standard deviation {0}, the ln of "
             "the likelihood is {1} for the first and {2} for the second.",
             "若测量值以标准差 {0} 散布在曲线周围，第一条的对数似然是 {1}，第二条是 {2}。"},
            {sigma, shown[0][0], shown[1][0]});
  story.numbers("log_likelihoods", {shown[0][0], shown[1][0]});

  Graph climb;
  const Value w = variable(climb, "w", 0.5);
  const Value moving = log_density(list(climb, ys) - w * square(list(climb, xs)), sigma);
  descend(-moving, {w}, 0.02 * sigma * sigma);
  const double best = follow(climb, {{"w", w}}, {}, 201).last("w");
  story.say(
      {"Climbing the ln of the likelihood of y = w x^2 leads to w = {0}, the least squares "
       "answer: its slope is sum of error x^2 / sigma^2, so sigma changes how fast, not "
       "where. (A book divides by sigma instead, and climbs the sum of the densities, which "
       "is another hill.)",
       "沿 y = w x^2 的对数似然往上爬，得到 w = {0}，正是最小二乘的答案：斜率是 误差 x^2 / sigma^2 "
       "之和，sigma 只改变快慢，不改变终点。（有一本书除以 "
       "sigma，爬的又是密度之和，那是另一座山。）"},
      {best});
  story.number("w", best);
}

void tell(const Settings& settings, const Story& story) {
  const double k = settings.number("wins");
  const double n = settings.number("draws");
  if (k >= n) fail(ErrorKind::kUsage, say("lesson likelihood: --wins must be below --draws"));
  coin(k, n, story);
  lottery(story);
  parabolas(settings.number("sigma"), story);
}

}  // namespace

Lesson likelihood() {
  return {"likelihood",
          {"Likelihood", "似然"},
          {"The best guess is the one that makes the data likeliest.",
           "最好的猜测，是让数据最可能出现的那个。"},
          same("L(p) = p^k (1-p)^(n-k), largest at p = k/n\n"
               "ln L(curve) = -sum (y - f(x))^2 / (2 sigma^2) - n ln(sigma sqrt(2 pi))"),
          {"Book 000, chapter 1, section 3, box 1. Maximum likelihood: Fisher 1922.",
           "第 000 册第 1 章第 3 节框 1。最大似然：Fisher 1922。"},
          {whole_parameter("wins", 2, 1, 999, {"heads", "正面的次数"}),
           whole_parameter("draws", 10, 2, 1000, {"throws", "掷的次数"}),
           real_parameter("sigma", 0.5, {0.05, 10},
                          {"scatter around the parabolas", "抛物线周围的散布"})},
          tell};
}

}  // namespace glia::lesson
