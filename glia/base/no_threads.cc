// The thread pool where there are no threads: every loop runs in place.

#include "glia/base/threads.h"

#if !GLIA_HAS_THREADS

#include <string>

#include "glia/base/error.h"
#include "glia/base/float_env.h"
#include "glia/base/thread_pool.h"

namespace glia {

int hardware_threads() { return 1; }

struct ThreadPool::State {};

ThreadPool::ThreadPool(int threads) : threads_(1) {
  if (threads < 1 || threads > kMaxThreads) {
    fail(ErrorKind::kUsage, "threads: expected 1 to " + std::to_string(kMaxThreads) + ", got " +
                                std::to_string(threads));
  }
}

ThreadPool::~ThreadPool() = default;

void ThreadPool::run_range(int64_t count, RangeFunction function, const void* context) {
  if (count <= 0) return;
  const FlushDenormals flush;
  function(context, 0, count, 0);
}

bool ThreadPool::begin_aside_range(int64_t, RangeFunction, const void*) { return false; }
void ThreadPool::finish_aside() {}

}  // namespace glia

#endif
