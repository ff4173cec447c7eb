#include "glia/train/evaluate.h"

#include <cmath>
#include <optional>

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/reduce.h"
#include "glia/loss/row_weights.h"
#include "glia/nn/network.h"

namespace glia::train {

namespace {

constexpr int64_t kRows = 256;  // of one run

}  // namespace

// The score's sums are nodes too, so that no output leaves the program but a few scalars.
struct Evaluator::State {
  graph::Graph graph;
  std::optional<program::Program> program;
  bool numbers = false;
  bool loss_is_sum = false;
  size_t weight = 0;      // the output that the loss's mean divides by; 0: the rows
  size_t row_weight = 0;  // the output with the sum of the rows' weights; 0: there are none
  int64_t per_row = 1;    // numbers of a row that are scored
};

namespace {

// The sum over all rows, each by its weight if there are any.
graph::Value total(graph::Value terms, const std::optional<graph::Value>& weights) {
  if (!weights) return graph::sum(terms);
  const graph::Value row = terms.shape().rank() > 1 ? graph::sum(terms, {1}) : terms;
  return graph::sum(row * *weights);
}

graph::Value as_count(graph::Value hit) { return graph::cast(hit, Type::kReal); }

graph::Value right_classes(graph::Value outputs, graph::Value y) {
  const auto as_real = [](graph::Value index) { return graph::cast(index, Type::kReal); };
  const graph::Value predicted = as_real(graph::argmax(outputs, 1));
  return as_count(graph::equal(predicted, as_real(y)));
}

graph::Value right_answers(graph::Value outputs, graph::Value y, double yes_above) {
  graph::Graph& graph = outputs.graph();
  const graph::Value yes = graph::greater(outputs, graph.constant(yes_above));
  const graph::Value truth = graph::greater(y, graph.constant(0.5));
  const graph::Value both = graph::logical_and(yes, truth);
  const graph::Value not_yes = graph::logical_not(yes);
  const graph::Value neither = graph::logical_and(not_yes, graph::logical_not(truth));
  return as_count(graph::logical_or(both, neither));
}

}  // namespace

Evaluator::Evaluator(const nn::ArchSpec& arch, const loss::ChosenLoss& loss,
                     std::shared_ptr<program::Variables> variables,
                     std::shared_ptr<ThreadPool> pool, std::optional<loss::Targets> targets,
                     bool row_weights)
    : state_(std::make_unique<State>()) {
  graph::Graph& graph = state_->graph;
  const graph::Value outputs = nn::build(graph, arch).at(0);
  const loss::Targets scored = targets.value_or(loss.loss->targets);
  const bool classes = scored == loss::Targets::kClasses;
  state_->numbers = scored == loss::Targets::kNumbers;
  state_->loss_is_sum = loss.loss->is_sum;
  const graph::Value y =
      classes ? graph.input("y", {batch()}, Type::kI64) : graph.input("y", outputs.shape());
  std::optional<graph::Value> rows;
  if (row_weights) rows = graph.input("weight", {batch()});
  const loss::WeightedMean measured =
      rows ? loss::weighted_by_rows(loss, outputs, y, *rows) : loss.apply(outputs, y);
  std::vector<graph::Value> results = {measured.mean};
  if (state_->numbers) {
    state_->per_row = outputs.shape()[1].size();
    results.push_back(total(graph::square(outputs - y), rows));
    results.push_back(total(y, rows));
    results.push_back(total(graph::square(y), rows));
  } else if (classes) {
    results.push_back(total(right_classes(outputs, y), rows));
  } else {
    state_->per_row = outputs.shape()[1].size();
    results.push_back(total(right_answers(outputs, y, loss.yes_above()), rows));
  }
  if (rows) {
    state_->row_weight = results.size();
    results.push_back(graph::sum(*rows));
  }
  if (measured.weight) {
    state_->weight = results.size();
    results.push_back(measured.weight);
  }
  program::Options options;
  options.real = variables->real();
  options.mode = program::Mode::kPredict;
  options.assign = false;
  options.capacity = kRows;
  options.variables = std::move(variables);
  options.pool = std::move(pool);
  state_->program.emplace(graph, results, options);
}

Evaluator::~Evaluator() = default;

void Evaluator::bind(const Source& source) { source.bind(*state_->program); }

Evaluation Evaluator::run(std::span<const int64_t> rows) {
  if (rows.empty()) return {std::nan(""), std::nan("")};
  program::Program& program = *state_->program;
  double loss = 0;
  double weights = 0;
  double counted = 0;  // rows, or their weights
  double sums[3] = {0, 0, 0};
  program.run_steps({rows, kRows, 0}, [&](int64_t, int64_t count) {
    const double weight =
        state_->weight > 0 ? program.scalar(state_->weight) : static_cast<double>(count);
    loss += program.scalar(0) * (state_->loss_is_sum ? 1 : weight);
    weights += weight;
    counted +=
        state_->row_weight > 0 ? program.scalar(state_->row_weight) : static_cast<double>(count);
    for (size_t i = 0; i < (state_->numbers ? 3u : 1u); ++i) sums[i] += program.scalar(i + 1);
    return true;
  });
  const double scored = counted * static_cast<double>(state_->per_row);
  Evaluation result;
  result.loss = loss / weights;
  if (!state_->numbers) {
    result.score = sums[0] / scored;
  } else {
    const double spread = sums[2] - sums[1] * sums[1] / scored;
    result.score = spread > 0 ? 1 - sums[0] / spread : std::nan("");
  }
  return result;
}

}  // namespace glia::train
