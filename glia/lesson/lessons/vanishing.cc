// Gradients that vanish through many layers, and units that are dead.
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"
#include "glia/nn/activation.h"
#include "glia/nn/initializer.h"

namespace glia::lesson {
namespace {

// The slope through `layers` units with weight 1, the sum of each held at z.
double slope_through(const std::string& name, double z, int64_t layers) {
  const nn::Activation& activation = nn::find_activation(name);
  Graph graph;
  const Value held = graph.constant(z);
  const Value x = held * 0.0;
  Value a = x;
  for (int64_t i = 0; i < layers; ++i)
    a = activation.apply(a + stop_gradient(held - a), activation.parameter.standard);
  return compute(slope(a, x));
}

void through_layers(const Settings& settings, const Story& story) {
  story.heading({"A product of slopes", "斜率的连乘"});
  const double z = settings.number("z");
  const int64_t most = settings.whole("layers");
  Plot plot{{"What is left of an error after n layers", "误差穿过 n 层还剩多少"},
            {"layers", "层数"},
            {"slope", "斜率"},
            {}};
  for (const char* name : {"sigmoid", "tanh", "relu", "leaky_relu"}) {
    Series series{same(name), {}, {}, Mark::kPath};
    for (int64_t n = 1; n <= most; ++n) {
      const double left = slope_through(name, z, n);
      series.x.push_back(static_cast<double>(n));
      series.y.push_back(left);
    }
    story.numbers(std::string("left_") + name, series.y);
    plot.series.push_back(std::move(series));
  }
  story.show(plot);
  std::vector<double> best;
  for (const int64_t n : {1, 2, 5, 10, 20}) best.push_back(slope_through("sigmoid", 0, n));
  story.say(
      {"Each layer multiplies the error by its slope. A sigmoid's is 0.25 at best, where its "
       "sum is 0: after 1, 2, 5, 10, 20 layers at most {0}, {1}, {2}, {3}, {4} is left. Where "
       "the sum is 2, ten layers leave {5}.",
       "每层把误差乘上自己的斜率。sigmoid 最好也只有 0.25（和为 0 处）：1、2、5、10、20 层后最多剩 "
       "{0}、"
       "{1}、{2}、{3}、{4}。和为 2 时，十层后剩 {5}。"},
      {best[0], best[1], best[2], best[3], best[4], slope_through("sigmoid", 2, 10)});
  story.say(
      {"ReLU passes errors through undiminished where it is on. That, start values that keep "
       "the size of signals, normalisation and shortcuts made deep networks trainable.",
       "ReLU 开着时误差原样通过。靠它，加上保持信号大小的初值、归一化和捷径，深网络才训练得动。"});
  story.numbers("best_case", best);
  story.number("ten_at_two", slope_through("sigmoid", 2, 10));
}

void dead_units(const Story& story) {
  story.heading({"Units that are off", "关着的单元"});
  constexpr int64_t kUnits = 20000;
  Graph graph;
  const Value w = graph.variable("w", {kUnits}, nn::normal(0, 1));
  const Value b = graph.variable("b", {kUnits}, nn::normal(0, 1));
  const Value off = indicator(equal(relu(w + b), graph.constant(0)));
  const Value pushed = indicator(equal(relu(w + b - 5.0), graph.constant(0)));
  const auto shown = compute(graph, {mean(off), mean(pushed)});
  story.show(Bars{{"Share of 20,000 random ReLU units that are off for x = 1",
                   "两万个随机 ReLU 单元中，对 x = 1 关着的比例"},
                  {{"w and b from N(0, 1)", "w、b 取自 N(0, 1)"},
                   {"each bias 5 lower", "一步走大了，偏置都减了 5"}},
                  {shown[0][0], shown[1][0]}});
  story.say(
      {"Half of them are off for a given input, which is fine: others are off elsewhere. But "
       "one step that is too large can push nearly all below 0 ({0}); where a unit is off its "
       "slope is 0, so it stays off: it is dead.",
       "对某个输入关着一半，没关系：换个输入关的是别的。可一步走得太大，会把几乎所有单元推到 0 "
       "以下（{0}）；"
       "关着的单元斜率为 0，再也开不了：死了。"},
      {shown[1][0]});
  story.number("off", shown[0][0]);
  story.number("off_after", shown[1][0]);
}

void tell(const Settings& settings, const Story& story) {
  through_layers(settings, story);
  dead_units(story);
}

}  // namespace

Lesson vanishing() {
  return {
      "vanishing",
      {"Vanishing gradients and dead units", "梯度消失与死掉的单元"},
      {"Each layer multiplies the error by its slope.", "每一层都把误差乘上自己的斜率。"},
      same("dC/dx = f'(z1) f'(z2) ... f'(zn) dC/da"),
      {"Book 000, chapter 2, section 1, box 1; book 001, section 5 (0.25 is the best case); book "
       "002, section 1.2. Hochreiter 1991.",
       "第 000 册第 2 章第 1 节框 1；第 001 册第 5 节（0.25 是最好的情形）；第 002 册 1.2 "
       "节。Hochreiter "
       "1991。"},
      {whole_parameter("layers", 10, 1, 60, {"layers", "层数"}),
       real_parameter("z", 0.5, {-10, 10}, {"the sum that each unit sees", "每个单元看到的和"})},
      tell};
}

}  // namespace glia::lesson
