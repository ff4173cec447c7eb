#include "glia/base/thread_pool.h"

#include "glia/base/threads.h"

#if GLIA_HAS_THREADS

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#if defined(__linux__)
#include <sys/resource.h>
#endif

#include "glia/base/aside_loop_internal.h"
#include "glia/base/clock.h"
#include "glia/base/error.h"
#include "glia/base/float_env.h"

namespace glia {
namespace {

// A training step leaves gaps of up to some 50 microseconds between loops; sleeping through those
// would cost a wake-up (5 us and more) each time. Longer spinning takes the core from someone else.
constexpr double kSpinSeconds = 60e-6;

// The caller works alone for a while once it waited so long for a worker that lost its core in the
// middle of a chunk: other jobs have slices of milliseconds, and each such chunk costs one of them.
// Doubled while that goes on.
constexpr double kLongWait = 0.5e-3;
constexpr double kLeastSecondsAlone = 0.02;
constexpr double kMostSecondsAlone = 0.32;

// Chunks for each thread: enough to even out a slow one, few enough that claiming costs nothing.
constexpr int64_t kChunksPerThread = 16;

void relax_cpu() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// How often this thread's core was taken from it; always 0 where the system doesn't count that.
int64_t times_preempted() {
#if defined(RUSAGE_THREAD)
  rusage usage{};
  if (getrusage(RUSAGE_THREAD, &usage) == 0) return usage.ru_nivcsw;
#endif
  return 0;
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

// Each worker has a share of the loop's chunks, the same one for loops of the same count, so that
// what it wrote in the last loop is in its own cache for the next. It claims from the front of its
// share; one that has nothing left claims from the back of another's.
//
// A ticket is (loop number << 12 | first chunk << 6 | end chunk), of the chunks of a share that are
// not yet claimed. Claiming is a compare and exchange, which fails if the loop number has moved on:
// a worker that woke late can't claim a chunk of a newer loop with what it read of an older one. 52
// bits of loop number last for 1,400 years at 100,000 loops a second.
constexpr int kChunkBits = 6;
constexpr uint64_t kChunkMask = (uint64_t{1} << kChunkBits) - 1;
static_assert(kChunksPerThread <= static_cast<int64_t>(kChunkMask));

struct alignas(64) Ticket {
  std::atomic<uint64_t> bits{0};

  static int64_t first(uint64_t seen) {
    return static_cast<int64_t>(seen >> kChunkBits & kChunkMask);
  }
  static int64_t end(uint64_t seen) { return static_cast<int64_t>(seen & kChunkMask); }
  static bool has_work(uint64_t seen) { return first(seen) < end(seen); }
};

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

  std::vector<Ticket> tickets;  // one for each worker
  uint64_t loop = 0;            // written by the caller inside run

  alignas(64) std::atomic<int64_t> unfinished{0};  // chunks of the loop that have not ended
  alignas(64) std::atomic<bool> busy{false};       // some caller is inside run
  std::atomic<bool> caller_sleeps{false};
  std::atomic<bool> lost_core{false};  // a worker did, while the caller waited for it
  double alone_until = 0;              // written by the caller inside run, as the next
  double seconds_alone = kLeastSecondsAlone;
  std::atomic<int> sleepers{0};
  std::atomic<bool> stop{false};

  AsideLoop aside;
  std::atomic<bool> aside_taken{false};  // begun and not finished

  std::mutex mutex;
  std::condition_variable work;  // for workers
  std::condition_variable done;  // for the caller
  std::vector<std::thread> workers;

  explicit State(int threads) : tickets(static_cast<size_t>(threads)) {}

  bool has_work() const {
    return std::any_of(tickets.begin(), tickets.end(),
                       [](const Ticket& ticket) { return Ticket::has_work(ticket.bits.load()); });
  }

  // Claims and executes chunks of one share until none is left. Returns how many it executed.
  int64_t work_off(size_t share, int worker) {
    int64_t executed = 0;
    const bool own = share == static_cast<size_t>(worker);
    std::atomic<uint64_t>& ticket = tickets[share].bits;
    uint64_t seen = ticket.load(std::memory_order_acquire);
    while (Ticket::has_work(seen)) {
      const RangeFunction my_function = function.load(std::memory_order_relaxed);
      const void* const my_context = context.load(std::memory_order_relaxed);
      const int64_t my_count = count.load(std::memory_order_relaxed);
      const int64_t my_chunks = chunks.load(std::memory_order_relaxed);
      const uint64_t rest = own ? seen + (uint64_t{1} << kChunkBits) : seen - 1;
      if (!ticket.compare_exchange_weak(seen, rest, std::memory_order_acq_rel,
                                        std::memory_order_acquire)) {
        continue;
      }
      const int64_t chunk =
          share_begin(share, my_chunks) + (own ? Ticket::first(seen) : Ticket::end(seen) - 1);
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

  // First its own share, then the others'.
  int64_t help(int worker) {
    int64_t executed = 0;
    const size_t shares = tickets.size();
    for (size_t i = 0; i < shares; ++i)
      executed += work_off((static_cast<size_t>(worker) + i) % shares, worker);
    return executed;
  }

  int64_t share_begin(size_t share, int64_t of_chunks) const {
    return of_chunks * static_cast<int64_t>(share) / static_cast<int64_t>(tickets.size());
  }

  void publish(int64_t new_chunks) {
    ++loop;
    for (size_t share = 0; share < tickets.size(); ++share) {
      const int64_t size = share_begin(share + 1, new_chunks) - share_begin(share, new_chunks);
      tickets[share].bits.store(loop << (2 * kChunkBits) | static_cast<uint64_t>(size));
    }
  }

  void worker_main(const void* pool, int worker) {
    const FlushDenormals flush;
    const ScopedFrame frame(pool, worker);
    int64_t preempted = times_preempted();
    while (!stop.load()) {
      const int64_t executed = help(worker);
      if (executed > 0 && unfinished.fetch_sub(executed) == executed && caller_sleeps.load()) {
        const int64_t preempted_now = times_preempted();
        if (preempted_now != preempted) lost_core.store(true);
        preempted = preempted_now;
        // Passing through the mutex: the caller is either before its check or already waiting.
        { const std::lock_guard<std::mutex> lock(mutex); }
        done.notify_one();
      }
      if (aside.help(worker)) continue;
      const auto awaited = [this] { return has_work() || aside.has_work() || stop.load(); };
      // On a busy machine a woken worker often sits on the caller's core, which it has just taken
      // from the caller: offer it back, or every short loop is longer by the whole spin.
      if (spin_until(awaited, [] { std::this_thread::yield(); })) continue;
      std::unique_lock<std::mutex> lock(mutex);
      sleepers.fetch_add(1);
      work.wait(lock, awaited);
      sleepers.fetch_sub(1);
    }
  }

  // The tickets were written before `sleepers` is read, and a worker adds itself before it reads
  // the tickets (both sequentially consistent): one of the two sees the other.
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
    const double start = monotonic_seconds();
    std::unique_lock<std::mutex> lock(mutex);
    caller_sleeps.store(true);
    done.wait(lock, finished);
    caller_sleeps.store(false);
    const double now = monotonic_seconds();
    if (lost_core.exchange(false) && now - start > kLongWait) work_alone_for_a_while(now);
  }

  void finish_aside() {
    while (aside.help(0)) {
    }
    const auto finished = [this] { return aside.finished(); };
    if (spin_until(finished, [] {})) return;
    // A worker lost its core in the middle of a piece. Sleeping gives it ours.
    const double start = monotonic_seconds();
    while (!finished()) std::this_thread::sleep_for(std::chrono::microseconds(20));
    const double now = monotonic_seconds();
    if (now - start < kLongWait || busy.exchange(true)) return;
    work_alone_for_a_while(now);
    busy.store(false);
  }

  void work_alone_for_a_while(double now) {
    const bool again = now < alone_until + seconds_alone;
    seconds_alone = again ? std::min(2 * seconds_alone, kMostSecondsAlone) : kLeastSecondsAlone;
    alone_until = now + seconds_alone;
  }

  bool works_alone() {
    if (alone_until == 0) return false;
    const double now = monotonic_seconds();
    if (now < alone_until) return true;
    if (now > alone_until + seconds_alone) alone_until = 0;
    return false;
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
  state_ = std::make_unique<State>(threads);
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
  if (state.works_alone()) {
    function(context, 0, count, 0);
    state.busy.store(false);
    return;
  }
  const int64_t chunks = std::min(count, threads_ * kChunksPerThread);
  state.function.store(function, std::memory_order_relaxed);
  state.context.store(context, std::memory_order_relaxed);
  state.count.store(count, std::memory_order_relaxed);
  state.chunks.store(chunks, std::memory_order_relaxed);
  state.unfinished.store(chunks, std::memory_order_relaxed);
  state.publish(chunks);
  state.wake(chunks - 1);

  const int64_t executed = state.help(0);
  if (state.unfinished.fetch_sub(executed) != executed) state.wait_for_chunks_in_flight();
  state.busy.store(false);
}

bool ThreadPool::begin_aside_range(int64_t count, RangeFunction function, const void* context) {
  if (count <= 0 || count > AsideLoop::kMostPieces || state_ == nullptr) return false;
  if (frame_of(this) != nullptr || state_->busy.exchange(true)) return false;
  const bool begun = !state_->works_alone() && !state_->aside_taken.exchange(true);
  state_->busy.store(false);
  if (begun) state_->aside.begin(count, function, context);
  return begun;
}

void ThreadPool::finish_aside() {
  const FlushDenormals flush;
  const ScopedFrame frame(this, 0);
  state_->finish_aside();
  state_->aside_taken.store(false);
}

}  // namespace glia

#endif
