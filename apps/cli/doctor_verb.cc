// `glia doctor`: what this machine and this build give, and what makes them slow.
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/json.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/text_table.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"
#include "glia/base/threads.h"
#include "glia/data/json_object_internal.h"
#include "glia/kernels/dispatch.h"

namespace glia::cli {
namespace {

constexpr char kVersion[] = "version";
constexpr char kInstructions[] = "instructions";
constexpr char kCores[] = "cores";
constexpr char kProcessor[] = "processor";
constexpr char kCompiler[] = "compiler";
constexpr char kBuild[] = "build";
constexpr char kTargets[] = "{} (of {})";
constexpr char kCoresOf[] = "{} for this process, {} in the machine";
constexpr char kRelease[] = "optimised";
constexpr char kDebug[] = "debug";
constexpr char kSanitized[] = ", with sanitizers";

constexpr char kSlowDebug[] =
    "a debug build, many times slower; configure with -DCMAKE_BUILD_TYPE=Release";
constexpr char kSlowSanitized[] = "built with sanitizers, which make it several times slower";
constexpr char kSlowTarget[] =
    "the environment variable GLIA_TARGET chooses '{}', this processor can do '{}'";
constexpr char kSlowScalar[] = "no vector instructions that glia knows; products will be slow";
constexpr char kFewCores[] = "only {} of {} cores may be used by this process (affinity)";
constexpr char kQuota[] =
    "a container limits this process to the time of {:.3g} cores, below its {}";
constexpr char kSlow[] = "slow: {}\n";
constexpr char kAllWell[] = "nothing makes it slower than it need be\n";

constexpr Example kExamples[] = {{"glia doctor", "instructions, cores, build, and what is slow"}};
constexpr Flag kFlags[] = {
    {"--json", "", "one JSON object on standard output"},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
};

#if defined(__OPTIMIZE__) && defined(NDEBUG)
constexpr bool kIsDebug = false;
#else
constexpr bool kIsDebug = true;
#endif

#if defined(__has_feature)
#define GLIA_HAS_FEATURE(name) __has_feature(name)
#else
#define GLIA_HAS_FEATURE(name) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || \
    GLIA_HAS_FEATURE(address_sanitizer) || GLIA_HAS_FEATURE(thread_sanitizer)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif

#if defined(__clang__)
constexpr char kCompilerName[] = "clang " __clang_version__;
#else
constexpr char kCompilerName[] = "g++ " __VERSION__;
#endif

// The first "model name : ..." of /proc/cpuinfo; empty where there is none.
std::string processor_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const size_t colon = line.find(": ");
    if (line.rfind("model name", 0) == 0 && colon != std::string::npos)
      return line.substr(colon + 2);
  }
  return {};
}

// Cores' worth of time that cgroup v2 allows; 0 for no limit.
double quota() {
  std::ifstream file("/sys/fs/cgroup/cpu.max");
  double most = 0;
  double period = 0;
  return file >> most >> period && period > 0 ? most / period : 0;
}

int cores_present() { return static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN)); }

std::vector<Message> slow_things() {
  std::vector<Message> things;
  const int usable = hardware_threads();
  const std::string_view used = kernels::target_name();
  const std::string_view best = kernels::supported_targets().front();
  if (kIsDebug) things.push_back(say(kSlowDebug));
  if (kIsSanitized) things.push_back(say(kSlowSanitized));
  if (used != best && std::getenv("GLIA_TARGET") != nullptr)
    things.push_back(say(kSlowTarget, used, best));
  else if (used == "scalar")
    things.push_back(say(kSlowScalar));
  if (cores_present() > usable) things.push_back(say(kFewCores, usable, cores_present()));
  const double allowed = quota();
  if (allowed > 0 && allowed < usable) things.push_back(say(kQuota, allowed, usable));
  return things;
}

std::string doctor_text(const std::vector<Message>& slow) {
  TextTable table({TextTable::Align::kLeft, TextTable::Align::kLeft});
  table.add({tr(kVersion), GLIA_VERSION});
  table.add({tr(kInstructions),
             tr(kTargets, kernels::target_name(), fmt::join(kernels::supported_targets(), ", "))});
  table.add({tr(kCores), tr(kCoresOf, hardware_threads(), cores_present())});
  const std::string processor = processor_name();
  if (!processor.empty()) table.add({tr(kProcessor), processor});
  table.add({tr(kCompiler), kCompilerName});
  table.add({tr(kBuild), std::string(word(kIsDebug ? kDebug : kRelease)) +
                             std::string(kIsSanitized ? word(kSanitized) : "")});
  std::string text = table.text(0) + "\n";
  if (slow.empty()) text += tr(kAllWell);
  for (const Message& thing : slow) text += tr(kSlow, thing);
  return text;
}

std::string doctor_json(const std::vector<Message>& slow) {
  Json targets = Json::array();
  for (const std::string_view each : kernels::supported_targets())
    targets.push_back(std::string(each));
  Json texts = Json::array();
  for (const Message& thing : slow) texts.push_back(thing.text());
  const Json json = data::json_object({{"version", GLIA_VERSION},
                                       {"instructions", std::string(kernels::target_name())},
                                       {"instructions_known", std::move(targets)},
                                       {"cores", hardware_threads()},
                                       {"cores_present", cores_present()},
                                       {"processor", processor_name()},
                                       {"compiler", kCompilerName},
                                       {"optimised", !kIsDebug},
                                       {"sanitizers", kIsSanitized},
                                       {"slow", std::move(texts)}});
  return json_text(json) + "\n";
}

int run_doctor(const Arguments& arguments) {
  const std::vector<Message> slow = slow_things();
  print_out(arguments.has("--json") ? doctor_json(slow) : doctor_text(slow));
  return kDone;
}

}  // namespace

constinit const Command kDoctorCommand = {
    .name = "doctor",
    .summary = "instructions, cores, build, and what is slow here",
    .examples = kExamples,
    .flags = kFlags,
    .run = run_doctor,
};

}  // namespace glia::cli
