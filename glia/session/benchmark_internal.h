// How a benchmark is prepared and run; shared by the benchmark_*.cc.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "glia/nn/network.h"
#include "glia/session/benchmark.h"
#include "glia/train/dataset.h"

namespace glia::session {

// One timed run: what it measured, in the benchmark's unit.
using Run = std::function<double()>;

struct BenchmarkEntry {
  Benchmark benchmark;
  std::function<Run(int threads)> prepare;
};

inline constexpr char kPeak[] = "peak";
inline constexpr char kGigaflops[] = "GFLOP/s";
inline constexpr char kStep[] = "us/step";
inline constexpr char kCall[] = "us/call";
inline constexpr char kSample[] = "us/sample";

// In the order of the report; the peak comes first.
std::vector<BenchmarkEntry> product_benchmarks();
std::vector<BenchmarkEntry> training_benchmarks();
std::vector<BenchmarkEntry> prediction_benchmarks();
std::vector<BenchmarkEntry> scaling_benchmarks();

// A dense network and the random rows it learns from.
struct Work {
  std::vector<int64_t> widths = {784, 128, 10};
  int64_t batch = 32;
  int64_t rows = 60000;
  // Sigmoids and squared error; else relu and cross entropy.
  bool sigmoid = false;
  const char* optimizer = "adam";
  train::ImageInput image = {};  // 0 x 0: the rows are numbers

  int64_t features() const { return widths.front(); }
  int64_t outputs() const { return widths.back(); }
  std::string name() const;  // "784-128-10"
  nn::Sequential network() const;
  // Operations of the products for a row: forward, and with the gradients of the weights and of
  // what each layer but the first reads.
  double forward_flops() const;
  double training_flops() const;
};

// Rows that look like a grey image, half of it background, or like scaled columns.
train::Dataset random_rows(const Work& work);

}  // namespace glia::session
