// A chain of bent steps: x -> x^2 -> ln -> sqrt, solved for x by walking the error back.
#include "glia/graph/ops/elementwise.h"
#include "glia/lesson/catalogue.h"
#include "glia/lesson/worksheet.h"

namespace glia::lesson {
namespace {

constexpr double kTolerance = 0.001;
constexpr int64_t kMost = 20;

// An x below 1 is put back to 1.1 before it is used: ln would be negative and have no root.
Trace solve(double start, double target) {
  Graph graph;
  const Value held = variable(graph, "x", start);
  const Value x = select(less(held, graph.constant(1)), graph.constant(1.1), held);
  const Value a = square(x);
  const Value b = log(a);
  const Value c = sqrt(b);
  const Value dc = c - target;
  const Value db = dc / slope(c, b);
  const Value da = db / slope(b, a);
  const Value dx = da / slope(a, x);
  graph.assign(held, x - dx);
  const Rows rows = {{"x", x},   {"a", a},   {"b", b},   {"c", c},
                     {"dc", dc}, {"db", db}, {"da", da}, {"dx", dx}};
  return follow(graph, rows, less(abs(dc), graph.constant(kTolerance)), kMost);
}

void tell(const Settings& settings, const Story& story) {
  const double target = settings.number("target");
  const Trace trace = solve(settings.number("start"), target);
  story.say({"From x = {0}: square it (a), take ln (b), take the root (c). c should be {1}. The "
             "error of c, divided by the slope of each step in turn, tells by how much b, a and x "
             "are wrong.",
             "从 x = {0} 出发：平方得 a，取 ln 得 b，开方得 c。c 该是 {1}。把 c "
             "的误差依次除以每一步的斜率，"
             "就知道 b、a、x 各错了多少。"},
            {settings.number("start"), target});
  Table table{{"", ""}, {Text{"step", "步"}, "x", "a", "b", "c", "dc", "db", "da", "dx"}, {}};
  for (size_t i = 0; i < std::min<size_t>(trace.runs(), 12); ++i) {
    table.rows.push_back({i});
    for (const char* name : {"x", "a", "b", "c", "dc", "db", "da", "dx"})
      table.rows.back().emplace_back(trace.number(name, i), 4);
  }
  story.show(table);
  const auto c_of = [](Value x) { return sqrt(log(square(x))); };
  story.show(Plot{{"c over x, and the steps", "c 随 x 的变化，以及每一步"},
                  {"x", "x"},
                  {"c", "c"},
                  {curve(same("c = sqrt(ln x^2)"), {1.01, std::max(10.0, trace.last("x"))}, c_of),
                   {{"steps", "每一步"}, trace.column("x"), trace.column("c"), Mark::kPath}}});
  Graph graph;
  const Value wanted = graph.constant(target);
  const auto exact = compute(graph, {exp(square(wanted) / 2.0), c_of(graph.constant(10))});
  if (trace.stopped())
    story.say({"After {0} updates c = {1} at x = {2}. Solved with pencil: x = e^(c^2/2) = {3}.",
               "{0} 次更新后 x = {2}，c = {1}。用笔算：x = e^(c^2/2) = {3}。"},
              {trace.updates(), Word(trace.last("c"), 8), Word(trace.last("x"), 8),
               Word(exact[0][0], 8)});
  else
    story.say({"{0} updates were not enough: c = {1} at x = {2}; with pencil x = e^(c^2/2) = {3}.",
               "{0} 次更新还不够：x = {2}，c = {1}；用笔算 x = e^(c^2/2) = {3}。"},
              {trace.updates(), Word(trace.last("c"), 8), Word(trace.last("x"), 8),
               Word(exact[0][0], 8)});
  story.say({"On 1 < x <= 10 the chain reaches at most c = {0}.",
             "在 1 < x <= 10 上，这条链最多到 c = {0}。"},
            {Word(exact[1][0], 8)});
  for (const char* name : {"x", "c", "dc", "dx"}) story.numbers(name, trace.column(name));
  story.number("evaluations", static_cast<double>(trace.runs()));
  story.number("exact", exact[0][0]);
  story.number("largest_c", exact[1][0]);
}

}  // namespace

Lesson chain() {
  return {
      "chain",
      {"The non-linear chain", "非线性的链"},
      {"Through bends too, the error walks back step by step.", "穿过弯折，误差也一步步往回走。"},
      same("a = x^2   b = ln a   c = sqrt b\n"
           "db = 2 sqrt(b) dc   da = a db   dx = da / (2x)   x <- x - dx"),
      {"Book 003, nonlinear backpropagation, table 2-2; book 004, sections 2.2.2 and 2.2.3. "
       "Some of its figures are off in the last digits; 9.6644 is the exact x, 9.6557 where "
       "the run stops.",
       "第 003 册“非线性反向传播”表 2-2；第 004 册 2.2.2、2.2.3 节。书上个别数末位有误；9.6644 "
       "是精确"
       "的 x，9.6557 是迭代停下处。"},
      {real_parameter("start", 2, {1.01, 100}, {"where x begins", "x 的起点"}),
       real_parameter("target", 2.13, {0.1, 3}, {"what c should be", "c 该是多少"})},
      tell};
}

}  // namespace glia::lesson
