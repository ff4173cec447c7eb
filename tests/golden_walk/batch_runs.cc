// Training runs over all rows at once, through the library's own supervised step.
#include <numeric>

#include "glia/nn/network.h"
#include "glia/train/evaluate.h"
#include "glia/train/step.h"
#include "tests/golden_walk/cases.h"
#include "tests/golden_walk/sheet.h"

namespace glia::golden {
namespace {

// A network in double, trained by plain gradient descent with every row in each step.
class BatchRun {
 public:
  BatchRun(const nn::Sequential& network, const std::string& loss, Tensor x, Tensor y,
           double rate_factor = 1)
      : arch_(network.arch(x.count() / x.shape()[0].size())),
        x_(std::move(x)),
        y_(std::move(y)),
        pool_(std::make_shared<ThreadPool>(1)),
        step_(arch_, options(loss, rate_factor)),
        evaluator_(arch_, loss::parse_loss(loss), step_.variables(), pool_),
        rows_(static_cast<size_t>(x_.shape()[0].size())) {
    std::iota(rows_.begin(), rows_.end(), 0);
    step_.bind(source());
    evaluator_.bind(source());
  }

  void set(const std::string& name, const Tensor& value) {
    step_.variables()->set(step_.variables()->find(name), value);
  }
  Json get(const std::string& name) const {
    return json_of(step_.variables()->get(step_.variables()->find(name)));
  }

  // The loss after 0, 1, .. `steps` updates, by number.
  Json run(int64_t steps, double rate) {
    Json losses;
    for (int64_t done = 0; done < steps; ++done) {
      train::Pass pass;
      pass.rows = rows_;
      pass.batch = static_cast<int64_t>(rows_.size());
      pass.first_step = done;
      pass.rate = [rate](int64_t) { return rate; };
      pass.after = [&](int64_t step, int64_t, double loss) {
        losses[std::to_string(step)] = loss;
        return true;
      };
      step_.run(pass);
    }
    losses[std::to_string(steps)] = loss();
    return losses;
  }

  double loss() { return evaluator_.run(rows_).loss; }

  Tensor outputs() const {
    graph::Graph graph;
    const Value output = nn::build(graph, arch_).at(0);
    program::Options options;
    options.mode = program::Mode::kPredict;
    options.variables = step_.variables();
    program::Program program(graph, {output}, options);
    return program.run(x_)[0];
  }

 private:
  static train::SupervisedOptions options(const std::string& loss, double rate_factor) {
    train::SupervisedOptions options;
    options.loss = loss;
    options.optimizer = optim::Sgd{};
    options.optimizer.overrides = {{.pattern = "", .rate_factor = rate_factor}};
    options.real = Real::kDouble;
    return options;
  }
  train::Source source() const {
    const auto rows = x_.shape()[0].size();
    const auto named = [&](const char* name, const Tensor& tensor) {
      return train::NamedRows{
          name, {.data = tensor.data(), .type = program::RowSource::Type::kDouble, .rows = rows}};
    };
    return {rows, {named("x", x_), named("y", y_)}};
  }

  nn::ArchSpec arch_;
  Tensor x_, y_;
  std::shared_ptr<ThreadPool> pool_;
  train::SupervisedStep step_;
  train::Evaluator evaluator_;
  std::vector<int64_t> rows_;
};

constexpr const char* kCrossEntropy = "sigmoid_cross_entropy";  // of logits, mean over rows

Tensor column(const Json& numbers) {
  Sheet s;
  const Value x = s.given(numbers);
  return s.run({reshape(x, {x.shape()[0], 1})})[0];
}

Json logistic_regression(const Json& in) {
  BatchRun run(nn::Sequential{nn::Dense{1}}, kCrossEntropy, column(in["x"]), column(in["y"]));
  run.set("dense1.weight", tensor_of(Json::array({Json::array({in["w0"]})})));
  run.set("dense1.bias", tensor_of(Json::array({in["b0"]})));
  run.run(in["iterations"], in["eta"]);
  const Json w = run.get("dense1.weight")[0][0];
  const Json b = run.get("dense1.bias")[0];
  Sheet s;
  return {{"w", w}, {"b", b}, {"ce", run.loss()}, {"boundary", s.show(-s.given(b) / s.given(w))}};
}

// "2-H-1 ...", W1[i][j] = sin(2i+j+1) of hidden unit i and input j, W2[i] = cos(i+1).
Json learn_xor(const Json& in) {
  const auto hidden = static_cast<int64_t>(numbers_in(in["net"])[1]);
  BatchRun run(nn::Sequential{nn::Dense{hidden}, nn::Tanh{}, nn::Dense{1}}, kCrossEntropy,
               tensor_of(Json::parse("[[0,0],[0,1],[1,0],[1,1]]")), column({0, 1, 1, 0}));
  Sheet s;
  const Value w1 = reshape(sin(s.count_to(2 * hidden) + 1.0), {hidden, 2});
  const std::vector<Tensor> start =
      s.run({transpose(w1), reshape(cos(s.count_to(hidden) + 1.0), {hidden, 1})});
  run.set("dense1.weight", start[0]);
  run.set("dense2.weight", start[1]);
  run.set("dense1.bias", s.run({broadcast_to(s.given(in["b1"]), {hidden})})[0]);
  run.set("dense2.bias", tensor_of(Json::array({in["b2"]})));
  const Json losses = run.run(in["iterations"], in["eta"]);
  const Value logits = s.given(run.outputs());
  const Value w2 = s.given(run.get("dense2.weight"));
  return {{"ce_at_iteration", losses},
          {"pred", s.show(sum(sigmoid(logits), {1}))},
          {"W2", s.show(sum(w2, {1}))}};
}

// "41 points -2..2", y = "2 sin x". The loss is half the squared error: half the rate with the
// whole one.
Json fit_sine(const Json& in) {
  const std::vector<double> range = numbers_in(in["x"]);
  const auto points = static_cast<int64_t>(range[0]);
  Sheet s;
  const Value x = s.even_steps(points, range[1], range[2]);
  const Value y = sin(x) * numbers_in(in["y"])[0];
  const Shape shape{points, 1};
  const std::vector<Tensor> data = s.run({reshape(x, shape), reshape(y, shape)});
  const auto hidden = static_cast<int64_t>(in["w1"].size());
  constexpr double kHalf = 0.5;
  BatchRun run(nn::Sequential{nn::Dense{hidden}, nn::Sigmoid{}, nn::Dense{1}}, "squared_error",
               data[0], data[1], kHalf);
  run.set("dense1.weight", tensor_of(Json::array({in["w1"]})));
  run.set("dense1.bias", tensor_of(in["b1"]));
  run.set("dense2.weight", column(in["w2"]));
  run.set("dense2.bias", tensor_of(Json::array({in["b2"]})));
  const Json losses = run.run(in["epochs"], in["eta"]);
  return {{"mse_at_epoch", losses},
          {"mse", run.loss()},
          {"w1", run.get("dense1.weight")[0]},
          {"b1", run.get("dense1.bias")},
          {"w2", s.show(sum(s.given(run.get("dense2.weight")), {1}))},
          {"b2", run.get("dense2.bias")[0]}};
}

constexpr Answer kBatchCases[] = {
    {"000-xor-run-h4", learn_xor},
    {"000-xor-run-h3-stuck", learn_xor},
    {"001-logreg-run-1000", logistic_regression},
    {"002-sin-mlp-1000", fit_sine},
};

}  // namespace

std::span<const Answer> batch_cases() { return kBatchCases; }

}  // namespace glia::golden
