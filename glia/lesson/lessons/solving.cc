// Solving for w, for b, for both: an error divided by a slope is the change that removes it.
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

namespace glia::lesson {
namespace {

constexpr double kTolerance = 1e-5;
constexpr int64_t kMost = 100;

// z = x y with x = 2 w + 3 b, y = 2 b + 1; `error` is what z has too much.
struct Product {
  Product(double w_start, double b_start, double target)
      : w(variable(graph, "w", w_start)), b(variable(graph, "b", b_start)) {
    const Value twice = w * 2.0;
    x = twice + b * 3.0;
    y = b * 2.0 + 1.0;
    z = x * y;
    error = z - target;
    const std::vector<Value> slopes = graph::grad(z, {w, b});
    by_w = slopes[0];
    by_b = slopes[1];
  }
  // Takes `share` of the error off with each variable that is free.
  Trace solve(bool free_w, bool free_b) {
    const double share = free_w && free_b ? 0.5 : 1;
    if (free_w) graph.assign(w, w - error * share / by_w);
    if (free_b) graph.assign(b, b - error * share / by_b);
    const Value stop = less(abs(error), graph.constant(kTolerance));
    return follow(graph, {{"w", w}, {"b", b}, {"z", z}, {"error", error}}, stop, kMost);
  }

  Graph graph;
  Value w, b, x, y, z, error, by_w, by_b;
};

void forward(double w, double b, double target, const Story& story) {
  story.heading({"Forward, and what each variable does", "前向，以及每个变量的作用"});
  Product p(w, b, target);
  const auto shown = compute(p.graph, {p.x, p.y, p.z, p.error, p.by_w, p.by_b});
  story.say({"With w = {0} and b = {1}: x = {2}, y = {3}, z = {4}. Wanted is {5}.",
             "w = {0}、b = {1} 时：x = {2}，y = {3}，z = {4}。想要 {5}。"},
            {w, b, shown[0][0], shown[1][0], shown[2][0], target});
  story.say({"z is {0} too large. A change of w counts {1} times in z (dz/dw = 2y), one of b {2} "
             "times (dz/db = 3y + 2x).",
             "z 多了 {0}。w 的变化在 z 里放大 {1} 倍（dz/dw = 2y），b 的放大 {2} 倍（dz/db = 3y + "
             "2x）。"},
            {shown[3][0], shown[4][0], shown[5][0]});
  story.numbers("forward", {shown[0][0], shown[1][0], shown[2][0]});
  story.numbers("slopes", {shown[4][0], shown[5][0]});
}

Series errors_of(Text name, const Trace& trace) {
  Series series{std::move(name), {}, {}, Mark::kPath};
  constexpr double kInvisible = 1e-12;  // 0 has no place on a logarithmic axis
  for (const double error : trace.column("error")) {
    series.x.push_back(static_cast<double>(series.x.size()));
    series.y.push_back(std::max(std::abs(error), kInvisible));
  }
  return series;
}

void tell(const Settings& settings, const Story& story) {
  const double w = settings.number("w");
  const double b = settings.number("b");
  const double target = settings.number("target");
  forward(w, b, target, story);
  const Trace by_w = Product(w, b, target).solve(true, false);
  const Trace by_b = Product(w, b, target).solve(false, true);
  const Trace by_both = Product(w, b, target).solve(true, true);

  story.heading({"w alone", "只动 w"});
  story.say({"z is linear in w, so error / slope is exact: w = {0} gives z = {1} after {2} update.",
             "z 对 w 是线性的，误差 / 斜率一步到位：{2} 次更新后 w = {0}，z = {1}。"},
            {by_w.last("w"), by_w.last("z"), by_w.updates()});
  story.heading({"b alone", "只动 b"});
  story.say(
      {"b stands in both factors, so the slope itself changes: {0} updates, b = {1}, z = {2}. "
       "The first leaves z at {3}.",
       "b 出现在两个因子里，斜率自己也在变：{0} 次更新，b = {1}，z = {2}。第一次后 z = {3}。"},
      {by_b.updates(), by_b.last("b"), Word(by_b.last("z"), 10),
       Word(by_b.runs() > 1 ? by_b.number("z", 1) : by_b.last("z"), 9)});
  story.heading({"Both, half the error each", "两个都动，各分一半"});
  Table table{{"", ""}, {Text{"update", "更新"}, "w", "b", "z", Text{"error", "误差"}}, {}};
  for (size_t i = 0; i < std::min<size_t>(by_both.runs(), 10); ++i)
    table.rows.push_back({i, Word(by_both.number("w", i), 8), Word(by_both.number("b", i), 8),
                          Word(by_both.number("z", i), 8), by_both.number("error", i)});
  story.show(table);
  story.show(Plot{{"Size of the error", "误差的大小"},
                  {"update", "更新"},
                  {"error", "误差"},
                  {errors_of({"w alone", "只动 w"}, by_w), errors_of({"b alone", "只动 b"}, by_b),
                   errors_of({"both", "两个都动"}, by_both)}});
  story.say(
      {"This is Newton's way, not yet gradient descent: dividing by the slope aims at the "
       "target, but a slope near 0 would throw the variable far away.",
       "这是牛顿的办法，还不是梯度下降：除以斜率是瞄准目标，但斜率接近 0 时会把变量甩得很远。"});
  story.number("w_alone", by_w.last("w"));
  story.number("w_alone_z", by_w.last("z"));
  story.numbers("b_alone", by_b.column("b"));
  story.numbers("b_alone_error", by_b.column("error"));
  story.numbers("both_w", by_both.column("w"));
  story.numbers("both_b", by_both.column("b"));
  story.numbers("both_error", by_both.column("error"));
  story.number("updates", static_cast<double>(by_both.updates()));
}

}  // namespace

Lesson solving() {
  return {
      "solving",
      {"Solving for w, for b, for both", "求 w、求 b、两个一起求"},
      {"Error divided by slope is the change that removes it.",
       "误差除以斜率，就是消去它所需的改变。"},
      same("z = x y    x = 2w + 3b    y = 2b + 1\n"
           "w <- w - (z - target) / (dz/dw)    b <- b - (z - target) / (dz/db)"),
      {"Book 003, backpropagation (linear). Its z = 150.0003 for w alone is rounding: 150 is "
       "exact. Newton's method.",
       "第 003 册“线性反向传播”。只动 w 时书上的 z = 150.0003 是舍入，精确值就是 150。牛顿法。"},
      {real_parameter("target", 150, {1, 10000}, {"what z should be", "z 该是多少"}),
       real_parameter("w", 3, {0.1, 100}, {"where w begins", "w 的起点"}),
       real_parameter("b", 4, {0.1, 100}, {"where b begins", "b 的起点"})},
      tell};
}

}  // namespace glia::lesson
