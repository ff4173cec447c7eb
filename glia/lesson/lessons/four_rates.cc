// The same hill with different learning rates.
#include "glia/graph/ops/elementwise.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

#include <algorithm>
#include <cmath>

namespace glia::lesson {
namespace {

Trace slide(double start, double rate, int64_t steps) {
  Graph graph;
  const Value x = variable(graph, "x", start);
  const Value j = square(x);
  descend(j, {x}, rate);
  return follow(graph, {{"x", x}, {"J", j}}, {}, steps + 1);
}

void one_rate(double rate, const Trace& trace, const Story& story) {
  story.heading({"Your rate: {0}", "你的学习率：{0}"}, {rate});
  Table table{{"", ""}, {Text{"step", "步"}, "x", "J"}, {}};
  for (size_t i = 0; i < std::min<size_t>(trace.runs(), 16); ++i)
    table.rows.push_back({i, trace.number("x", i), trace.number("J", i)});
  story.show(table);
  story.numbers("x", trace.column("x"));
  story.number("J", trace.last("J"));
  const double factor = std::abs(1 - 2 * rate);
  if (factor > 1)
    story.say({"Every step lands higher on the other side: it diverges.",
               "每一步都落到对面更高处：发散了。"});
  else if (factor == 1)
    story.say({"Every step lands on the other side, just as high: it never arrives.",
               "每一步都落到对面同样高的地方：永远到不了。"});
  else if (rate > 0.5)
    story.say({"It jumps across the valley each time, and lower each time.",
               "每次都跳过谷底，但一次比一次低。"});
  else
    story.say({"It comes down on one side without a jump.", "它从一侧下来，不跳过谷底。"});
}

void tell(const Settings& settings, const Story& story) {
  const double start = settings.number("start");
  const double rate = settings.number("rate");
  const int64_t steps = settings.whole("steps");
  const Trace trace = slide(start, rate, steps);
  story.say({"Down J = x^2 from x = {0}. The slope is 2x, so a step multiplies x by 1 - 2 rate.",
             "从 x = {0} 沿 J = x^2 往下。斜率是 2x，所以每一步把 x 乘以 1 - 2 * 学习率。"},
            {start});
  one_rate(rate, trace, story);

  story.heading({"Beside other rates", "与别的学习率比较"});
  std::vector<double> rates = {0.1, 0.4, 1};
  if (std::find(rates.begin(), rates.end(), rate) == rates.end()) rates.push_back(rate);
  Plot plot{{"x over the steps", "x 随步数的变化"}, {"step", "步"}, {"x", "x"}, {}};
  Table table{{"", ""},
              {Text{"rate", "学习率"}, Text{"factor", "每步乘以"}, Text{"x at the end", "最后的 x"},
               Text{"J at the end", "最后的 J"}},
              {}};
  for (const double each : rates) {
    const Trace other = slide(start, each, steps);
    const std::vector<double>& x = other.column("x");
    const Span span{0, static_cast<double>(steps)};
    plot.series.push_back({{"rate " + Word(each).in(Language::kEnglish),
                            "学习率 " + Word(each).in(Language::kChinese)},
                           span.steps(steps + 1),
                           x,
                           Mark::kPath});
    table.rows.push_back({each, 1 - 2 * each, x.back(), other.last("J")});
  }
  story.show(plot);
  story.show(table);
  story.say(
      {"0.1 is slow and safe, 0.4 almost jumps into the minimum, 1 swings forever. For this "
       "hill anything above 1 diverges; how large is too large depends on how sharply the "
       "hill bends.",
       "0.1 又慢又稳，0.4 几乎一步到底，1 永远来回荡。对这座山，超过 1 "
       "就发散；多大算太大，取决于山弯得"
       "多急。"});
}

}  // namespace

Lesson four_rates() {
  return {
      "four-rates",
      {"Four learning rates", "四个学习率"},
      {"Too small crawls, too large swings or flies away.", "太小爬不动，太大来回荡，再大就飞走。"},
      same("J = x^2      x <- x - rate * 2x = (1 - 2 rate) x"),
      {"Book 003, learning rate, table 2-5 and gradient descent with one variable.",
       "第 003 册“学习率”、表 2-5，以及“单变量梯度下降”。"},
      {real_parameter("rate", 0.3, {0.001, 2}, {"learning rate", "学习率"}),
       whole_parameter("steps", 10, 1, 200, {"updates", "更新几次"}),
       real_parameter("start", 1.2, {-10, 10}, {"where x begins", "x 的起点"})},
      tell};
}

}  // namespace glia::lesson
