// The figures of this machine: the peak, the products of training steps, whole trainings and
// predictions. Trainings run through train::fit, as `glia train` does.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace glia::session {

struct Benchmark {
  std::string_view name;  // "train-784-128-10-batch-32"
  std::string_view text;  // what is measured
  std::string_view unit;  // "us/step", "GFLOP/s"
};

struct Measurement {
  Benchmark benchmark;
  int threads = 1;
  double median = 0;
  double least = 0;
  double most = 0;
  int runs = 0;
};

// All there are, in the order of the report.
std::span<const Benchmark> benchmarks();

// At least five runs, more while they take less than `seconds` together.
// Errors: kUsage for an unknown name.
Measurement run_benchmark(std::string_view name, int threads, double seconds = 1);

}  // namespace glia::session
