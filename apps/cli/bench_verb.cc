// `glia bench`: how fast the engine is on this machine, workload by workload.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/text_table.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"
#include "glia/base/thread_pool.h"
#include "glia/base/threads.h"
#include "glia/kernels/dispatch.h"
#include "glia/session/benchmark.h"

namespace glia::cli {
namespace {

constexpr char kHead[] = "{}, {} of each; medians, least to most, share of the peak\n\n";
constexpr char kSpread[] = "{:.4g} to {:.4g}";
constexpr char kValue[] = "{:.4g}";
constexpr char kShare[] = "{:.0f} %";
constexpr char kSmallShare[] = "{:.1g} %";
constexpr char kOverHalf[] = "{:.2f} of half";

constexpr Example kExamples[] = {
    {"glia bench", "everything, about a minute"},
    {"glia bench train", "only what begins with train"},
    {"glia bench peak --threads 1", "one of them, on one thread"},
    {"glia bench scaling-width", "a network from 16 to 4,096 units"},
    {"glia bench --json > here.json", "for scripts"},
};
constexpr Operand kOperands[] = {{"NAME", "what to measure, or how its name begins", false}};
constexpr Flag kFlags[] = {
    {"--threads", "N", "threads (default: all cores)"},
    {"--seconds", "X", "least time for each, 0 to 600 (default: 1)"},
    {"--runs", "N", "least runs of each, 1 to 1000 (default: 5)"},
    {"--json", "", "one JSON object on standard output"},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
};
constexpr char kNotes[] =
    "GFLOP/s: more is better. us/step, us/call, us/sample: microseconds.\n"
    "Training runs as `glia train` does it, on random rows of the named sizes.\n"
    "The share is that of the multiply-add peak; only products count as work.\n"
    "Only by name: scaling-batch, scaling-width, scaling-depth. There, the time for\n"
    "each multiply-add stands beside that of half the size; far above 1 is a cliff.";

nlohmann::ordered_json to_json(const session::Measurement& m) {
  nlohmann::ordered_json json = {
      {"name", m.benchmark.name}, {"unit", m.benchmark.unit}, {"threads", m.threads},
      {"median", m.median},       {"least", m.least},         {"most", m.most},
      {"runs", m.runs},           {"bound", m.bound},         {"share", m.share}};
  if (m.benchmark.flops > 0) json["flops"] = m.benchmark.flops;
  if (!m.benchmark.family.empty()) {
    json["family"] = m.benchmark.family;
    json["size"] = m.benchmark.size;
  }
  if (m.over_half > 0) json["over_half"] = m.over_half;
  return json;
}

std::string show_share(double share) {
  return share < 0.01 ? tr(kSmallShare, share * 100) : tr(kShare, share * 100);
}

std::vector<std::string> to_row(const session::Measurement& m) {
  return {m.benchmark.name,    tr(kValue, m.median),
          m.benchmark.unit,    tr(kSpread, m.least, m.most),
          show_share(m.share), m.over_half > 0 ? tr(kOverHalf, m.over_half) : m.benchmark.text};
}

int run_bench(const Arguments& arguments) {
  session::BenchmarkOptions options;
  options.threads = static_cast<int>(
      arguments.whole("--threads", 1, ThreadPool::kMaxThreads).value_or(hardware_threads()));
  options.seconds = arguments.number("--seconds", 0, 600).value_or(options.seconds);
  options.runs = static_cast<int>(arguments.whole("--runs", 1, 1000).value_or(options.runs));
  const bool json = arguments.has("--json");
  const auto chosen = session::find_benchmarks(
      arguments.has_operand("NAME") ? arguments.operand("NAME") : std::string());
  nlohmann::ordered_json results = nlohmann::ordered_json::array();
  using Align = TextTable::Align;
  TextTable table(
      {Align::kLeft, Align::kRight, Align::kLeft, Align::kLeft, Align::kRight, Align::kLeft});
  for (const session::Measurement& m : session::run_benchmarks(chosen, options)) {
    results.push_back(to_json(m));
    table.add(to_row(m));
  }
  if (json) {
    const nlohmann::ordered_json all = {{"version", GLIA_VERSION},
                                        {"instructions", kernels::target_name()},
                                        {"results", std::move(results)}};
    print_out(all.dump() + "\n");
    return kDone;
  }
  const std::string count = counted(options.threads, "thread");
  print_out(tr(kHead, kernels::target_name(), count) + table.text());
  return kDone;
}

}  // namespace

constinit const Command kBenchCommand = {
    .name = "bench",
    .summary = "how fast the engine is on this machine",
    .examples = kExamples,
    .operands = kOperands,
    .flags = kFlags,
    .run = run_bench,
    .notes = kNotes,
};

}  // namespace glia::cli
