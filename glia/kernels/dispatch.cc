// The run-time side of Highway, which else lives in its shared library: two functions over the
// compiler's CPU detection. Both are hidden, so that a program may use glia and libhwy together.
//
// No instruction set newer than AVX-512 F/BW/DQ/VL is looked for: Highway compiles none by default.
#include "glia/kernels/dispatch.h"

#include <cstdlib>
#include <string>

#include "glia/base/error.h"
#include "hwy/highway.h"

namespace glia::kernels {
namespace {

struct Target {
  std::string_view name;
  int64_t bit;
};

// Best first. Only what this program contains and the platform could run.
constexpr Target kTargets[] = {
    {"avx3", HWY_AVX3}, {"avx2", HWY_AVX2},     {"sse4", HWY_SSE4},     {"ssse3", HWY_SSSE3},
    {"sve2", HWY_SVE2}, {"sve", HWY_SVE},       {"neon", HWY_NEON},     {"wasm", HWY_WASM},
    {"rvv", HWY_RVV},   {"scalar", HWY_EMU128}, {"scalar", HWY_SCALAR},
};

constexpr int64_t kCompiled = HWY_TARGETS;

#if HWY_ARCH_X86
int64_t cpu_targets() {
  __builtin_cpu_init();
  int64_t bits = HWY_SCALAR | HWY_EMU128;
  if (!__builtin_cpu_supports("ssse3")) return bits;
  bits |= HWY_SSSE3;
  if (!__builtin_cpu_supports("sse4.2") || !__builtin_cpu_supports("aes") ||
      !__builtin_cpu_supports("pclmul")) {
    return bits;
  }
  bits |= HWY_SSE4;
  // Highway also uses F16C here; clang 14 can't ask for it, and no CPU has AVX2 without it.
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") ||
      !__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2")) {
    return bits;
  }
  bits |= HWY_AVX2;
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512cd")) {
    bits |= HWY_AVX3;
  }
  return bits;
}
#else
// Elsewhere the compiler's baseline is what runs.
int64_t cpu_targets() { return HWY_STATIC_TARGET; }
#endif

int64_t available_targets() { return cpu_targets() & kCompiled; }

// Zero when this program or this CPU has no such set.
int64_t bits_of(std::string_view wanted) {
  int64_t bits = 0;
  for (const Target& target : kTargets) {
    if (target.name == wanted) bits |= target.bit;
  }
  return bits & available_targets();
}

std::string names_of_available() {
  std::string names;
  for (const std::string_view name : supported_targets()) {
    if (!names.empty()) names += ", ";
    names += name;
  }
  return names;
}

int64_t targets_at_start() {
  const char* variable = std::getenv("GLIA_TARGET");
  const std::string_view wanted = variable != nullptr ? variable : "";
  if (wanted.empty()) return available_targets();
  const int64_t bits = bits_of(wanted);
  if (bits == 0) {
    fail(ErrorKind::kUsage, "GLIA_TARGET: this program on this CPU has no '" + std::string(wanted) +
                                "'; it has: " + names_of_available());
  }
  return bits;
}

int64_t chosen_bits() {
  static const int64_t start = targets_at_start();
  return start;
}

int64_t& forced_bits() {
  static int64_t bits = 0;
  return bits;
}

int64_t bits_in_use() { return forced_bits() != 0 ? forced_bits() : chosen_bits(); }

}  // namespace

std::string_view target_name() {
  const int64_t bits = bits_in_use();
  for (const Target& target : kTargets) {
    if ((bits & target.bit) != 0) return target.name;
  }
  return "scalar";
}

std::vector<std::string_view> supported_targets() {
  std::vector<std::string_view> names;
  for (const Target& target : kTargets) {
    if ((available_targets() & target.bit) != 0) names.push_back(target.name);
  }
  return names;
}

bool set_target(std::string_view name) {
  const int64_t bits = name.empty() ? 0 : bits_of(name);
  if (!name.empty() && bits == 0) return false;
  forced_bits() = bits;
  hwy::GetChosenTarget().Update(bits_in_use());
  return true;
}

bool target_has_fma() {
  const std::string_view name = target_name();
  return name != "sse4" && name != "ssse3" && name != "wasm" && name != "scalar";
}

}  // namespace glia::kernels

#define GLIA_HIDDEN __attribute__((visibility("hidden")))

namespace hwy {

GLIA_HIDDEN int64_t SupportedTargets() { return glia::kernels::bits_in_use(); }

GLIA_HIDDEN ChosenTarget& GetChosenTarget() {
  static ChosenTarget chosen;
  return chosen;
}

}  // namespace hwy
