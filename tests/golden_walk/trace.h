// A program run again and again, each run moving variables, and what it showed each time.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/golden_walk/sheet.h"

namespace glia::golden {

// Start values for a variable: a number, or a nested list of the variable's shape.
graph::Initializer start_at(const Json& values);
// A trainable variable of this shape with these values.
Value variable(graph::Graph& graph, const std::string& name, const Json& values);
// The variable of a program by name.
Json value_of(const program::Program& program, const std::string& name);

struct Trace {
  std::map<std::string, Json> columns;  // what each row of run_until showed, run by run
  Json evaluations;                     // runs, the one that stopped included
  Json updates;                         // runs before that

  Json first(const std::string& name) const { return columns.at(name).front(); }
  Json last(const std::string& name) const { return columns.at(name).back(); }
  // What all rows showed in one run.
  Json run(size_t i) const;
};

// Runs the graph and its assignments until `stop`, a condition on the values before the update, is
// true, or `most` times. Both counts are kept by the program itself, in a variable.
Trace run_until(graph::Graph& graph, const std::vector<Sheet::Row>& rows, Value stop, int64_t most);
// Exactly `runs` times.
Trace run_times(graph::Graph& graph, const std::vector<Sheet::Row>& rows, int64_t runs);

}  // namespace glia::golden
