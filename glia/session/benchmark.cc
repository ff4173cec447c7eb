#include "glia/session/benchmark.h"

#include <algorithm>
#include <memory>
#include <numeric>

#include "glia/base/aligned_buffer.h"
#include "glia/base/clock.h"
#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/named.h"
#include "glia/base/random.h"
#include "glia/base/thread_pool.h"
#include "glia/kernels/gemm.h"
#include "glia/kernels/peak.h"
#include "glia/nn/network.h"
#include "glia/train/fit.h"

namespace glia::session {
namespace {

// One timed run: what it measured, in the benchmark's unit.
using Run = std::function<double()>;

struct Entry {
  std::string_view name;
  std::string_view text;
  std::string_view unit;
  Run (*prepare)(int threads);
};

// --- the machine and its products

Run peak(int threads) {
  return [pool = std::make_shared<ThreadPool>(threads)] {
    constexpr int64_t kRounds = 200'000;
    constexpr int64_t kPieces = 16;  // for each thread, in case one is late
    const int64_t pieces = kPieces * pool->threads();
    const double start = monotonic_seconds();
    pool->run(pieces, [](int64_t, int) { kernels::multiply_add_floats(kRounds); });
    const double seconds = monotonic_seconds() - start;
    const int64_t operations = kernels::multiply_add_floats(1) * kRounds * pieces;
    return static_cast<double>(operations) / seconds * 1e-9;
  };
}

// C [m, n] = A B. A lies in memory as [k, m] if a_turned, B as [n, k] if b_turned.
struct Product {
  int64_t m, n, k;
  bool a_turned = false;
  bool b_turned = false;
};

struct ProductState {
  Product p;
  ThreadPool pool;
  AlignedBuffer a, b, c, scratch;

  static AlignedBuffer matrix(int64_t rows, int64_t cols, int64_t period) {
    AlignedBuffer buffer(static_cast<size_t>(rows * cols) * sizeof(float));
    for (int64_t i = 0; i < rows * cols; ++i)
      buffer.as<float>()[i] = static_cast<float>(i % period) / 125 - 1;
    return buffer;
  }

  ProductState(const Product& product, int threads)
      : p(product),
        pool(threads),
        a(matrix(p.m, p.k, 251)),
        b(matrix(p.k, p.n, 241)),
        c(matrix(p.m, p.n, 2)),
        scratch(kernels::gemm_scratch_bytes<float>(p.m, p.n, p.k, threads)) {}

  void multiply() {
    const int64_t a_row = p.a_turned ? 1 : p.k;
    const int64_t a_col = p.a_turned ? p.m : 1;
    const int64_t b_row = p.b_turned ? 1 : p.n;
    const int64_t b_col = p.b_turned ? p.k : 1;
    kernels::gemm<float>({a.as<float>(), p.m, p.k, a_row, a_col},
                         {b.as<float>(), p.k, p.n, b_row, b_col}, {c.as<float>(), p.m, p.n, p.n, 1},
                         false, scratch.data(), pool);
  }
};

Run product(const Product& p, int threads) {
  return [state = std::make_shared<ProductState>(p, threads), p] {
    const double work =
        2.0 * static_cast<double>(p.m) * static_cast<double>(p.n) * static_cast<double>(p.k);
    const auto times = static_cast<int64_t>(1 + 4e8 / work);  // some milliseconds
    const double start = monotonic_seconds();
    for (int64_t i = 0; i < times; ++i) state->multiply();
    return work * static_cast<double>(times) / (monotonic_seconds() - start) * 1e-9;
  };
}

// --- training and prediction

struct Work {
  nn::Sequential network;
  int64_t features = 784;
  int64_t outputs = 10;
  int64_t rows = 60000;
  int64_t batch = 32;
  bool classes = true;  // else numbers, by squared error
  const char* optimizer = "adam";
};

data::TargetEncoding numbers(const std::vector<std::string>& names) {
  std::string targets;
  for (const std::string& name : names) {
    targets += fmt::format(R"({}{{"name": "{}", "centre": 0, "spread": 1}})",
                           targets.empty() ? "" : ", ", name);
  }
  return data::TargetEncoding::from_json(
      fmt::format(R"({{"kind": "numbers", "targets": [{}]}})", targets));
}

// Rows that look like a grey image, half of it background, or like scaled columns.
train::Dataset random_rows(const Work& work) {
  train::Dataset dataset;
  dataset.rows = work.rows;
  dataset.features = work.features;
  const auto cells = static_cast<uint64_t>(work.rows * work.features);
  const bool image = work.features == 784;
  if (image) dataset.images = train::ImageInput{28, 28};
  for (uint64_t i = 0; i < cells; ++i) {
    const uint32_t word = random_word(1, 1, 0, i);
    if (image)
      dataset.pixels.push_back(word >> 31 != 0 ? static_cast<uint8_t>(word) : uint8_t{0});
    else
      dataset.x.push_back(static_cast<float>(uniform01(word) * 2 - 1));
  }
  std::vector<std::string> labels;
  for (int64_t k = 0; k < work.outputs; ++k) labels.push_back(std::to_string(k));
  for (uint64_t i = 0; i < static_cast<uint64_t>(work.rows); ++i) {
    const uint32_t word = random_word(1, 2, 0, i);
    const auto chosen = static_cast<int32_t>(word % static_cast<uint32_t>(work.outputs));
    if (work.classes) dataset.classes.push_back(chosen);
    for (int32_t k = 0; !work.classes && k < work.outputs; ++k)
      dataset.y.push_back(work.outputs == 1 ? static_cast<float>(word >> 31)
                          : k == chosen     ? 1.0f
                                            : 0.0f);
  }
  dataset.target =
      work.classes ? data::TargetEncoding::of_classes("class", labels) : numbers(labels);
  dataset.split.train.resize(static_cast<size_t>(work.rows));
  std::iota(dataset.split.train.begin(), dataset.split.train.end(), 0);
  return dataset;
}

// The time from the end of the first epoch to the end of the last, in microseconds for each step.
// What the loop does between epochs (measuring 5,000 training rows at most) is in it.
Run training(const Work& work, int threads) {
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
    train::fit(work.network, *dataset, options);
    const int64_t steps = (work.rows + work.batch - 1) / work.batch * (kEpochs - 1);
    return (last - first) / static_cast<double>(steps) * 1e6;
  };
}

Run small_images(int64_t batch, int threads) {
  return training({.network = {nn::Dense{128}, nn::Relu{}, nn::Dense{10}}, .batch = batch},
                  threads);
}

Run deep_images(int threads) {
  return training(
      {.network = {nn::Dense{512}, nn::Relu{}, nn::Dense{512}, nn::Relu{}, nn::Dense{10}},
       .rows = 12800,
       .batch = 128},
      threads);
}

Run sample_by_sample(int64_t in, int64_t hidden, int64_t out, int threads) {
  return training({.network = {nn::Dense{hidden}, nn::Sigmoid{}, nn::Dense{out}, nn::Sigmoid{}},
                   .features = in,
                   .outputs = out,
                   .rows = in == 784 ? 4000 : 20000,
                   .batch = 1,
                   .classes = false,
                   .optimizer = "sgd"},
                  threads);
}

Run iris_sized(int threads) {
  return training({.network = {nn::Dense{16}, nn::Relu{}, nn::Dense{3}},
                   .features = 4,
                   .outputs = 3,
                   .rows = 16000,
                   .batch = 16,
                   .optimizer = "sgd"},
                  threads);
}

// Microseconds for a call with this many rows of 784 values.
Run inference(int64_t rows, int threads) {
  struct State {
    train::Dataset dataset;
    train::Model model;
    std::unique_ptr<train::Predictor> predictor;
  };
  const Work work = {.network = {nn::Dense{128}, nn::Relu{}, nn::Dense{10}}, .rows = rows};
  auto state = std::make_shared<State>();
  state->dataset = random_rows(work);
  train::FitOptions options;
  options.loop.epochs = 0;
  options.samples = false;
  state->model = train::fit(work.network, state->dataset, options);
  state->predictor =
      std::make_unique<train::Predictor>(state->model, std::make_shared<ThreadPool>(threads));
  return [state, calls = rows == 1 ? 2000 : 20] {
    const train::Source source = state->dataset.source();
    const double start = monotonic_seconds();
    for (int64_t i = 0; i < calls; ++i)
      state->predictor->predict(source, state->dataset.split.train);
    return (monotonic_seconds() - start) / static_cast<double>(calls) * 1e6;
  };
}

constexpr char kGigaflops[] = "GFLOP/s";
constexpr char kStep[] = "us/step";
constexpr char kCall[] = "us/call";

constexpr Entry kEntries[] = {
    {"peak", "float multiply-adds in registers", kGigaflops, peak},
    {"product-32x784x128", "forward, batch 32", kGigaflops,
     [](int threads) {
       return product({32, 128, 784}, threads);
     }},
    {"product-784x32x128", "weight gradient, batch 32", kGigaflops,
     [](int threads) {
       return product({784, 128, 32, true}, threads);
     }},
    {"product-128x784x128", "forward, batch 128", kGigaflops,
     [](int threads) {
       return product({128, 128, 784}, threads);
     }},
    {"product-784x128x128", "weight gradient, batch 128", kGigaflops,
     [](int threads) {
       return product({784, 128, 128, true}, threads);
     }},
    {"product-128x512x512", "forward, wide", kGigaflops,
     [](int threads) {
       return product({128, 512, 512}, threads);
     }},
    {"product-128x512x512-back", "input gradient, wide", kGigaflops,
     [](int threads) {
       return product({128, 512, 512, false, true}, threads);
     }},
    {"product-512x128x512", "weight gradient, wide", kGigaflops,
     [](int threads) {
       return product({512, 512, 128, true}, threads);
     }},
    {"train-784-128-10-batch-32", "Adam, images", kStep,
     [](int threads) { return small_images(32, threads); }},
    {"train-784-128-10-batch-128", "Adam, images", kStep,
     [](int threads) { return small_images(128, threads); }},
    {"train-784-512-512-10-batch-128", "Adam, images", kStep, deep_images},
    {"train-784-30-10-batch-1", "SGD, sigmoid, squared error", kStep,
     [](int threads) { return sample_by_sample(784, 30, 10, threads); }},
    {"train-2-4-1-batch-1", "SGD, sigmoid, squared error", kStep,
     [](int threads) { return sample_by_sample(2, 4, 1, threads); }},
    {"train-1-5-1-batch-1", "SGD, sigmoid, squared error", kStep,
     [](int threads) { return sample_by_sample(1, 5, 1, threads); }},
    {"train-4-16-3-batch-16", "SGD, cross entropy", kStep, iris_sized},
    {"predict-784-128-10-rows-1", "images", kCall,
     [](int threads) { return inference(1, threads); }},
    {"predict-784-128-10-rows-1000", "images", kCall,
     [](int threads) { return inference(1000, threads); }},
};

}  // namespace

std::span<const Benchmark> benchmarks() {
  static const std::vector<Benchmark> all = [] {
    std::vector<Benchmark> list;
    for (const Entry& entry : kEntries) list.push_back({entry.name, entry.text, entry.unit});
    return list;
  }();
  return all;
}

Measurement run_benchmark(std::string_view name, int threads, double seconds) {
  const Entry& entry = find_named("benchmark", name, std::span<const Entry>(kEntries));
  const Run run = entry.prepare(threads);
  run();  // warm
  constexpr size_t kLeastRuns = 5;
  std::vector<double> values;
  const double start = monotonic_seconds();
  while (values.size() < kLeastRuns || monotonic_seconds() - start < seconds)
    values.push_back(run());
  std::sort(values.begin(), values.end());
  return {.benchmark = {entry.name, entry.text, entry.unit},
          .threads = threads,
          .median = values[values.size() / 2],
          .least = values.front(),
          .most = values.back(),
          .runs = static_cast<int>(values.size())};
}

}  // namespace glia::session
