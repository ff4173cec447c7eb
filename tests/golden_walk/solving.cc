// Inputs or weights moved until an output is what it should be: the texts' first look at descent.
//
// Each step is a program that moves variables by grad and assign; the trace is what it showed.
#include "glia/data/builtin.h"
#include "glia/graph/derivative.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/trace.h"

namespace glia::golden {
namespace {

// z = x y with x = 2 w + 3 b, y = 2 b + 1; dz is what z has too much.
struct ProductToSolve {
  explicit ProductToSolve(const Json& in)
      : w(variable(graph, "w", in["w"])),
        b(variable(graph, "b", in["b"])),
        x(w * 2.0 + b * 3.0),
        y(b * 2.0 + 1.0),
        z(x * y),
        dz(z - in["target"].get<double>()) {
    const std::vector<Value> slopes = graph::grad(z, {w, b});
    to_w = slopes[0];
    to_b = slopes[1];
  }
  graph::Graph graph;
  Value w, b, x, y, z, dz, to_w, to_b;
};

// The variables after one step, and what was taken off them.
Json one_step(ProductToSolve& p, const std::vector<Sheet::Row>& moves,
              const std::vector<Sheet::Row>& rows) {
  std::vector<Sheet::Row> shown = rows;
  shown.insert(shown.end(), moves.begin(), moves.end());
  const Trace trace = run_times(p.graph, shown, 2);
  Json answer;
  for (const Sheet::Row& move : moves) answer[move.first] = trace.first(move.first);
  for (const Sheet::Row& row : rows) answer[row.first] = trace.last(row.first);
  return answer;
}

Json one_step_in_w(const Json& in) {
  ProductToSolve p(in);
  const Value dw = p.dz / p.to_w;
  p.graph.assign(p.w, p.w - dw);
  return one_step(p, {{"dw", dw}}, {{"w", p.w}, {"x", p.x}, {"z", p.z}});
}

Json one_step_in_b(const Json& in) {
  ProductToSolve p(in);
  const Value db = p.dz / p.to_b;
  p.graph.assign(p.b, p.b - db);
  return one_step(p, {{"db", db}}, {{"b", p.b}, {"x", p.x}, {"y", p.y}, {"z", p.z}});
}

Json one_step_in_both(const Json& in) {
  ProductToSolve p(in);
  const Value dw = p.dz / 2.0 / p.to_w;
  const Value db = p.dz / 2.0 / p.to_b;
  p.graph.assign(p.w, p.w - dw);
  p.graph.assign(p.b, p.b - db);
  return one_step(p, {{"dw", dw}, {"db", db}},
                  {{"w", p.w}, {"b", p.b}, {"x", p.x}, {"y", p.y}, {"z", p.z}});
}

Json iterate_b(const Json& in) {
  ProductToSolve p(in);
  p.graph.assign(p.b, p.b - p.dz / p.to_b);
  const Value stop = less(abs(p.dz), p.graph.constant(in["tol"]));
  const Trace t = run_until(p.graph, {{"b", p.b}, {"z", p.z}, {"dz", p.dz}}, stop, 100);
  return {{"evaluations", t.evaluations},
          {"updates", t.updates},
          {"b", t.last("b")},
          {"z", t.last("z")},
          {"trace_b", t.columns.at("b")},
          {"trace_dz", t.columns.at("dz")}};
}

Json iterate_both(const Json& in) {
  ProductToSolve p(in);
  p.graph.assign(p.w, p.w - p.dz / 2.0 / p.to_w);
  p.graph.assign(p.b, p.b - p.dz / 2.0 / p.to_b);
  const Value stop = less(abs(p.dz), p.graph.constant(in["tol"]));
  const Trace t = run_until(p.graph, {{"w", p.w}, {"b", p.b}, {"z", p.z}, {"dz", p.dz}}, stop, 100);
  return {{"evaluations", t.evaluations},
          {"updates", t.updates},
          {"w", t.last("w")},
          {"b", t.last("b")},
          {"z", t.last("z")},
          {"trace_w", t.columns.at("w")},
          {"trace_b", t.columns.at("b")},
          {"trace_dz", t.columns.at("dz")}};
}

// x -> a = x^2 -> b = ln a -> c = sqrt b; the error of c walks back through the slopes. An x below
// 1 is put back to 1.1 before it is used.
Trace square_log_root(double start, double target, double tolerance, int most) {
  graph::Graph graph;
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
  const Value stop = less(abs(dc), graph.constant(tolerance));
  return run_until(
      graph,
      {{"x", x}, {"a", a}, {"b", b}, {"c", c}, {"dc", dc}, {"db", db}, {"da", da}, {"dx", dx}},
      stop, most);
}

Json whole_table(const Json& in) {
  const Trace t = square_log_root(in["x0"], in["y"], in["tol"], in["max"]);
  Json rows = Json::array();
  for (size_t i = 0; i < t.columns.at("x").size(); ++i) rows.push_back(t.run(i));
  return {{"evaluations", t.evaluations}, {"x", t.last("x")}, {"c", t.last("c")}, {"trace", rows}};
}

// The same run, with the tolerance and limit of 003-table-2-2.
Json first_and_last_line(const Json& in) {
  const Trace t = square_log_root(in["x0"], in["y"], 0.001, 20);
  return {{"first", t.run(0)}, {"last", t.run(t.columns.at("x").size() - 1)}};
}

Json closed_form(const Json& in) {
  Sheet s;
  return s.show(exp(square(s.given(in["c"])) / 2.0));
}

Json largest_reachable(const Json& in) {
  Sheet s;
  return s.show(sqrt(log(square(s.given(in["x"])))));
}

Json guesses_at_black_box(const Json& in) {
  Sheet s;
  return s.show(s.given(in["out"]) - s.given(in["target"]));
}

// "1.5x+x^2 at 1.1" against the label of that input in the built-in table.
Json guesses_at_table(const Json& in) {
  Sheet s;
  const data::Table table = data::load_builtin("black-box");
  const auto error = [&](const std::string& text) {
    const bool one = text.front() == 'x';  // no coefficient is written
    const std::vector<double> numbers = numbers_in(text);
    const double input = numbers.back();
    const auto& inputs = table.column("input").numbers;
    size_t row = 0;
    while (inputs.at(row) != input) ++row;
    const Value x = s.given(input);
    return s.constant(one ? 1.0 : numbers.front()) * x + square(x) -
           table.column("output").numbers[row];
  };
  return s.list({error(in["guess1"]), error(in["guess2"])});
}

constexpr Answer kSolvingCases[] = {
    {"003-solve-w", one_step_in_w},
    {"003-solve-b-step1", one_step_in_b},
    {"003-single-variable", iterate_b},
    {"003-double-step1", one_step_in_both},
    {"003-double-variable", iterate_both},
    {"003-table-2-2", whole_table},
    {"004-program-output", first_and_last_line},
    {"004-nonlinear-exact", closed_form},
    {"003-nonlinear-range", largest_reachable},
    {"004-blackbox-errors", guesses_at_black_box},
    {"004-table-2-1-guesses", guesses_at_table},
};

}  // namespace

std::span<const Answer> solving_cases() { return kSolvingCases; }

}  // namespace glia::golden
