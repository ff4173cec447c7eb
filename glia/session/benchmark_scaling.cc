// Families of trainings whose batch, width or depth doubles from one to the next: where the time
// for a sample leaves the straight line, there is a cliff.
#include <algorithm>
#include <memory>

#include "glia/base/clock.h"
#include "glia/base/format.h"
#include "glia/session/benchmark_internal.h"
#include "glia/train/fit.h"

namespace glia::session {
namespace {

// Microseconds for a sample, from the end of the first step of an epoch to the end of its last:
// nothing else is in it, so that few steps are enough.
Run run_steps(const Work& work, int threads) {
  return [work, dataset = std::make_shared<train::Dataset>(random_rows(work)), threads] {
    double first = 0, first_done = 0;
    double last = 0, last_done = 0;
    train::FitOptions options;
    options.optimizer.rate = 0.001;
    options.threads = threads;
    options.samples = false;
    options.loop.batch = work.batch;
    options.loop.epochs = 1;
    options.loop.progress_every = 0;
    options.loop.on_event = [&](const train::Event& event) {
      if (event.kind != train::Event::Kind::kProgress) return;
      last = event.seconds;
      last_done = event.done;
      if (first_done == 0) {
        first = last;
        first_done = last_done;
      }
    };
    train::fit(work.network(), *dataset, options);
    const double samples = (last_done - first_done) * static_cast<double>(work.rows);
    return (last - first) / samples * 1e6;
  };
}

BenchmarkEntry scaling(const char* family, int64_t size, std::vector<int64_t> widths,
                       int64_t batch) {
  const Work work{.widths = std::move(widths),
                  .batch = batch,
                  .rows = std::max<int64_t>(1024, 6 * batch),
                  .image = {28, 28}};
  return {
      {.name = fmt::format("{}-{}", family, size),
       .text = size > 8 && work.widths.size() > 8 ? fmt::format("784, {} times 128, 10", size)
                                                  : fmt::format("{}, batch {}", work.name(), batch),
       .unit = kSample,
       .flops = work.training_flops(),
       .family = family,
       .size = size},
      [work](int threads) { return run_steps(work, threads); }};
}

}  // namespace

std::vector<BenchmarkEntry> scaling_benchmarks() {
  std::vector<BenchmarkEntry> all;
  for (int64_t batch = 1; batch <= 4096; batch *= 2)
    all.push_back(scaling("scaling-batch", batch, {784, 128, 10}, batch));
  for (int64_t width = 16; width <= 4096; width *= 2)
    all.push_back(scaling("scaling-width", width, {784, width, 10}, 128));
  for (int64_t depth = 1; depth <= 64; depth *= 2) {
    std::vector<int64_t> widths(static_cast<size_t>(depth + 2), 128);
    widths.front() = 784;
    widths.back() = 10;
    all.push_back(scaling("scaling-depth", depth, widths, 128));
  }
  return all;
}

}  // namespace glia::session
