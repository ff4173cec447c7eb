// Elapsed time, for progress and time limits. Not the time of day: only differences mean
// something, and they never enter a model file. Callable from any thread.
#pragma once

#include <chrono>

namespace glia {

// Seconds since some fixed moment; never runs backwards.
inline double monotonic_seconds() {
  using Seconds = std::chrono::duration<double>;
  return Seconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace glia
