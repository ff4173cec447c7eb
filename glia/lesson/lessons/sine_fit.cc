// 2 sin x by a straight line, by five sigmoid units, and by ReLU units whose kinks are marked.
#include "glia/classic/least_squares.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/rounds.h"

namespace glia::lesson {
namespace {

constexpr int64_t kPoints = 41;
constexpr Span kRange{-2, 2};

// 1-H-1 with a linear output; loss: mean (p - y)^2 / 2, all points in each step.
struct Net {
  Net(const std::vector<double>& w1, const std::vector<double>& b1, const std::vector<double>& w2,
      bool bends) {
    const auto hidden = static_cast<int64_t>(w1.size());
    weights = {variable(graph, "w1", w1, {1, hidden}), variable(graph, "b1", b1, {hidden}),
               variable(graph, "w2", w2, {hidden, 1}), variable(graph, "b2", {0}, {1})};
    const Value z = matmul(input_x(graph, 1), weights[0]) + weights[1];
    output = matmul(bends ? relu(z) : sigmoid(z), weights[2]) + weights[3];
    squared = mean(square(output - input_y(graph, 1)));
  }
  Graph graph;
  std::vector<Value> weights;
  Value output, squared;
};

struct Fit {
  std::vector<double> errors;  // mean square before each step, and after the last
  std::vector<double> curve;   // at the points
  std::vector<double> w1, b1;
};

Samples sine() {
  Graph graph;
  const std::vector<double> x = kRange.steps(kPoints);
  const std::vector<double> y = compute(graph, {sin(list(graph, x)) * 2.0})[0];
  return {Tensor::from({kPoints, 1}, x), Tensor::from({kPoints, 1}, y)};
}

Fit train(Net& net, double rate, int64_t steps) {
  descend(net.squared / 2.0, net.weights, rate);
  Rounds rounds(net.graph, net.squared, sine(), kPoints);
  Fit fit;
  fit.errors = rounds.train(-1, steps);
  fit.curve = rounds.predict(net.output, sine().x);
  fit.w1 = rounds.variable("w1");
  fit.b1 = rounds.variable("b1");
  fit.errors.push_back(rounds.round());
  return fit;
}

// Where each unit bends, -b/w, if that lies in the range, and what the network answers there.
Series kinks(const Fit& fit) {
  Graph graph;
  const std::vector<double> at = compute(graph, {-list(graph, fit.b1) / list(graph, fit.w1)})[0];
  Series series{{"kinks of the ReLU units", "ReLU 单元的折点"}, {}, {}, Mark::kPoints};
  for (const double x : at) {
    if (!(x > kRange.low && x < kRange.high)) continue;
    const double place = (x - kRange.low) / (kRange.high - kRange.low) * (kPoints - 1);
    const auto i = static_cast<size_t>(place);
    const double share = place - static_cast<double>(i);
    series.x.push_back(x);
    series.y.push_back(fit.curve[i] * (1 - share) + fit.curve[i + 1] * share);
  }
  return series;
}

void tell(const Settings& settings, const Story& story) {
  const Samples samples = sine();
  const std::vector<double> xs = samples.x.values();
  const std::vector<double> ys = samples.y.values();
  story.heading({"A straight line", "一条直线"});
  ThreadPool pool(1);
  const kernels::Matrix<const double> inputs{xs.data(), kPoints, 1, 1};
  const classic::LinearModel line = classic::fit_least_squares(inputs, ys, 1, pool);
  Graph graph;
  const Value straight = list(graph, xs) * line.coefficients[0] + line.intercept[0];
  const auto by_line = compute(graph, {straight, mean(square(straight - list(graph, ys)))});
  story.say(
      {"Least squares gives y = {0} x + {1}, mean squared error {2}. The intercept is 0 "
       "because 2 sin x is odd on -2 .. 2.",
       "最小二乘得 y = {0} x + {1}，均方误差 {2}。截距为 0，因为 2 sin x 在 -2 到 2 上是奇函数。"},
      {line.coefficients[0], Word(std::abs(line.intercept[0]) < 1e-12 ? 0 : line.intercept[0]),
       by_line[1][0]});

  const int64_t steps = settings.whole("steps");
  const double rate = settings.number("rate");
  Net smooth({-2, -1, 0.5, 1, 2}, {1, -0.5, 0, 0.5, -1}, {0.1, -0.2, 0.3, -0.4, 0.5}, false);
  const Fit five = train(smooth, rate, steps);
  const auto hidden = settings.whole("hidden");
  Graph sheet;
  const Value n = list(sheet, Span{1, static_cast<double>(hidden)}.steps(hidden));
  const auto start = compute(sheet, {cos(n) * 1.5, sin(n * 2.0), sin(n) * 0.5});
  Net bent(start[0], start[1], start[2], true);
  const Fit relus = train(bent, rate, steps);

  story.heading({"Networks", "网络"});
  story.show(Plot{{"2 sin x and three answers", "2 sin x 与三种回答"},
                  same("x"),
                  same("y"),
                  {{same("2 sin x"), xs, ys},
                   {{"line", "直线"}, xs, by_line[0]},
                   {{"five sigmoid units", "五个 sigmoid 单元"}, xs, five.curve},
                   {{"ReLU units", "ReLU 单元"}, xs, relus.curve},
                   kinks(relus)}});
  story.say({"After {0} steps the five sigmoid units are at {1}, {2} ReLU units at {3}. A network "
             "of ReLUs is a line that bends once at each unit, at x = -b/w: the marks.",
             "{0} 步后，五个 sigmoid 单元的误差是 {1}，{2} 个 ReLU 单元是 {3}。ReLU "
             "网络是一条折线，每个单元在 x "
             "= -b/w 处折一次：图中的标记。"},
            {steps, five.errors.back(), hidden, relus.errors.back()});
  const auto count = static_cast<int64_t>(five.errors.size());
  const Span span{0, static_cast<double>(steps)};
  story.show(Plot{{"Mean squared error over the steps", "均方误差随步数的变化"},
                  {"step", "步"},
                  {"error", "误差"},
                  {{{"sigmoid", "sigmoid"}, span.steps(count), five.errors},
                   {{"ReLU", "ReLU"}, span.steps(count), relus.errors}}});
  story.number("line_w", line.coefficients[0]);
  story.number("line_error", by_line[1][0]);
  story.number("error_start", five.errors.front());
  story.number("error", five.errors.back());
  story.number("relu_error", relus.errors.back());
  story.numbers("w1", five.w1);
}

}  // namespace

Lesson sine_fit() {
  return {"sine-fit",
          {"2 sin x: a line and two networks", "2 sin x：一条直线与两个网络"},
          {"Hidden units bend a line into a curve.", "隐藏单元把直线弯成曲线。"},
          same("y = sum_i v_i f(w_i x + b_i) + c        J = mean (y - 2 sin x)^2 / 2"),
          {"Book 002, sections 2.3 and 2.5.2.", "第 002 册 2.3、2.5.2 节。"},
          {whole_parameter("steps", 1000, 1, 5000, {"updates", "更新几次"}),
           real_parameter("rate", 0.1, {0.001, 0.2}, {"learning rate", "学习率"}),
           whole_parameter("hidden", 8, 1, 32, {"ReLU units", "ReLU 单元数"})},
          tell};
}

}  // namespace glia::lesson
