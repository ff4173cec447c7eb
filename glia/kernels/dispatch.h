// Which vector instructions the kernels use, chosen once per process.
//
// The best set that the CPU has, unless the environment variable GLIA_TARGET names another:
// avx3, avx2, sse4, ssse3 or scalar. The choice is made at the first kernel call (or question).
// target_name and supported_targets are safe from any thread; set_target is for tests, while no
// kernel runs.
#pragma once

#include <string_view>
#include <vector>

namespace glia::kernels {

// The set in use: "avx3", "avx2", "sse4", "ssse3", "scalar", or this platform's only one ("wasm").
// Throws Error(kUsage) when GLIA_TARGET names no set, or one that this CPU can't run.
std::string_view target_name();

// The names set_target accepts here, best first.
std::vector<std::string_view> supported_targets();

// Uses `name` from now on; "" returns to the choice made at start. False (and no change) when
// this program or this CPU has no such set.
bool set_target(std::string_view name);

// True when the set in use has a fused multiply-add, so that products round once per term.
bool target_has_fma();

}  // namespace glia::kernels
