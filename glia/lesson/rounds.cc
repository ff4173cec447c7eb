#include "glia/lesson/rounds.h"

#include <numeric>

namespace glia::lesson {
namespace {

program::RowSource rows_of(const Tensor& tensor) {
  return {.data = tensor.data(),
          .type = program::RowSource::Type::kDouble,
          .rows = tensor.shape()[0].size()};
}

}  // namespace

Value input_x(Graph& graph, int64_t width) { return graph.input("x", {glia::batch(), width}); }
Value input_y(Graph& graph, int64_t width) { return graph.input("y", {glia::batch(), width}); }

Rounds::Rounds(Graph& graph, Value loss, Samples samples, int64_t batch)
    : graph_(&graph),
      samples_(std::move(samples)),
      batch_(batch),
      rows_(static_cast<size_t>(samples_.x.shape()[0].size())),
      program_(graph, {loss}) {
  std::iota(rows_.begin(), rows_.end(), 0);
  program_.bind(program_.input("x"), rows_of(samples_.x));
  program_.bind(program_.input("y"), rows_of(samples_.y));
}

double Rounds::round() {
  double total = 0;
  program_.run_steps({rows_, batch_}, [&](int64_t, int64_t) {
    total += program_.scalar(0);
    return true;
  });
  return total;
}

std::vector<double> Rounds::train(double aim, int64_t most) {
  std::vector<double> losses;
  while (static_cast<int64_t>(losses.size()) < most && (losses.empty() || losses.back() > aim))
    losses.push_back(round());
  return losses;
}

std::vector<double> Rounds::predict(Value value, const Tensor& x) const {
  program::Options options;
  options.mode = program::Mode::kPredict;
  options.assign = false;
  options.variables = program_.variables();
  program::Program program(*graph_, {value}, options);
  program.set(program.input("x"), x);
  program.step();
  return program.output(0).values();
}

std::vector<double> Rounds::variable(const std::string& name) const {
  const program::Variables& variables = *program_.variables();
  return variables.get(variables.find(name)).values();
}

}  // namespace glia::lesson
