// `glia bench`: how fast the engine is on this machine, workload by workload.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/output.h"
#include "apps/cli/text_table.h"
#include "glia/base/format.h"
#include "glia/base/thread_pool.h"
#include "glia/base/threads.h"
#include "glia/kernels/dispatch.h"
#include "glia/session/benchmark.h"

namespace glia::cli {
namespace {

constexpr char kHead[] = "{}, {} of each; medians, least to most\n\n";
constexpr char kSpread[] = "{:.4g} to {:.4g}";
constexpr char kValue[] = "{:.4g}";

constexpr Example kExamples[] = {
    {"glia bench", "everything, about a minute"},
    {"glia bench train", "only what begins with train"},
    {"glia bench peak --threads 1", "one of them, on one thread"},
    {"glia bench --json > here.json", "for scripts"},
};
constexpr Operand kOperands[] = {{"NAME", "what to measure, or how its name begins", false}};
constexpr Flag kFlags[] = {
    {"--threads", "N", "threads (default: all cores)"},
    {"--seconds", "X", "least time for each, 0 to 600 (default: 1)"},
    {"--json", "", "one JSON object on standard output"},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
};
constexpr Planned kPlanned[] = {{"--lang", ""}};
constexpr char kNotes[] =
    "GFLOP/s: more is better. us/step and us/call: microseconds, less is better.\n"
    "Training runs as `glia train` does it, on random rows of the named sizes.";

std::vector<session::Benchmark> chosen(const Arguments& arguments) {
  const auto all = session::benchmarks();
  if (!arguments.has_operand("NAME")) return {all.begin(), all.end()};
  const std::string& name = arguments.operand("NAME");
  std::vector<session::Benchmark> found;
  std::copy_if(all.begin(), all.end(), std::back_inserter(found),
               [&](const session::Benchmark& each) { return each.name.rfind(name, 0) == 0; });
  if (found.empty()) session::run_benchmark(name, 1);  // names the nearest
  return found;
}

nlohmann::ordered_json to_json(const session::Measurement& m) {
  return {{"name", m.benchmark.name},
          {"unit", m.benchmark.unit},
          {"threads", m.threads},
          {"median", m.median},
          {"least", m.least},
          {"most", m.most},
          {"runs", m.runs}};
}

int run_bench(const Arguments& arguments) {
  const auto threads = static_cast<int>(
      arguments.whole("--threads", 1, ThreadPool::kMaxThreads).value_or(hardware_threads()));
  const double seconds = arguments.number("--seconds", 0, 600).value_or(1);
  const bool json = arguments.has("--json");
  nlohmann::ordered_json results = nlohmann::ordered_json::array();
  using Align = TextTable::Align;
  TextTable table({Align::kLeft, Align::kRight, Align::kLeft, Align::kLeft, Align::kLeft});
  for (const session::Benchmark& benchmark : chosen(arguments)) {
    const session::Measurement m = session::run_benchmark(benchmark.name, threads, seconds);
    results.push_back(to_json(m));
    table.add({std::string(benchmark.name), fmt::format(kValue, m.median),
               std::string(benchmark.unit), fmt::format(kSpread, m.least, m.most),
               std::string(benchmark.text)});
  }
  if (json) {
    const nlohmann::ordered_json all = {{"version", GLIA_VERSION},
                                        {"instructions", kernels::target_name()},
                                        {"results", std::move(results)}};
    print_out(all.dump() + "\n");
    return kDone;
  }
  const std::string count = threads == 1 ? "1 thread" : fmt::format("{} threads", threads);
  print_out(fmt::format(kHead, kernels::target_name(), count) + table.text());
  return kDone;
}

}  // namespace

constinit const Command kBenchCommand = {
    .name = "bench",
    .summary = "how fast the engine is on this machine",
    .examples = kExamples,
    .operands = kOperands,
    .flags = kFlags,
    .planned = kPlanned,
    .run = run_bench,
    .notes = kNotes,
};

}  // namespace glia::cli
