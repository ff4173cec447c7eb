#include "tests/golden_walk/online.h"

#include <numeric>

namespace glia::golden {
namespace {

// Keeps the error of the round, and counts rounds and steps, in variables of the graph. "opens" is
// 1 for the first row of a round.
program::Program with_counters(graph::Graph& graph, Value loss) {
  const auto counter = [&](const char* name) {
    return graph.variable(name, {}, nullptr, graph::VariableKind::kState);
  };
  const Value error = counter("error");
  const Value rounds = counter("rounds");
  const Value steps = counter("steps");
  const Value opens = sum(graph.input("opens", {batch()}));
  graph.assign(error, select(greater(opens, graph.constant(0)), loss, error + loss));
  graph.assign(rounds, rounds + opens);
  graph.assign(steps, steps + 1.0);
  return {graph, {loss}};
}

Tensor first_of(int64_t rows) {
  Tensor flags({rows}, Type::kReal);
  flags.set(0, 1);
  return flags;
}

}  // namespace

Online::Online(graph::Graph& graph, Value loss, const Samples& samples, int64_t batch)
    : graph_(&graph),
      x_(samples.x),
      y_(samples.y),
      opens_(first_of(samples.x.shape()[0].size())),
      batch_(batch),
      program_(with_counters(graph, loss)) {
  const auto bind = [&](const char* name, const Tensor& tensor) {
    program_.bind(program_.input(name), {.data = tensor.data(),
                                         .type = program::RowSource::Type::kDouble,
                                         .rows = tensor.shape()[0].size()});
  };
  bind("x", x_);
  bind("y", y_);
  bind("opens", opens_);
}

Json Online::train(double aim, int64_t most) {
  std::vector<int64_t> rows(static_cast<size_t>(x_.shape()[0].size()));
  std::iota(rows.begin(), rows.end(), 0);
  Json answer;
  for (int64_t round = 1; round <= most; ++round) {
    program_.run_steps({rows, batch_}, {});
    const Json error = variable("error");
    answer["err_at_round"][std::to_string(round)] = error;
    answer["final_err"] = error;
    if (error.get<double>() <= aim) break;
  }
  answer["rounds"] = variable("rounds");
  answer["steps"] = variable("steps");
  return answer;
}

Tensor Online::predict(Value output, const Tensor& x) const {
  program::Options options;
  options.mode = program::Mode::kPredict;
  options.assign = false;
  options.variables = program_.variables();
  program::Program program(*graph_, {output}, options);
  program.set(program.input("x"), x);
  program.step();
  return program.output(0);
}

}  // namespace glia::golden
