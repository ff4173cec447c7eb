// Checks, trains and saves with an op, a layer and a loss of one's own.
#include <cmath>
#include <cstdio>

#include "quantile_loss.h"
#include "snake.h"

using namespace glia;
using graph::Value;

namespace {

constexpr int64_t kRows = 200;

double random_number(int64_t row) { return std::fmod(row * 0.6180339887498949, 1.0); }

// y = x + sin(3 x) and noise that is not normal: a table, as a file would give it.
data::Table make_table() {
  std::string text = "x,y\n";
  for (int64_t row = 0; row < kRows; ++row) {
    const double x = 6.0 * row / kRows - 3;
    const double y = x + std::sin(3 * x) + random_number(row);
    text += std::to_string(x) + "," + std::to_string(y) + "\n";
  }
  return data::parse_csv(text, "a wave");
}

nn::Sequential network() {
  nn::LayerSpec waves;
  waves.kind = "snake_dense";
  waves.options = {{"units", int64_t{16}}, {"frequency", 2.0}};
  return nn::Sequential{waves, nn::Dense{1}};
}

// Every derivative of the three parts, against difference quotients.
bool derivatives_are_right() {
  graph::Graph graph;
  const Value prediction = nn::build(graph, network().arch(2))[0];
  const Value target = graph.input("target", prediction.shape());
  const Value loss = quantile_loss(prediction, target, 0.9);
  std::vector<Value> values = program::trainable_variables(graph);
  values.push_back(graph.find_input("x"));
  const auto rows =
      program::check_gradient(loss, values,
                              {{"x", Tensor::from({3, 2}, {0.5, -1, 2, 0.1, -0.7, 1.3})},
                               {"target", Tensor::from({3, 1}, {1, -2, 0.5})}});
  for (const program::GradientRow& row : rows) {
    std::printf("%-22s %12.8f %12.8f %12.8f  %s\n", row.name.c_str(), row.finite, row.forward,
                row.reverse, row.passed ? "ok" : "DIFFERS");
  }
  return program::passed(rows);
}

// The layer in train::fit, and in a model file.
double score_of_a_saved_model(const data::Table& table) {
  train::FitOptions options;
  options.optimizer = optim::Adam{0.01};
  options.loop.epochs = 300;
  const train::Model model =
      train::fit(network(), train::make_dataset(table, {.target = "y"}), options);
  formats::save_model("waves.glia", model);
  const train::Model loaded = formats::load_model("waves.glia");
  const bool same = train::Predictor(loaded).predict(table).values ==
                    train::Predictor(model).predict(table).values;
  if (!same) throw Error(ErrorKind::kFailed, "the loaded model predicts something else");
  return model.history.score.back();
}

// The loss in a loop of one's own. The share of targets below the prediction should be `q`.
double share_below(double q) {
  Tensor x({kRows, 1}, Type::kReal);
  Tensor y({kRows, 1}, Type::kReal);
  for (int64_t row = 0; row < kRows; ++row) {
    x.set(row, 6.0 * row / kRows - 3);
    y.set(row, x.at(row) + std::sin(3 * x.at(row)) + random_number(row));
  }
  graph::Graph graph;
  const Value prediction = nn::build(graph, network().arch(1))[0];
  const Value target = graph.input("target", prediction.shape());
  const Value loss = quantile_loss(prediction, target, q);
  const std::vector<Value> variables = program::trainable_variables(graph);
  const std::vector<Value> gradients = graph::grad(loss, variables);
  optim::add_updates(graph, variables, gradients, graph.constant(0.01), optim::Adam{});
  program::Program training(graph, {loss, prediction}, {.guard = loss});
  training.set(training.input("x"), x);
  training.set(training.input("target"), y);
  for (int64_t step = 0; step < 2000; ++step) {
    training.set_integer(training.input("step"), step);
    training.step();
  }
  const Tensor predicted = training.output(1);
  int64_t below = 0;
  for (int64_t row = 0; row < kRows; ++row) below += y.at(row) < predicted.at(row);
  return static_cast<double>(below) / kRows;
}

}  // namespace

int main() try {
  add_snake_layer();
  if (!derivatives_are_right()) return 1;
  const double score = score_of_a_saved_model(make_table());
  const double share = share_below(0.9);
  std::printf("r2 with squared error %.3f; share below the 0.9 quantile %.3f\n", score, share);
  return score > 0.9 && std::fabs(share - 0.9) < 0.03 ? 0 : 1;
} catch (const Error& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return static_cast<int>(error.kind());
}
