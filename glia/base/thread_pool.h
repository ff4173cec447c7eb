// A loop divided over threads, for work that is a few microseconds or longer.
//
// The calling thread is worker 0 and helps. Worker w begins with the w-th share of the loop, in the
// hope that its cache still has what it touched there last time. Chunks are claimed one at a time,
// also from the shares of others, so a slow or descheduled worker costs the chunk it holds and no
// more. Between loops a worker takes pieces of the loop begun aside, if there is one. When a worker
// lost its core to another job in the middle of a chunk, the caller works alone for a while: on a
// busy machine the pool falls to the speed of one thread, not far below. It is not a task queue:
// one loop at a time. Thread-safe: a loop started while another one runs is executed by its caller
// alone.
#pragma once

#include <cstdint>
#include <memory>

namespace glia {

class ThreadPool {
 public:
  static constexpr int kMaxThreads = 1024;

  // `threads` counts the caller: 1 starts no thread. Throws Error(kUsage) outside
  // 1..kMaxThreads, Error(kFailed) when the system has no more threads to give. Where the
  // platform has none, threads() is 1 whatever was asked.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return threads_; }

  // Calls body(index, worker) once for each index in 0..count-1, in no promised order, and
  // returns when all have ended. `worker` is below threads(), and calls of one run with the same
  // worker don't overlap in time, so it can pick a piece of scratch memory. A run inside a body is
  // executed in place under that body's worker number. Denormals are flushed to zero in every body,
  // the caller's too. Never allocates. A body that throws ends the program.
  template <class F>
  void run(int64_t count, const F& body) {
    run_range(count, call_each<F>, &body);
  }

  // Begins a loop of body(index, worker) for workers that have nothing else to do, an index at a
  // time, while the caller goes on, with loops too. False, and nothing is begun: there are no
  // others, the machine is busy, another such loop is not finished, or count is above 65,535.
  // `body` must stay until finish_aside(), to be called by the same thread, which does what nobody
  // began and waits for the rest.
  template <class F>
  bool begin_aside(int64_t count, const F& body) {
    return begin_aside_range(count, call_each<F>, &body);
  }
  void finish_aside();

 private:
  using RangeFunction = void (*)(const void* context, int64_t begin, int64_t end, int worker);
  template <class F>
  static void call_each(const void* context, int64_t begin, int64_t end, int worker) noexcept {
    const F& function = *static_cast<const F*>(context);
    for (int64_t index = begin; index < end; ++index) function(index, worker);
  }
  void run_range(int64_t count, RangeFunction function, const void* context);
  bool begin_aside_range(int64_t count, RangeFunction function, const void* context);

  struct State;
  int threads_;
  std::unique_ptr<State> state_;
};

}  // namespace glia
