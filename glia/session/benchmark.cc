#include "glia/session/benchmark.h"

#include <algorithm>

#include "glia/base/clock.h"
#include "glia/base/named.h"
#include "glia/session/benchmark_internal.h"

namespace glia::session {
namespace {

const std::vector<BenchmarkEntry>& entries() {
  static const std::vector<BenchmarkEntry> all = [] {
    std::vector<BenchmarkEntry> list;
    for (const auto& part : {product_benchmarks(), training_benchmarks(), prediction_benchmarks(),
                             scaling_benchmarks()})
      list.insert(list.end(), part.begin(), part.end());
    return list;
  }();
  return all;
}

const BenchmarkEntry& find_entry(std::string_view name) {
  const Benchmark& found = find_named("benchmark", name, benchmarks());
  return entries()[static_cast<size_t>(&found - benchmarks().data())];
}

double median_of(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// A benchmark made ready, kept while the next one of its family is measured beside it.
struct Ready {
  Benchmark benchmark;
  Run run;

  bool is_half_of(const Benchmark& other) const {
    return !other.family.empty() && benchmark.family == other.family &&
           benchmark.size * 2 == other.size;
  }
};

// With `half`, each run is followed by one of half the size: the speed of a machine wanders, and
// the ratio of two neighbouring runs hardly knows. It is of the time for each operation, so that
// one rule serves a width, whose work grows with it, and a batch.
Measurement measure(const Ready& ready, const Ready* half, const BenchmarkOptions& options) {
  ready.run();  // warm
  const auto least_runs = static_cast<size_t>(std::max(options.runs, 1));
  std::vector<double> values;
  std::vector<double> ratios;
  const double start = monotonic_seconds();
  while (values.size() < least_runs || monotonic_seconds() - start < options.seconds) {
    values.push_back(ready.run());
    if (half == nullptr) continue;
    ratios.push_back(values.back() / ready.benchmark.flops / (half->run() / half->benchmark.flops));
  }
  const double median = median_of(values);
  return {.benchmark = ready.benchmark,
          .threads = options.threads,
          .median = median,
          .least = values.front(),
          .most = values.back(),
          .runs = static_cast<int>(values.size()),
          .over_half = half != nullptr ? median_of(ratios) : 0};
}

Ready make_ready(std::string_view name, const BenchmarkOptions& options) {
  const BenchmarkEntry& entry = find_entry(name);
  return {entry.benchmark, entry.prepare(options.threads)};
}

// What the machine was in its best moment is what the others could have had.
double best_peak(const BenchmarkOptions& options) {
  constexpr int kRuns = 20;
  return measure(make_ready(kPeak, options), nullptr,
                 {.threads = options.threads, .seconds = 0, .runs = kRuns})
      .most;
}

void compare_with_peak(Measurement& m, double peak) {
  const bool rate = m.benchmark.unit == kGigaflops;
  m.bound = rate ? peak : m.benchmark.flops / peak * 1e-3;  // GFLOP/s to us
  m.share = rate ? m.median / m.bound : m.bound / m.median;
}

}  // namespace

std::span<const Benchmark> benchmarks() {
  static const std::vector<Benchmark> all = [] {
    std::vector<Benchmark> list;
    for (const BenchmarkEntry& entry : entries()) list.push_back(entry.benchmark);
    return list;
  }();
  return all;
}

std::vector<Benchmark> find_benchmarks(std::string_view name) {
  std::vector<Benchmark> found;
  for (const Benchmark& each : benchmarks()) {
    if (each.name == name) return {each};
    const bool chosen = name.empty() ? each.family.empty() : each.name.starts_with(name);
    if (chosen) found.push_back(each);
  }
  if (found.empty()) {
    std::vector<std::string> known;
    for (const Benchmark& each : benchmarks()) {
      const std::string& shown = each.family.empty() ? each.name : each.family;
      if (known.empty() || known.back() != shown) known.push_back(shown);
    }
    fail_unknown("benchmark", name, known);
  }
  return found;
}

std::vector<Measurement> run_benchmarks(std::span<const Benchmark> chosen,
                                        const BenchmarkOptions& options) {
  double peak = best_peak(options);
  std::vector<Measurement> measured;
  Ready before;
  for (const Benchmark& each : chosen) {
    Ready ready = make_ready(each.name, options);
    measured.push_back(measure(ready, before.is_half_of(each) ? &before : nullptr, options));
    if (each.name == kPeak) peak = std::max(peak, measured.back().most);
    before = std::move(ready);
  }
  peak = std::max(peak, best_peak(options));
  for (Measurement& m : measured) compare_with_peak(m, peak);
  return measured;
}

}  // namespace glia::session
