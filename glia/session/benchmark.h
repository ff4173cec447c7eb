// The figures of this machine: the peak, the products of training steps, whole trainings and
// predictions, and how the time of a sample scales. Trainings run through train::fit, as
// `glia train` does.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace glia::session {

struct Benchmark {
  std::string name;  // "train-784-128-10-batch-32"
  std::string text;  // what is measured
  std::string unit;  // "us/step", "us/call", "us/sample"; or "GFLOP/s", where more is better
  // Operations of the matrix products in one step, call or sample, a multiply-add as two; 0 where
  // the unit is a rate.
  double flops = 0;
  // A family ("scaling-width") is one network at sizes that double from one to the next. It is
  // measured only when its name is asked for.
  std::string family = {};
  int64_t size = 0;
};

struct BenchmarkOptions {
  int threads = 1;
  double seconds = 1;  // least time for each benchmark
  int runs = 5;        // least runs of each, at least 1
};

struct Measurement {
  Benchmark benchmark;
  int threads = 1;
  // Of the runs, in the benchmark's unit.
  double median = 0;
  double least = 0;
  double most = 0;
  int runs = 0;
  // What the best peak measured with these threads would allow, in the same unit.
  double bound = 0;
  double share = 0;  // of the peak that was reached
  // Families, where half the size was chosen just before: time for each operation over that at half
  // the size, the median of runs by turns. Else 0.
  double over_half = 0;
};

// All there are, in the order of the report.
std::span<const Benchmark> benchmarks();

// Those whose name is `name`, else those whose name begins with it; without a name, all that belong
// to no family. Errors: kUsage when there is none.
std::vector<Benchmark> find_benchmarks(std::string_view name);

// In this order; the peak is measured before and after.
// Errors: kUsage for a name that `benchmarks` does not have.
std::vector<Measurement> run_benchmarks(std::span<const Benchmark> chosen,
                                        const BenchmarkOptions& options);

}  // namespace glia::session
