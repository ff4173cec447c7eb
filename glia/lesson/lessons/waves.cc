// A slow and a fast wave in one curve: how many hidden units it takes, and what stays unlearned.
#include "glia/data/builtin.h"
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"
#include "glia/optim/optimizer.h"

namespace glia::lesson {
namespace {

constexpr size_t kEvery = 9;  // of the table's 1,000 rows: 112, from x = 0 to x = 1
constexpr double kSteepness = 12;
constexpr int64_t kWidths[] = {2, 4, 6, 8, 12};

struct Points {
  std::vector<double> x, y;
};

Value fast_wave(Value x) { return cos(x * 50.0) * 0.01; }

Value formula(Value x) {
  const Value slow = square(x) * 0.4;
  const Value swing = x * sin(x * 15.0) * 0.3;
  const Value fast = fast_wave(x);
  return slow + swing + fast - 0.3;
}

Points load() {
  const data::Table table = data::load_builtin("target-curve");
  Points points;
  for (size_t row = 0; row < static_cast<size_t>(table.rows()); row += kEvery) {
    points.x.push_back(table.column("x").numbers[row]);
    points.y.push_back(table.column("y").numbers[row]);
  }
  return points;
}

struct Fit {
  std::vector<double> errors;  // mean square before each step, and after the last
  std::vector<double> curve, missed;
  double left;  // amplitude of the fast wave in what is missed
};

// 1-H-1 with tanh. Unit i bends at (i - 1/2) / H at the start: w = 12, b = -12 (i - 1/2) / H,
// v = 0.1 sin i. Adam, all points in each step.
Fit train(const Points& points, int64_t hidden, double rate, int64_t steps) {
  const auto count = static_cast<int64_t>(points.x.size());
  Graph sheet;
  const Value i = list(sheet, Span{1, static_cast<double>(hidden)}.steps(hidden));
  const Value offset = (i - 0.5) * (-kSteepness / static_cast<double>(hidden));
  const Value outer = sin(i) * 0.1;
  const auto start = compute(sheet, {offset, outer});
  Graph graph;
  const Value x = matrix(graph, count, 1, points.x);
  const Value y = matrix(graph, count, 1, points.y);
  const std::vector<double> steep(static_cast<size_t>(hidden), kSteepness);
  const Value w = variable(graph, "w", steep, {1, hidden});
  const Value b = variable(graph, "b", start[0], {hidden});
  const Value v = variable(graph, "v", start[1], {hidden, 1});
  const Value c = variable(graph, "c", {0}, {1});
  const Value h = tanh(matmul(x, w) + b);
  const Value output = matmul(h, v) + c;
  const Value missed = y - output;
  const Value error = mean(square(missed));
  const Value fast = fast_wave(x) * 100.0;
  const Value overlap = sum(missed * fast);
  const Value left = overlap / sum(square(fast));
  const std::vector<Value> weights{w, b, v, c};
  const std::vector<Value> slopes = graph::grad(error, weights);
  const optim::Adam adam(rate);
  optim::add_updates(graph, weights, slopes, graph.constant(rate), adam);
  const Trace trace =
      follow(graph, {{"error", error}, {"curve", output}, {"missed", missed}, {"left", left}}, {},
             steps + 1);
  return {trace.column("error"), trace.last_values("curve"), trace.last_values("missed"),
          trace.last("left")};
}

void show_widths(const Story& story, const Points& points, double rate, int64_t steps) {
  Table table{{"", ""},
              {Text{"hidden units", "隐藏单元"}, Text{"mean squared error", "均方误差"},
               Text{"fast wave left in the error", "误差里剩下的快波"}},
              {}};
  std::vector<double> errors, left;
  for (const int64_t hidden : kWidths) {
    const Fit fit = train(points, hidden, rate, steps);
    errors.push_back(fit.errors.back());
    left.push_back(fit.left);
    table.rows.push_back({hidden, Word(errors.back(), 3), Word(left.back(), 3)});
  }
  story.heading({"How many hidden units?", "要几个隐藏单元？"});
  story.show(table);
  story.say(
      {"Two units bend too seldom for the slow waves. From two to four the error falls by a "
       "factor of {0}; from six to twelve hardly at all.",
       "两个单元弯得太少，跟不上慢波。从两个到四个，误差降到原来的 1/{0}；从六个到十二个，几乎"
       "不再降。"},
      {Word(errors[0] / errors[1], 2)});
  story.numbers("errors", errors);
  story.numbers("left_by_width", left);
}

void tell(const Settings& settings, const Story& story) {
  const Points points = load();
  Graph sheet;
  const Value x = list(sheet, points.x);
  const Value wave = fast_wave(x);
  const auto of_wave = compute(sheet, {wave, mean(square(wave))});
  Graph five;
  story.numbers("curve", compute(five, {formula(list(five, {0, 0.25, 0.5, 0.75, 1}))})[0]);

  const int64_t hidden = settings.whole("hidden");
  const int64_t steps = settings.whole("steps");
  const double rate = settings.number("rate");
  const Fit fit = train(points, hidden, rate, steps);
  story.heading({"A curve of three parts", "由三部分组成的曲线"});
  story.say(
      {"A bend 0.4 x^2, a slow wave 0.3 x sin 15x that grows, and a fast wave of amplitude "
       "0.01. The network sees {0} points of the built-in table target-curve.",
       "一个弯 0.4 x^2，一个越来越大的慢波 0.3 x sin 15x，一个振幅 0.01 的快波。网络看到内置数据 "
       "target-curve 的 {0} 个点。"},
      {points.x.size()});
  story.show(
      Plot{{"The curve and the network's answer", "曲线与网络的回答"},
           same("x"),
           same("y"),
           {{{"points", "点"}, points.x, points.y}, {{"network", "网络"}, points.x, fit.curve}}});
  story.show(
      Plot{{"Mean squared error over the steps", "均方误差随步数的变化"},
           {"step", "步"},
           {"error", "误差"},
           {{{"error", "误差"},
             Span{0, static_cast<double>(steps)}.steps(static_cast<int64_t>(fit.errors.size())),
             fit.errors}}});
  story.say({"{0} hidden units, {1} steps: the error falls from {2} to {3}. Leaving out the fast "
             "wave alone would cost {4}.",
             "{0} 个隐藏单元，{1} 步：误差从 {2} 降到 {3}。单单漏掉快波，误差就是 {4}。"},
            {hidden, steps, Word(fit.errors.front(), 3), Word(fit.errors.back(), 3),
             Word(of_wave[1][0], 3)});
  show_widths(story, points, rate, steps);

  story.heading({"What stays unlearned", "学不到的部分"});
  story.show(Plot{{"What the network misses, and the fast wave", "网络漏掉的，与快波"},
                  same("x"),
                  same("y"),
                  {{{"missed", "漏掉的"}, points.x, fit.missed},
                   {same("0.01 cos 50x"), points.x, of_wave[0]}}});
  story.say(
      {"Of the fast wave's amplitude 0.01, {0} is still in the error. Training learns slow "
       "waves first: a small fast one changes the loss too little to pull the weights. Whether "
       "such a wiggle is signal or noise the loss alone cannot tell.",
       "快波的振幅 0.01，还有 {0} 留在误差里。训练先学慢的波：又小又快的波对损失影响太小，"
       "拉不动权重。单看损失，分不出这点起伏是信号还是噪声。"},
      {Word(fit.left, 2)});
  story.number("error_start", fit.errors.front());
  story.number("error", fit.errors.back());
  story.number("left", fit.left);
  story.number("wave_alone", of_wave[1][0]);
}

}  // namespace

Lesson waves() {
  return {"waves",
          {"Waves: what stays unlearned", "波：学不到的部分"},
          {"Units learn the slow waves; the small fast one stays.",
           "单元够多就学得到慢波，又小又快的那个学不到。"},
          same("y = 0.4 x^2 + 0.3 x sin 15x + 0.01 cos 50x - 0.3\n"
               "p = v . tanh(w x + b) + c        J = mean (p - y)^2"),
          {"Book 004, section 1.3.4. On slow waves first: Rahaman and others 2019.",
           "第 004 册 1.3.4 节。先学慢波：Rahaman 等 2019。"},
          {whole_parameter("hidden", 8, 1, 32, {"hidden units", "隐藏单元数"}),
           whole_parameter("steps", 1000, 1, 5000, {"updates", "更新几次"}),
           real_parameter("rate", 0.01, {0.0001, 0.1}, {"learning rate", "学习率"})},
          tell};
}

}  // namespace glia::lesson
