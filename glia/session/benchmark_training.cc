// Whole trainings, and predictions with what they made.
#include <memory>

#include "glia/base/clock.h"
#include "glia/base/format.h"
#include "glia/base/thread_pool.h"
#include "glia/session/benchmark_internal.h"
#include "glia/train/fit.h"

namespace glia::session {
namespace {

constexpr char kSigmoids[] = "SGD, sigmoid, squared error";
constexpr train::ImageInput kGrey{28, 28};

// The time from the end of the first epoch to the end of the last, in microseconds for each step.
// What the loop does between epochs (measuring 5,000 training rows at most) is in it.
Run run_training(const Work& work, int threads) {
  return [work, dataset = std::make_shared<train::Dataset>(random_rows(work)), threads] {
    constexpr int64_t kEpochs = 3;
    double first = 0;
    double last = 0;
    train::FitOptions options;
    options.optimizer.name = work.optimizer;
    options.optimizer.rate = 0.001;
    options.threads = threads;
    options.samples = false;
    options.loop.batch = work.batch;
    options.loop.epochs = kEpochs;
    options.loop.on_event = [&](const train::Event& event) {
      if (event.kind != train::Event::Kind::kEpoch) return;
      last = event.seconds;
      if (event.epoch == 1) first = last;
    };
    train::fit(work.network(), *dataset, options);
    const int64_t steps = (work.rows + work.batch - 1) / work.batch * (kEpochs - 1);
    return (last - first) / static_cast<double>(steps) * 1e6;
  };
}

BenchmarkEntry training(const char* text, const Work& work, const char* suffix = "") {
  return {{.name = fmt::format("train-{}-batch-{}{}", work.name(), work.batch, suffix),
           .text = text,
           .unit = kStep,
           .flops = work.training_flops() * static_cast<double>(work.batch)},
          [work](int threads) { return run_training(work, threads); }};
}

BenchmarkEntry online(std::vector<int64_t> widths, int64_t rows, train::ImageInput image = {}) {
  return training(kSigmoids, {.widths = std::move(widths),
                              .batch = 1,
                              .rows = rows,
                              .sigmoid = true,
                              .optimizer = "sgd",
                              .image = image});
}

Run run_prediction(const Work& work, int threads) {
  struct State {
    train::Dataset dataset;
    train::Model model;
    std::unique_ptr<train::Predictor> predictor;
  };
  auto state = std::make_shared<State>();
  state->dataset = random_rows(work);
  train::FitOptions options;
  options.loop.epochs = 0;
  options.samples = false;
  state->model = train::fit(work.network(), state->dataset, options);
  state->predictor =
      std::make_unique<train::Predictor>(state->model, std::make_shared<ThreadPool>(threads));
  return [state, calls = work.rows == 1 ? 2000 : 20] {
    const train::Source source = state->dataset.source();
    const double start = monotonic_seconds();
    for (int64_t i = 0; i < calls; ++i)
      state->predictor->predict(source, state->dataset.split.train);
    return (monotonic_seconds() - start) / static_cast<double>(calls) * 1e6;
  };
}

BenchmarkEntry prediction(int64_t rows) {
  const Work work{.rows = rows, .image = kGrey};
  return {{.name = fmt::format("predict-{}-rows-{}", work.name(), rows),
           .text = "images",
           .unit = kCall,
           .flops = work.forward_flops() * static_cast<double>(rows)},
          [work](int threads) { return run_prediction(work, threads); }};
}

}  // namespace

std::vector<BenchmarkEntry> training_benchmarks() {
  return {
      training("Adam, images", {.image = kGrey}),
      training("Adam, images", {.batch = 128, .image = kGrey}),
      // No size is a multiple of a vector, a tile or the batch of its neighbour above.
      training("Adam, images", {.widths = {783, 129, 11}, .batch = 33, .image = {27, 29}}),
      training("Adam, images", {.widths = {784, 512, 512, 10}, .batch = 128, .image = kGrey}),
      online({784, 30, 10}, 4000, kGrey),
      online({2, 4, 1}, 20000),
      online({3, 5, 1}, 20000),
      online({1, 5, 1}, 20000),
      training("SGD, cross entropy",
               {.widths = {4, 16, 3}, .batch = 16, .rows = 16000, .optimizer = "sgd"}),
      training(
          kSigmoids,
          {.widths = {4, 16, 3}, .batch = 16, .rows = 16000, .sigmoid = true, .optimizer = "sgd"},
          "-sigmoid"),
  };
}

std::vector<BenchmarkEntry> prediction_benchmarks() { return {prediction(1), prediction(1000)}; }

}  // namespace glia::session
