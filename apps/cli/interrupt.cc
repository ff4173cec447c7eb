#include "apps/cli/interrupt.h"

#include <unistd.h>

#include <csignal>

#include "apps/cli/command.h"
#include "apps/cli/words.h"

namespace glia::cli {
namespace {

constexpr char kFirst[] = "glia: finishing and saving; press Ctrl-C again to stop at once";

// Made before a signal can come: a handler may not allocate.
std::string first_text;

std::atomic<bool> is_requested{false};
std::atomic<int> first_signal{0};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler sets it");

using Handler = void (*)(int);
Handler before_int = SIG_DFL;
Handler before_term = SIG_DFL;

// Calls nothing but what a signal handler may (POSIX: write, _exit).
void on_signal(int signal) {
  int none = 0;
  if (!first_signal.compare_exchange_strong(none, signal)) _exit(kSignalled + signal);
  is_requested = true;
  const ssize_t written = write(STDERR_FILENO, first_text.data(), first_text.size());
  static_cast<void>(written);
}

}  // namespace

InterruptWatch::InterruptWatch() {
  is_requested = false;
  first_signal = 0;
  first_text = fmt::format("\n{}\n", word(kFirst));
  before_int = std::signal(SIGINT, on_signal);
  before_term = std::signal(SIGTERM, on_signal);
}

InterruptWatch::~InterruptWatch() {
  std::signal(SIGINT, before_int);
  std::signal(SIGTERM, before_term);
}

const std::atomic<bool>& InterruptWatch::requested() const { return is_requested; }

int InterruptWatch::exit_code() const { return kSignalled + first_signal; }

}  // namespace glia::cli
