// The loss over (w, b) of y = 2x + 3: four candidate lines, slices, contours, and the way down.
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/reduce.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

namespace glia::lesson {
namespace {

constexpr int64_t kPoints = 20;

// J = mean (w x + b - y)^2 / 2 over x in 0 .. 1, y = 2x + 3, for each element of w and b.
Value loss_at(Value w, Value b) {
  const Value x = list(w.graph(), Span{0, 1}.steps(kPoints));
  Shape each = w.shape();
  each.push_back(1);
  const Value line = reshape(w, each) * x + reshape(b, each);
  const Value error = line - (x * 2.0 + 3.0);
  return mean(square(error), {w.shape().rank()}) / 2.0;
}

void four_lines(const Story& story) {
  story.heading({"Four candidate lines", "四条候选直线"});
  const std::vector<double> biases = {1, 2, 3, 4};
  Graph graph;
  const Value x = list(graph, Span{0, 1}.steps(kPoints));
  const Value y = x * 2.0 + 3.0;
  Table table{{"", ""}, {Text{"line", "直线"}, "J"}, {}};
  Plot plot{{"The points lie on y = 2x + 3", "点在 y = 2x + 3 上"}, same("x"), same("y"), {}};
  std::vector<double> losses;
  for (const double b : biases) {
    losses.push_back(compute(mean(square(x * 2.0 + b - y)) / 2.0));
    const std::string name = "y = 2x + " + Word(b).in(Language::kEnglish);
    table.rows.push_back({name, losses.back()});
    plot.series.push_back(curve(
        same(name), {0, 1}, [b](Value v) { return v * 2.0 + b; }, 2));
  }
  story.show(plot);
  story.show(table);
  story.say(
      {"The loss falls, falls, falls and rises again: the lowest is the line through the "
       "points. Seen from b alone it is a parabola.",
       "损失降、降、降，然后又升：最低的就是穿过这些点的直线。只看 b，它是一条抛物线。"});
  story.numbers("four_lines", losses);
}

void slices(const Story& story) {
  story.heading({"Slices through the surface", "曲面的切片"});
  Plot plot{
      {"J over w for three values of b", "b 取三个值时 J 随 w 的变化"}, same("w"), same("J"), {}};
  for (const double b : {2.0, 3.0, 4.0}) {
    plot.series.push_back(
        curve(same("b = " + Word(b).in(Language::kEnglish)), {0, 4},
              [b](Value w) { return loss_at(w, broadcast_to(w.graph().constant(b), w.shape())); }));
  }
  story.show(plot);
  story.say(
      {"Each slice is a parabola, but its lowest w depends on b: only b = 3 has it at 2, "
       "with J = 0. The two must be searched together.",
       "每一片都是抛物线，但最低点的 w 随 b 而变：只有 b = 3 时在 w = 2、J = 0。两个得一起找。"});
}

void whole_surface(const Settings& settings, const Story& story) {
  story.heading({"The surface and the way down", "曲面与下山的路"});
  Graph graph;
  const Value w = variable(graph, "w", settings.number("w"));
  const Value b = variable(graph, "b", settings.number("b"));
  const Value j = loss_at(w, b);
  descend(j, {w, b}, settings.number("rate"));
  const Trace trace =
      follow(graph, {{"w", w}, {"b", b}, {"J", j}}, {}, settings.whole("steps") + 1);

  constexpr int64_t kGrid = 200;
  const Span across{0, 4};
  const Span up{1, 5};
  const std::vector<double> values = surface(across, up, kGrid, kGrid, loss_at);
  const auto corner = [&](int64_t column, int64_t row) {
    return values[static_cast<size_t>(row * kGrid + column)];
  };
  const std::vector<double> corners = {corner(0, 0), corner(0, kGrid - 1), corner(kGrid - 1, 0),
                                       corner(kGrid - 1, kGrid - 1)};
  story.show(Field{{"J over w and b, 200 x 200 values, with the path of descent",
                    "J 随 w 和 b 的变化，200 x 200 个值，以及下降的路径"},
                   same("w"),
                   same("b"),
                   across,
                   up,
                   kGrid,
                   kGrid,
                   values,
                   {{{"path", "路径"}, trace.column("w"), trace.column("b"), Mark::kPath}}});
  story.say(
      {"A long valley: at the corners J is {0}, {1}, {2}, {3}. From ({4}, {5}) the path drops "
       "into the valley at once and then creeps along it; after {6} updates it is at ({7}, "
       "{8}) with J = {9}.",
       "一道长谷：四角的 J 是 {0}、{1}、{2}、{3}。从 ({4}, {5}) "
       "出发，一下子掉进谷里，再沿谷慢慢爬；"
       "{6} 次更新后到 ({7}, {8})，J = {9}。"},
      {corners[0], corners[1], corners[2], corners[3], settings.number("w"), settings.number("b"),
       settings.whole("steps"), trace.last("w"), trace.last("b"), trace.last("J")});
  story.say(
      {"x lies on one side of 0, so w and b pull on the same points and the valley is narrow. "
       "With x standardised the contours would be circles: that is why tables are.",
       "x 都在 0 的一侧，w 和 b 牵动同样的点，谷就窄。把 x "
       "标准化，等高线就成了圆：所以数据要标准化。"});
  story.numbers("corners", corners);
  story.number("w", trace.last("w"));
  story.number("b", trace.last("b"));
  story.number("J", trace.last("J"));
}

void tell(const Settings& settings, const Story& story) {
  four_lines(story);
  slices(story);
  whole_surface(settings, story);
}

}  // namespace

Lesson loss_surface() {
  return {"loss-surface",
          {"The loss over w and b", "损失随 w 和 b 的变化"},
          {"A loss is a landscape over the weights; training walks it.",
           "损失是权重上的地形，训练就是在上面走。"},
          same("y = 2x + 3        J(w, b) = 1/(2m) sum (w x_i + b - y_i)^2"),
          {"Book 004, sections 3.1.2 and 3.1.3 (whose derivative a_i - y_i lacks the 1/m).",
           "第 004 册 3.1.2、3.1.3 节（那里的导数 a_i - y_i 少了 1/m）。"},
          {real_parameter("rate", 0.5, {0.001, 1.4}, {"learning rate", "学习率"}),
           whole_parameter("steps", 100, 1, 2000, {"updates", "更新几次"}),
           real_parameter("w", 0.2, {0, 4}, {"where w begins", "w 的起点"}),
           real_parameter("b", 1.2, {1, 5}, {"where b begins", "b 的起点"})},
          tell};
}

}  // namespace glia::lesson
