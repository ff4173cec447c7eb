#include "glia/base/thread_pool.h"

#include "glia/base/threads.h"

#if GLIA_HAS_THREADS

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "glia/base/clock.h"
#include "glia/base/error.h"
#include "glia/base/float_env.h"

namespace glia {
namespace {

// A training step leaves gaps of a few microseconds between loops; sleeping through those would
// cost a wake-up (5 us and more) each time. Longer spinning takes the core from someone else.
constexpr double kSpinSeconds = 20e-6;

// Chunks for each thread: enough to even out a slow one, few enough that claiming costs nothing.
constexpr int64_t kChunksPerThread = 16;

void relax_cpu() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Waits for ready() for about kSpinSeconds; false when it didn't come. `between` is called about
// once a microsecond.
template <class Ready, class Between>
bool spin_until(const Ready& ready, const Between& between) {
  if (ready()) return true;
  const double start = monotonic_seconds();
  do {
    for (int i = 0; i < 32; ++i) {
      relax_cpu();
      if (ready()) return true;
    }
    between();
  } while (monotonic_seconds() - start < kSpinSeconds);
  return false;
}

// The bodies that this thread is inside of, innermost first: tells a nested loop.
struct Frame {
  const void* pool;
  int worker;
  const Frame* outer;
};
thread_local const Frame* innermost_frame = nullptr;

class ScopedFrame {
 public:
  ScopedFrame(const void* pool, int worker) : frame_{pool, worker, innermost_frame} {
    innermost_frame = &frame_;
  }
  ~ScopedFrame() { innermost_frame = frame_.outer; }
  ScopedFrame(const ScopedFrame&) = delete;
  ScopedFrame& operator=(const ScopedFrame&) = delete;

 private:
  Frame frame_;
};

const Frame* frame_of(const void* pool) {
  const Frame* frame = innermost_frame;
  while (frame != nullptr && frame->pool != pool) frame = frame->outer;
  return frame;
}

// The ticket is (loop number << 16 | chunks not yet claimed). Claiming takes 1 from it by compare
// and exchange, which fails if the loop number has moved on: a worker that woke late can't claim
// a chunk of a newer loop with what it read of an older one. 48 bits of loop number last for
// 89 years at 100,000 loops a second.
constexpr int kRemainingBits = 16;
constexpr uint64_t kRemainingMask = (uint64_t{1} << kRemainingBits) - 1;
static_assert(ThreadPool::kMaxThreads * kChunksPerThread <= static_cast<int64_t>(kRemainingMask));

}  // namespace

int hardware_threads() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

struct ThreadPool::State {
  // The loop. Atomic because a late worker may read it while the next one is written; what it
  // read then is never used, as its claim fails.
  std::atomic<RangeFunction> function{nullptr};
  std::atomic<const void*> context{nullptr};
  std::atomic<int64_t> count{0};
  std::atomic<int64_t> chunks{0};

  alignas(64) std::atomic<uint64_t> ticket{0};
  alignas(64) std::atomic<int64_t> unfinished{0};  // chunks of the loop that have not ended
  alignas(64) std::atomic<bool> busy{false};       // some caller is inside run
  std::atomic<bool> caller_sleeps{false};
  std::atomic<int> sleepers{0};
  std::atomic<bool> stop{false};

  std::mutex mutex;
  std::condition_variable work;  // for workers
  std::condition_variable done;  // for the caller
  std::vector<std::thread> workers;

  bool has_work() const { return (ticket.load() & kRemainingMask) != 0; }

  // Claims and executes chunks until none is left to claim. Returns how many it executed.
  int64_t help(int worker) {
    int64_t executed = 0;
    uint64_t seen = ticket.load(std::memory_order_acquire);
    while ((seen & kRemainingMask) != 0) {
      const RangeFunction my_function = function.load(std::memory_order_relaxed);
      const void* const my_context = context.load(std::memory_order_relaxed);
      const int64_t my_count = count.load(std::memory_order_relaxed);
      const int64_t my_chunks = chunks.load(std::memory_order_relaxed);
      if (!ticket.compare_exchange_weak(seen, seen - 1, std::memory_order_acq_rel,
                                        std::memory_order_acquire)) {
        continue;
      }
      const int64_t chunk = my_chunks - static_cast<int64_t>(seen & kRemainingMask);
      // Chunks differ by at most one index: the first `longer` ones have one more.
      const int64_t size = my_count / my_chunks;
      const int64_t longer = my_count % my_chunks;
      const int64_t begin = chunk * size + std::min(chunk, longer);
      const int64_t end = begin + size + (chunk < longer ? 1 : 0);
      my_function(my_context, begin, end, worker);
      ++executed;
      seen = ticket.load(std::memory_order_acquire);
    }
    return executed;
  }

  void worker_main(const void* pool, int worker) {
    const FlushDenormals flush;
    const ScopedFrame frame(pool, worker);
    while (!stop.load()) {
      const int64_t executed = help(worker);
      if (executed > 0 && unfinished.fetch_sub(executed) == executed && caller_sleeps.load()) {
        // Passing through the mutex: the caller is either before its check or already waiting.
        { const std::lock_guard<std::mutex> lock(mutex); }
        done.notify_one();
      }
      const auto awaited = [this] { return has_work() || stop.load(); };
      // On a busy machine a woken worker often sits on the caller's core, which it has just taken
      // from the caller: offer it back, or every short loop is longer by the whole spin.
      if (spin_until(awaited, [] { std::this_thread::yield(); })) continue;
      std::unique_lock<std::mutex> lock(mutex);
      sleepers.fetch_add(1);
      work.wait(lock, awaited);
      sleepers.fetch_sub(1);
    }
  }

  // The ticket was written before `sleepers` is read, and a worker adds itself before it reads
  // the ticket (both sequentially consistent): one of the two sees the other.
  void wake(int64_t wanted) {
    const int asleep = sleepers.load();
    if (asleep == 0) return;
    { const std::lock_guard<std::mutex> lock(mutex); }
    if (wanted >= asleep) {
      work.notify_all();
    } else {
      for (int64_t i = 0; i < wanted; ++i) work.notify_one();
    }
  }

  void wait_for_chunks_in_flight() {
    const auto finished = [this] { return unfinished.load() == 0; };
    if (spin_until(finished, [] {})) return;
    // A worker holds a chunk and lost its core. Sleeping gives it ours.
    std::unique_lock<std::mutex> lock(mutex);
    caller_sleeps.store(true);
    done.wait(lock, finished);
    caller_sleeps.store(false);
  }

  void end_workers() {
    {
      const std::lock_guard<std::mutex> lock(mutex);
      stop.store(true);
    }
    work.notify_all();
    for (std::thread& worker : workers) worker.join();
  }
};

ThreadPool::ThreadPool(int threads) : threads_(threads) {
  if (threads < 1 || threads > kMaxThreads) {
    fail(ErrorKind::kUsage, "threads: expected 1 to " + std::to_string(kMaxThreads) + ", got " +
                                std::to_string(threads));
  }
  if (threads == 1) return;
  state_ = std::make_unique<State>();
  state_->workers.reserve(static_cast<size_t>(threads) - 1);
  for (int worker = 1; worker < threads; ++worker) {
    try {
      state_->workers.emplace_back([this, worker] { state_->worker_main(this, worker); });
    } catch (const std::system_error& error) {
      state_->end_workers();
      fail(ErrorKind::kFailed, "threads: could start " + std::to_string(worker) + " of " +
                                   std::to_string(threads) + ": " + error.what());
    }
  }
}

ThreadPool::~ThreadPool() {
  if (state_ != nullptr) state_->end_workers();
}

void ThreadPool::run_range(int64_t count, RangeFunction function, const void* context) {
  if (count <= 0) return;
  const FlushDenormals flush;
  const Frame* const outer = frame_of(this);
  if (outer != nullptr) return function(context, 0, count, outer->worker);

  const ScopedFrame frame(this, 0);
  if (count == 1 || state_ == nullptr || state_->busy.exchange(true)) {
    return function(context, 0, count, 0);
  }
  State& state = *state_;
  const int64_t chunks = std::min(count, threads_ * kChunksPerThread);
  state.function.store(function, std::memory_order_relaxed);
  state.context.store(context, std::memory_order_relaxed);
  state.count.store(count, std::memory_order_relaxed);
  state.chunks.store(chunks, std::memory_order_relaxed);
  state.unfinished.store(chunks, std::memory_order_relaxed);
  const uint64_t number = (state.ticket.load(std::memory_order_relaxed) >> kRemainingBits) + 1;
  state.ticket.store((number << kRemainingBits) | static_cast<uint64_t>(chunks));
  state.wake(chunks - 1);

  const int64_t executed = state.help(0);
  if (state.unfinished.fetch_sub(executed) != executed) state.wait_for_chunks_in_flight();
  state.busy.store(false);
}

}  // namespace glia

#endif
