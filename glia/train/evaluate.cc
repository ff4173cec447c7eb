#include "glia/train/evaluate.h"

#include <cmath>
#include <optional>

#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/reduce.h"
#include "glia/loss/loss.h"
#include "glia/nn/network.h"

namespace glia::train {

namespace {

constexpr int64_t kRows = 256;  // of one run

}  // namespace

// The score's sums are nodes too, so that no output leaves the program but four scalars.
struct Evaluator::State {
  graph::Graph graph;
  std::optional<program::Program> program;
  bool numbers = false;
  int64_t per_row = 1;  // numbers of a row that are scored
};

Evaluator::Evaluator(const nn::ArchSpec& arch, const std::string& loss_name,
                     std::shared_ptr<program::Variables> variables,
                     std::shared_ptr<ThreadPool> pool)
    : state_(std::make_unique<State>()) {
  graph::Graph& graph = state_->graph;
  const graph::Value outputs = nn::build(graph, arch).at(0);
  const loss::Loss& loss = loss::find_loss(loss_name);
  const bool classes = loss.targets == loss::Targets::kClasses;
  state_->numbers = loss.targets == loss::Targets::kNumbers;
  const graph::Value y =
      classes ? graph.input("y", {batch()}, Type::kI64) : graph.input("y", outputs.shape());
  const graph::Value zero = graph.constant(0);
  std::vector<graph::Value> results = {loss.apply(outputs, y)};
  if (state_->numbers) {
    state_->per_row = outputs.shape()[1].size();
    results.push_back(graph::sum(graph::square(outputs - y)));
    results.push_back(graph::sum(y));
    results.push_back(graph::sum(graph::square(y)));
  } else if (classes) {
    const auto as_real = [](graph::Value index) { return graph::cast(index, Type::kReal); };
    const graph::Value hit = graph::equal(as_real(graph::argmax(outputs, 1)), as_real(y));
    results.push_back(graph::sum(graph::cast(hit, Type::kReal)));
  } else {
    // z > 0 says yes: sigmoid(z) > 1/2.
    state_->per_row = outputs.shape()[1].size();
    const graph::Value yes = graph::greater(outputs, zero);
    const graph::Value truth = graph::greater(y, graph.constant(0.5));
    const graph::Value hit =
        graph::logical_or(graph::logical_and(yes, truth),
                          graph::logical_and(graph::logical_not(yes), graph::logical_not(truth)));
    results.push_back(graph::sum(graph::cast(hit, Type::kReal)));
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
  double sums[3] = {0, 0, 0};
  program.run_steps({rows, kRows, 0}, [&](int64_t, int64_t count) {
    loss += program.scalar(0) * static_cast<double>(count);
    for (size_t i = 0; i < (state_->numbers ? 3u : 1u); ++i) sums[i] += program.scalar(i + 1);
    return true;
  });
  const auto count = static_cast<double>(rows.size());
  const double scored = count * static_cast<double>(state_->per_row);
  Evaluation result;
  result.loss = loss / count;
  if (!state_->numbers) {
    result.score = sums[0] / scored;
  } else {
    const double spread = sums[2] - sums[1] * sums[1] / scored;
    result.score = spread > 0 ? 1 - sums[0] / spread : std::nan("");
  }
  return result;
}

}  // namespace glia::train
