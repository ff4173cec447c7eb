// Gradient descent on a curve and on a surface.
#include "glia/graph/ops/elementwise.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

namespace glia::lesson {
namespace {

constexpr int64_t kMost = 1000;

void on_a_curve(const Settings& settings, const Story& story) {
  story.heading({"On a curve: J = x^2", "在曲线上：J = x^2"});
  Graph graph;
  const Value x = variable(graph, "x", settings.number("start"));
  const Value j = square(x);
  descend(j, {x}, settings.number("rate"));
  const Value stop = less_equal(j, graph.constant(0.001));
  const Trace trace = follow(graph, {{"x", x}, {"J", j}, {"slope", slope(j, x)}}, stop, kMost);

  story.say({"The slope at x is 2x; a step goes against it: x <- x - rate * 2x.",
             "x 处的斜率是 2x；一步朝它的反方向走：x <- x - 学习率 * 2x。"});
  Table table{{"", ""}, {Text{"step", "步"}, "x", "J", Text{"slope", "斜率"}}, {}};
  for (size_t i = 0; i < std::min<size_t>(trace.runs(), 12); ++i)
    table.rows.push_back({i, trace.number("x", i), trace.number("J", i), trace.number("slope", i)});
  story.show(table);
  const double reach = std::max(1.3, std::abs(settings.number("start")));
  story.show(Plot{{"The way down", "下山的路"},
                  {"x", "x"},
                  {"J", "J"},
                  {curve(same("J = x^2"), {-reach, reach}, [](Value v) { return square(v); }),
                   {{"steps", "每一步"}, trace.column("x"), trace.column("J"), Mark::kPath}},
                  true});
  story.say({"J is at most 0.001 after {0} updates.", "{0} 次更新后 J 不超过 0.001。"},
            {trace.updates()});
  story.numbers("x", trace.column("x"));
  story.numbers("J", trace.column("J"));
  story.number("updates", static_cast<double>(trace.updates()));
}

void on_a_surface(const Settings& settings, const Story& story) {
  story.heading({"On a surface: J = x^2 + sin^2 y", "在曲面上：J = x^2 + sin^2 y"});
  const auto height = [](Value x, Value y) {
    const Value first = square(x);
    return first + square(sin(y));
  };
  Graph graph;
  const Value x = variable(graph, "x", 3);
  const Value y = variable(graph, "y", 1);
  const Value j = height(x, y);
  descend(j, {x, y}, settings.number("surface-rate"));
  const Value stop = less(j, graph.constant(0.01));
  const Trace trace = follow(graph, {{"x", x}, {"y", y}, {"J", j}}, stop, kMost);
  constexpr int64_t kGrid = 60;
  const Span across{-3.2, 3.2};
  const Span up{-1.6, 1.6};
  story.show(Field{{"Contour lines and the path from (3, 1)", "等高线与从 (3, 1) 出发的路"},
                   same("x"),
                   same("y"),
                   across,
                   up,
                   kGrid,
                   kGrid,
                   surface(across, up, kGrid, kGrid, height),
                   {{{"path", "路径"}, trace.column("x"), trace.column("y"), Mark::kPath}}});
  story.say({"Each variable follows its own slope, 2x and 2 sin y cos y. After {0} updates J = {1} "
             "at ({2}, {3}): point number {4} when the start is counted too.",
             "每个变量各走各的斜率：2x 和 2 sin y cos y。{0} 次更新后在 ({2}, {3})，J = "
             "{1}：连起点算是第 "
             "{4} 个点。"},
            {trace.updates(), trace.last("J"), trace.last("x"), trace.last("y"), trace.runs()});
  story.numbers("surface_x", trace.column("x"));
  story.numbers("surface_y", trace.column("y"));
  story.numbers("surface_J", trace.column("J"));
  story.number("surface_updates", static_cast<double>(trace.updates()));
}

void tell(const Settings& settings, const Story& story) {
  on_a_curve(settings, story);
  on_a_surface(settings, story);
}

}  // namespace

Lesson descent() {
  return {"descent",
          {"Gradient descent on a curve and a surface", "曲线与曲面上的梯度下降"},
          {"Against the slope is downhill, in any number of variables.",
           "逆着斜率就是下坡，几个变量都一样。"},
          same("x <- x - rate dJ/dx"),
          {"Book 003, gradient descent with one and two variables, table 2-3 (its first rows are "
           "numbered from 1, its last from 0). Cauchy 1847.",
           "第 003 册“梯度下降”一节、表 2-3（前几行从 1 编号，后几行从 0）。Cauchy 1847。"},
          {real_parameter("rate", 0.3, {0.001, 0.999},
                          {"learning rate on the curve", "曲线上的学习率"}),
           real_parameter("start", 1.2, {-10, 10}, {"where x begins", "x 的起点"}),
           real_parameter("surface-rate", 0.1, {0.001, 0.9},
                          {"learning rate on the surface", "曲面上的学习率"})},
          tell};
}

}  // namespace glia::lesson
