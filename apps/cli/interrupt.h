// Ctrl-C while something worth saving is running: the first one asks for an end, the second stops
// at once. Either way the exit code is the shell's for that signal: 130, or 143 for SIGTERM.
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
  // Of what ended because of it.
  int exit_code() const;
};

}  // namespace glia::cli
