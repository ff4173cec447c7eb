// Optimizers racing down the banana valley.
#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"
#include "glia/optim/optimizer.h"

namespace glia::lesson {
namespace {

// Rosenbrock 1960, with 20 in place of 100 so that the valley can be seen.
Value valley(Value x, Value y) {
  const Value across = y - square(x);
  const Value along = 1.0 - x;
  return square(across) * 20.0 + square(along);
}

Trace run(const optim::Optimizer& optimizer, int64_t steps) {
  Graph graph;
  const Value x = variable(graph, "x", -1.2);
  const Value y = variable(graph, "y", 1);
  const Value f = valley(x, y);
  const std::vector<Value> slopes = graph::grad(f, {x, y});
  optim::add_updates(graph, {x, y}, slopes, graph.constant(optimizer.rate), optimizer);
  return follow(graph, {{"x", x}, {"y", y}, {"f", f}}, {}, steps + 1);
}

void tell(const Settings& settings, const Story& story) {
  const int64_t steps = settings.whole("steps");
  const double factor = settings.number("rate");
  story.say(
      {"From (-1.2, 1) to (1, 1), where f = 0: down a steep wall, then along a valley that "
       "hardly falls.",
       "从 (-1.2, 1) 到 (1, 1)，那里 f = 0：先下陡坡，再沿几乎不降的谷走。"});
  const std::pair<const char*, optim::Optimizer> racers[] = {
      {"sgd", optim::Sgd{0.005 * factor}},
      {"momentum", optim::Momentum{0.002 * factor, 0.9}},
      {"adam", optim::Adam{0.05 * factor}}};
  Plot plot{{"f over the steps", "f 随步数的变化"}, {"step", "步"}, same("f"), {}};
  constexpr int64_t kGrid = 60;
  const Span across{-1.6, 1.6};
  const Span up{-0.6, 2};
  Field field{
      {"The valley and the paths", "山谷与各条路"}, same("x"), same("y"), across, up, kGrid, kGrid,
      surface(across, up, kGrid, kGrid, valley)};
  Table table{{"", ""}, {Text{"optimizer", "优化器"}, "x", "y", "f"}, {}};
  for (const auto& [name, optimizer] : racers) {
    const Trace trace = run(optimizer, steps);
    plot.series.push_back(
        {same(name), Span{0, static_cast<double>(steps)}.steps(steps + 1), trace.column("f")});
    field.over.push_back({same(name), trace.column("x"), trace.column("y"), Mark::kLine});
    table.rows.push_back({name, trace.last("x"), trace.last("y"), trace.last("f")});
    story.numbers(name, {trace.last("x"), trace.last("y"), trace.last("f")});
  }
  story.show(field);
  story.show(plot);
  story.show(table);
  story.say(
      {"Plain descent creeps along the valley. Momentum keeps what all steps agree on and "
       "averages away the swing from wall to wall. Adam gives each variable a step of its "
       "own size.",
       "普通下降沿谷底爬。动量留下各步一致的方向，把两壁之间的来回摆动平均掉。Adam "
       "给每个变量各自大小的步子。"});
}

}  // namespace

Lesson race() {
  return {
      "race",
      {"Optimizers racing", "优化器赛跑"},
      {"Memory of past steps helps along a narrow valley.", "记住走过的步，窄谷里走得快。"},
      same("f = (1 - x)^2 + 20 (y - x^2)^2\n"
           "momentum: u <- 0.9 u + g; w <- w - rate u\n"
           "adam: m, v means of g, g^2; w <- w - rate m / (sqrt v + eps)"),
      {"Book 000, chapter 2, section 3; book 002, section 3.2. Rosenbrock 1960; Polyak 1964; "
       "Kingma and Ba 2014.",
       "第 000 册第 2 章第 3 节；第 002 册 3.2 节。Rosenbrock 1960；Polyak 1964；Kingma 与 Ba "
       "2014。"},
      {whole_parameter("steps", 300, 1, 5000, {"updates", "更新几次"}),
       real_parameter("rate", 1, {0.01, 2}, {"all learning rates times this", "所有学习率乘以它"})},
      tell};
}

}  // namespace glia::lesson
