#include "tests/golden_walk/trace.h"

#include "glia/base/error.h"

namespace glia::golden {

graph::Initializer start_at(const Json& values) {
  return [tensor = tensor_of(values)](std::span<double> out, uint64_t, uint64_t) {
    const bool one = tensor.count() == 1;
    for (size_t i = 0; i < out.size(); ++i) out[i] = tensor.at(one ? 0 : static_cast<int64_t>(i));
  };
}

Value variable(graph::Graph& graph, const std::string& name, const Json& values) {
  return graph.variable(name, tensor_of(values).shape(), start_at(values));
}

Json value_of(const program::Program& program, const std::string& name) {
  const int i = program.variables()->find(name);
  if (i < 0) fail(ErrorKind::kUsage, "no variable is named " + name);
  return json_of(program.variables()->get(i));
}

Json Trace::run(size_t i) const {
  Json row;
  for (const auto& [name, column] : columns) row[name] = column.at(i);
  return row;
}

Trace run_until(graph::Graph& graph, const std::vector<Sheet::Row>& rows, Value stop,
                int64_t most) {
  const Value runs = graph.variable("runs", {}, nullptr, graph::VariableKind::kState);
  graph.assign(runs, runs + 1.0);
  std::vector<Value> outputs = {stop, runs + 1.0, runs};
  for (const Sheet::Row& row : rows) outputs.push_back(row.second);
  program::Program program(graph, outputs);
  Trace trace;
  for (int64_t i = 0; i < most; ++i) {
    program.step();
    for (size_t k = 0; k < rows.size(); ++k)
      trace.columns[rows[k].first].push_back(json_of(program.output(k + 3)));
    if (program.scalar(0) != 0) break;
  }
  trace.evaluations = program.scalar(1);
  trace.updates = program.scalar(2);
  return trace;
}

Trace run_times(graph::Graph& graph, const std::vector<Sheet::Row>& rows, int64_t runs) {
  const Value never = less(graph.constant(1), graph.constant(0));
  return run_until(graph, rows, never, runs);
}

}  // namespace glia::golden
