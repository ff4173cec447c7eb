// Loaded before the C library (LD_PRELOAD): the time of day runs backwards, an hour at every look.
// Other clocks are left alone.
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <atomic>

namespace {
std::atomic<time_t> now{1700000000};
time_t earlier() { return now -= 3600; }
}  // namespace

extern "C" {
int clock_gettime(clockid_t clock, timespec* out) noexcept {
  if (clock != CLOCK_REALTIME) return static_cast<int>(syscall(SYS_clock_gettime, clock, out));
  *out = {earlier(), 0};
  return 0;
}

int gettimeofday(timeval* out, void*) noexcept {
  *out = {earlier(), 0};
  return 0;
}

time_t time(time_t* out) noexcept {
  const time_t value = earlier();
  if (out != nullptr) *out = value;
  return value;
}
}
