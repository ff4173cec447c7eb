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

Measurement measure(const BenchmarkEntry& entry, const BenchmarkOptions& options) {
  const Run run = entry.prepare(options.threads);
  run();  // warm
  const auto least_runs = static_cast<size_t>(std::max(options.runs, 1));
  std::vector<double> values;
  const double start = monotonic_seconds();
  while (values.size() < least_runs || monotonic_seconds() - start < options.seconds)
    values.push_back(run());
  std::sort(values.begin(), values.end());
  return {.benchmark = entry.benchmark,
          .threads = options.threads,
          .median = values[values.size() / 2],
          .least = values.front(),
          .most = values.back(),
          .runs = static_cast<int>(values.size())};
}

void compare_with_peak(Measurement& m, double peak) {
  const bool rate = m.benchmark.unit == kGigaflops;
  m.bound = rate ? peak : m.benchmark.flops / peak * 1e-3;  // GFLOP/s to us
  m.share = rate ? m.median / m.bound : m.bound / m.median;
}

// By the operations, so that one rule serves a width, whose work grows with it, and a batch.
void compare_with_half(Measurement& m, const std::vector<Measurement>& before) {
  if (m.benchmark.family.empty() || before.empty()) return;
  const Measurement& half = before.back();
  if (half.benchmark.family != m.benchmark.family || half.benchmark.size * 2 != m.benchmark.size)
    return;
  m.over_half = m.median / m.benchmark.flops / (half.median / half.benchmark.flops);
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
                                        const BenchmarkOptions& options,
                                        const std::function<void(const Measurement&)>& done) {
  Measurement peak = measure(find_entry(kPeak), options);
  std::vector<Measurement> measured;
  for (const Benchmark& each : chosen) {
    Measurement m = each.name == kPeak ? peak : measure(find_entry(each.name), options);
    compare_with_peak(m, peak.median);
    compare_with_half(m, measured);
    if (done) done(m);
    measured.push_back(std::move(m));
  }
  return measured;
}

}  // namespace glia::session
