// A box whose law is hidden: guess, look at the error, guess better. And the same on a shooting
// range.
#include "glia/data/builtin.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/kernels/linalg.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

namespace glia::lesson {
namespace {

// Coefficients of the columns (each a list of all rows) that fit `y` best, without a constant.
std::vector<double> fit(const std::vector<std::vector<double>>& columns,
                        const std::vector<double>& y) {
  std::vector<double> rows;
  for (size_t i = 0; i < y.size(); ++i)
    for (const auto& column : columns) rows.push_back(column[i]);
  std::vector<double> solution = y;
  kernels::least_squares(rows.data(), static_cast<int64_t>(y.size()),
                         static_cast<int64_t>(columns.size()), solution.data(), 1);
  solution.resize(columns.size());
  return solution;
}

void first_guesses(const Story& story) {
  story.heading({"One box, two tries", "一个盒子，试两次"});
  Graph graph;
  const std::vector<double> errors = compute(graph, {list(graph, {2.334, 5.332}) - 4.0})[0];
  story.say(
      {"The output should be 4. Input 1 gives 2.334, an error of {0}; input 2 gives 5.332, an "
       "error of {1}. The signs say which way to go, the sizes how far.",
       "输出该是 4。输入 1 得 2.334，误差 {0}；输入 2 得 5.332，误差 "
       "{1}。符号指方向，大小指远近。"},
      {errors[0], errors[1]});
  story.numbers("tries", errors);
}

void guess_the_law(double coefficient, const Story& story) {
  story.heading({"Another box: what is its law?", "另一个盒子：它的规律是什么？"});
  const data::Table table = data::load_builtin("black-box");
  const std::vector<double>& xs = table.column("input").numbers;
  const std::vector<double>& ys = table.column("output").numbers;
  Graph graph;
  const Value x = list(graph, xs);
  const Value y = list(graph, ys);
  const Value error = x * coefficient + square(x) - y;
  const auto shown = compute(graph, {square(x), error, mean(square(error)) / 2.0, x + square(x) - y,
                                     x * 1.5 + square(x) - y});
  story.say(
      {"Four pairs are known. Guess x + x^2 for input 1: the error is {0}. Guess 1.5x + x^2 "
       "for 1.1: {1}. The law seems to be between, if it has this form at all.",
       "知道四对数。输入 1，猜 x + x^2：误差 {0}。输入 1.1，猜 1.5x + x^2：误差 {1}。如果真是这种形"
       "式，答案在两者之间。"},
      {shown[3][0], shown[4][1]});
  story.say({"Your guess {0}x + x^2 has the loss {1}.", "你猜的 {0}x + x^2，损失是 {1}。"},
            {coefficient, shown[2][0]});
  const std::vector<double> rest = compute(graph, {y - square(x)})[0];
  const double best = fit({xs}, rest)[0];
  const double limit = compute(mean(square(x * best + square(x) - y)) / 2.0);
  const std::vector<double> law = fit({xs, shown[0]}, ys);
  Plot plot{
      {"Four pairs and three laws", "四对数与三种规律"}, {"input", "输入"}, {"output", "输出"}, {}};
  plot.series.push_back({{"the pairs", "已知的数"}, xs, ys, Mark::kPoints});
  plot.series.push_back(curve({"your guess", "你的猜测"}, {0.8, 2.2},
                              [&](Value v) { return v * coefficient + square(v); }));
  plot.series.push_back(curve({"the best w x + x^2", "最好的 w x + x^2"}, {0.8, 2.2},
                              [&](Value v) { return v * best + square(v); }));
  plot.series.push_back(curve({"w1 x + w2 x^2", "w1 x + w2 x^2"}, {0.8, 2.2}, [&](Value v) {
    const Value linear = v * law[0];
    return linear + square(v) * law[1];
  }));
  story.show(plot);
  story.say({"With the coefficient of x^2 fixed at 1 the best w is {0}, and the loss cannot fall "
             "below {1}: a book asks for 0.001 there, in vain. Let both go free and they are {2} "
             "and {3}: the law is 2.21 x. A wrong form can't be trained away.",
             "若 x^2 的系数固定为 1，最好的 w 是 {0}，损失不会低于 {1}：有一本书要它低于 "
             "0.001，办不到。两个系"
             "数都放开，得 {2} 和 {3}：规律就是 2.21 x。形式错了，训练也救不了。"},
            {best, limit, law[0], Word(std::abs(law[1]) < 1e-9 ? 0.0 : law[1])});
  story.number("guess_loss", shown[2][0]);
  story.numbers("guesses", {shown[3][0], shown[4][1]});
  story.number("best", best);
  story.number("limit", limit);
  story.numbers("law", law);
}

void shooting(const Story& story) {
  story.heading({"On the shooting range", "打靶"});
  Graph graph;
  const std::vector<double> scores = {1, 2, 8, 9, 10};
  const std::vector<double> misses = compute(graph, {10.0 - list(graph, scores)})[0];
  story.show(Bars{{"How far each of five shots was off", "五枪各差多少"},
                  {same("1"), same("2"), same("3"), same("4"), same("5")},
                  misses});
  story.say(
      {"Scores 1, 2, 8, 9, 10: shot after shot the error tells how to aim, not where the "
       "target is. That is all that training does.",
       "得分 1、2、8、9、10：每一枪的误差只说怎样改瞄准，不说靶在哪。训练也只做这件事。"});
  story.numbers("misses", misses);
}

void tell(const Settings& settings, const Story& story) {
  first_guesses(story);
  guess_the_law(settings.number("w"), story);
  shooting(story);
}

}  // namespace

Lesson black_box() {
  return {
      "black-box",
      {"The black box and the shooting range", "黑盒与打靶"},
      {"Guess, see the error, guess better: that is training.",
       "猜，看误差，再猜得更好：这就是训练。"},
      same("J(w) = 1/(2m) sum (w x + x^2 - y)^2"),
      {"Book 004, sections 2.0.2 to 2.0.4, table 2-1 (the two boxes differ: input 1 gives 2.334 "
       "in one and 2.21 in the other).",
       "第 004 册 2.0.2 到 2.0.4 节，表 2-1（两处的盒子不同：输入 1 一处得 2.334，一处得 2.21）。"},
      {real_parameter("w", 1.5, {-10, 10},
                      {"your guess of w in w x + x^2", "你对 w x + x^2 中 w 的猜测"})},
      tell};
}

}  // namespace glia::lesson
