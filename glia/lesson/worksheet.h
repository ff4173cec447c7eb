// What lessons need of the engine again and again: a graph with numbers in it, its values from one
// run, and runs that move variables while somebody watches. Everything is in double.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "glia/graph/graph.h"
#include "glia/lesson/story.h"

namespace glia::lesson {

using graph::Graph;
using graph::Value;

// Constants: [n], and [rows, columns] row by row.
Value list(Graph& graph, const std::vector<double>& values);
Value matrix(Graph& graph, int64_t rows, int64_t columns, const std::vector<double>& values);
// A trainable variable that starts with these values.
Value variable(Graph& graph, const std::string& name, const std::vector<double>& values,
               Shape shape);
Value variable(Graph& graph, const std::string& name, double value);

// Element i of a vector, as a scalar.
Value at(Value vector, int64_t i);
// dy/dx, element by element, where y[i] depends on x[i] alone.
Value slope(Value y, Value x);
// A real 1 where true, else 0.
Value indicator(Value condition);

// The elements of each value in one run, with every variable at its start.
std::vector<std::vector<double>> compute(Graph& graph, const std::vector<Value>& values);
double compute(Value scalar);

// f over `count` points of a span.
Series curve(Text name, Span span, const std::function<Value(Value)>& f, int64_t count = 241);
// f(x, y) over a grid of columns x rows points.
std::vector<double> surface(Span across, Span up, int64_t columns, int64_t rows,
                            const std::function<Value(Value, Value)>& f);

// Adds w <- w - rate dloss/dw for each variable.
void descend(Value loss, const std::vector<Value>& variables, double rate);

// Values that a run shows, by name.
using Rows = std::vector<std::pair<std::string, Value>>;

// What the rows showed, run by run, each before the update of its run.
class Trace {
 public:
  size_t runs() const { return runs_; }
  // Updates before the run that stopped, or all runs.
  size_t updates() const { return stopped_ ? runs_ - 1 : runs_; }
  // Whether the condition was met.
  bool stopped() const { return stopped_; }
  // A scalar row in every run.
  const std::vector<double>& column(const std::string& name) const;
  double number(const std::string& name, size_t run) const { return column(name).at(run); }
  double last(const std::string& name) const { return column(name).back(); }
  // A row of any shape in the last run.
  const std::vector<double>& last_values(const std::string& name) const;

 private:
  friend Trace follow(Graph& graph, const Rows& rows, Value stop, int64_t most);
  size_t runs_ = 0;
  bool stopped_ = false;
  std::map<std::string, std::vector<double>> columns_;
  std::map<std::string, std::vector<double>> last_;
};

// Runs the graph and its assignments until `stop`, a condition on the values before the update, is
// true, or `most` times. An empty `stop` never is.
Trace follow(Graph& graph, const Rows& rows, Value stop, int64_t most);

}  // namespace glia::lesson
