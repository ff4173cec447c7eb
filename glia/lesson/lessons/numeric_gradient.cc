// Training by trial: slopes from small differences, without a single derivative.
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"
#include "glia/program/program.h"

#include <cmath>

namespace glia::lesson {
namespace {

constexpr double kX = 0.4;
constexpr double kY = 0.9;

Value predict(Value w, Value b) { return sigmoid(w * kX + b); }
Value cost(Value w, Value b) { return square(kY - predict(w, b)) / 2.0; }

// Until the cost is at most 0.001.
Trace train(double rate, double h, int64_t steps) {
  Graph graph;
  const Value w = variable(graph, "w", 1);
  const Value b = variable(graph, "b", 0);
  const Value here = cost(w, b);
  if (h > 0) {
    const Value in_w = (cost(w + h, b) - here) / h;
    const Value in_b = (cost(w, b + h) - here) / h;
    graph.assign(w, w - in_w * rate);
    graph.assign(b, b - in_b * rate);
  } else {
    descend(here, {w, b}, rate);
  }
  const Rows rows = {{"cost", here}, {"w", w}, {"b", b}, {"pred", predict(w, b)}};
  return follow(graph, rows, less_equal(here, graph.constant(0.001)), steps + 1);
}

void by_trial(const Settings& settings, const Story& story) {
  story.heading({"One neuron, taught by trial", "用试探教一个神经元"});
  const double rate = settings.number("rate");
  const double h = settings.number("h");
  const int64_t steps = settings.whole("steps");
  const Trace trial = train(rate, h, steps);
  const Trace exact = train(rate, 0, steps);
  story.say(
      {"Input 0.4, wanted 0.9, start w = 1, b = 0: the cost is {0}. Nudge w by h = {1}, see "
       "how the cost changes, and step against it; the same for b.",
       "输入 0.4，想要 0.9，从 w = 1、b = 0 出发：代价 {0}。把 w 挪 h = {1}，看代价怎样变，然后反着"
       "走一步；b 也一样。"},
      {trial.number("cost", 0), h});
  Plot plot{{"Cost over the steps", "代价随步数下降"}, {"step", "步"}, {"cost", "代价"}, {}};
  for (const auto& [name, trace] : {std::pair{Text{"by differences", "用差分"}, &trial},
                                    std::pair{Text{"by derivatives", "用导数"}, &exact}}) {
    const std::vector<double>& costs = trace->column("cost");
    const Span span{0, static_cast<double>(costs.size() - 1)};
    plot.series.push_back({name, span.steps(static_cast<int64_t>(costs.size())), costs});
  }
  story.show(plot);
  story.say(
      {"After {0} steps the cost is {1}: w = {2}, b = {3}, prediction {4}. With the graph's "
       "derivatives in place of differences: {5} steps, w = {6}.",
       "{0} 步后代价是 {1}：w = {2}，b = {3}，预测 {4}。用计算图的导数代替差分：{5} 步，w = {6}。"},
      {trial.updates(), trial.last("cost"), trial.last("w"), trial.last("b"), trial.last("pred"),
       exact.updates(), exact.last("w")});
  story.number("steps", static_cast<double>(trial.updates()));
  for (const char* name : {"cost", "w", "b", "pred"}) story.number(name, trial.last(name));
  story.number("cost_first", trial.number("cost", 0));
  story.number("exact_w", exact.last("w"));
}

void how_small(const Story& story) {
  story.heading({"How small should h be?", "h 该多小？"});
  Series forward{{"forward difference", "前向差分"}, {}, {}, Mark::kPath};
  Series central{{"central difference", "中心差分"}, {}, {}, Mark::kPath};
  Graph graph;
  const Value w = graph.constant(1);
  const Value b = graph.constant(0);
  const Value here = cost(w, b);
  const Value exact = slope(here, w);
  std::vector<Value> errors;
  for (int digits = 1; digits <= 14; ++digits) {
    const double h = std::pow(10.0, -digits);
    const Value above = cost(w + h, b);
    const Value below = cost(w - h, b);
    errors.push_back(abs((above - here) / h - exact));
    errors.push_back(abs((above - below) / (2 * h) - exact));
    forward.x.push_back(h);
    central.x.push_back(h);
  }
  const auto shown = compute(graph, errors);
  constexpr double kInvisible = 1e-17;  // an error of 0 has no place on a logarithmic axis
  for (size_t i = 0; i < forward.x.size(); ++i) {
    forward.y.push_back(std::fmax(shown[2 * i][0], kInvisible));
    central.y.push_back(std::fmax(shown[2 * i + 1][0], kInvisible));
  }
  story.show(Plot{{"Error of the slope over h", "斜率的误差随 h 的变化"},
                  {"h", "h"},
                  {"error", "误差"},
                  {forward, central}});
  story.say(
      {"Large h: the curve bends in between. Tiny h: two nearly equal costs lose their digits "
       "when subtracted. The book's h = 1e-10 works, with noise of about 1e-6; a central "
       "difference with h near 1e-5 is far better.",
       "h 大了，曲线在中间已经弯；h 太小，两个几乎相等的代价相减，有效数字丢光。书上的 h = 1e-10 "
       "能用，噪声约 1e-6；中心差分配 h 约 1e-5 好得多。"});
}

// The program counts its runs itself, in a variable.
void how_many(const Story& story) {
  constexpr int64_t kParameters = 22;
  Graph graph;
  const Value p = graph.input("parameters", {kParameters});
  const Value runs = graph.variable("runs", {}, nullptr, graph::VariableKind::kState);
  graph.assign(runs, runs + 1.0);
  program::Program program(graph, {sum(square(p)), runs + 1.0});
  Tensor point({kParameters}, Type::kReal);
  double evaluations = program.run(point)[1].item();
  for (int64_t i = 0; i < kParameters; ++i) {
    Tensor moved = point;
    moved.set(i, 1e-5);
    evaluations = program.run(moved)[1].item();
  }
  story.say(
      {"And it is slow: each of {0} parameters needs its own pass, {1} with the one in the "
       "middle. Backpropagation gets all slopes from one pass forward and one back.",
       "而且慢：{0} 个参数各要单独走一遍，加上原处那遍共 {1} 遍。反向传播只要前向一遍、反向一遍。"},
      {kParameters, evaluations});
  story.number("evaluations", evaluations);
}

void tell(const Settings& settings, const Story& story) {
  by_trial(settings, story);
  how_small(story);
  how_many(story);
}

}  // namespace

Lesson numeric_gradient() {
  return {"numeric-gradient",
          {"Training by numeric gradient", "数值梯度训练"},
          {"Trial and error is a gradient, only a slow and noisy one.",
           "试探也是梯度，只是又慢又有噪声。"},
          same("dC/dw ~ (C(w + h, b) - C(w, b)) / h        w <- w - rate dC/dw"),
          {"Book 000, chapter 1, section 3, box 2 and section 5 (which counts n passes for n "
           "parameters; it takes n + 1).",
           "第 000 册第 1 章第 3 节框 2、第 5 节（书中说 n 个参数走 n 遍，实为 n + 1 遍）。"},
          {real_parameter("rate", 0.6, {0.001, 20}, {"learning rate", "学习率"}),
           real_parameter("h", 1e-10, {1e-14, 0.5}, {"the nudge", "挪多少"}),
           whole_parameter("steps", 1000, 1, 20000, {"updates at most", "最多更新几次"})},
          tell};
}

}  // namespace glia::lesson
