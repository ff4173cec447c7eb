#include "glia/lesson/worksheet.h"

#include "glia/graph/derivative.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/reduce.h"
#include "glia/optim/optimizer.h"
#include "glia/program/program.h"

namespace glia::lesson {

Value list(Graph& graph, const std::vector<double>& values) {
  return graph.constant(Tensor::from({static_cast<int64_t>(values.size())}, values));
}

Value matrix(Graph& graph, int64_t rows, int64_t columns, const std::vector<double>& values) {
  return graph.constant(Tensor::from({rows, columns}, values));
}

Value variable(Graph& graph, const std::string& name, const std::vector<double>& values,
               Shape shape) {
  return graph.variable(name, std::move(shape),
                        [values](std::span<double> start, uint64_t, uint64_t) {
                          for (size_t i = 0; i < start.size(); ++i) start[i] = values[i];
                        });
}

Value variable(Graph& graph, const std::string& name, double value) {
  return variable(graph, name, {value}, {});
}

Value at(Value vector, int64_t i) { return graph::reshape(graph::slice(vector, 0, i, i + 1), {}); }

Value slope(Value y, Value x) { return graph::grad(graph::sum(y), {x})[0]; }

Value indicator(Value condition) { return graph::cast(condition, Type::kReal); }

std::vector<std::vector<double>> compute(Graph& graph, const std::vector<Value>& values) {
  program::Options options;
  options.assign = false;
  program::Program program(graph, values, options);
  program.step();
  std::vector<std::vector<double>> results;
  for (size_t i = 0; i < values.size(); ++i) results.push_back(program.output(i).values());
  return results;
}

double compute(Value scalar) { return compute(scalar.graph(), {scalar})[0][0]; }

Series curve(Text name, Span span, const std::function<Value(Value)>& f, int64_t count) {
  Series series;
  series.name = std::move(name);
  series.x = span.steps(count);
  Graph graph;
  const Value x = list(graph, series.x);
  series.y = compute(graph, {graph::broadcast_to(f(x), x.shape())})[0];
  return series;
}

std::vector<double> surface(Span across, Span up, int64_t columns, int64_t rows,
                            const std::function<Value(Value, Value)>& f) {
  Graph graph;
  const Shape shape{rows, columns};
  const Value x = graph::broadcast_to(matrix(graph, 1, columns, across.steps(columns)), shape);
  const Value y = graph::broadcast_to(matrix(graph, rows, 1, up.steps(rows)), shape);
  return compute(graph, {graph::broadcast_to(f(x, y), shape)})[0];
}

void descend(Value loss, const std::vector<Value>& variables, double rate) {
  Graph& graph = loss.graph();
  const std::vector<Value> slopes = graph::grad(loss, variables);
  optim::add_updates(graph, variables, slopes, graph.constant(rate), optim::Sgd{});
}

const std::vector<double>& Trace::column(const std::string& name) const {
  return columns_.at(name);
}

const std::vector<double>& Trace::last_values(const std::string& name) const {
  return last_.at(name);
}

Trace follow(Graph& graph, const Rows& rows, Value stop, int64_t most) {
  std::vector<Value> outputs;
  for (const auto& row : rows) outputs.push_back(row.second);
  if (stop) outputs.push_back(stop);
  program::Program program(graph, outputs);
  const bool counts = program.has_input("step");  // an optimizer asks how many were done
  Trace trace;
  while (trace.runs_ < static_cast<size_t>(most) && !trace.stopped_) {
    if (counts) program.set_integer(program.input("step"), static_cast<int64_t>(trace.runs_));
    program.step();
    ++trace.runs_;
    for (size_t i = 0; i < rows.size(); ++i) {
      trace.last_[rows[i].first] = program.output(i).values();
      trace.columns_[rows[i].first].push_back(trace.last_[rows[i].first][0]);
    }
    trace.stopped_ = stop && program.scalar(rows.size()) != 0;
  }
  return trace;
}

}  // namespace glia::lesson
