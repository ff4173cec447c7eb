// Ctrl-C while something worth saving is running: the first one asks for an end, the second stops
// at once with exit code 130.
#pragma once

#include <atomic>

namespace glia::cli {

// While it lives, SIGINT and SIGTERM set requested(), also where a shell had SIGINT ignored (`&` in
// a script): whoever sends it wants an end. At most one at a time.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  const std::atomic<bool>& requested() const;
};

}  // namespace glia::cli
