#include "glia/base/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <limits>
#include <memory>
#include <numeric>
#include <vector>

#include "glia/base/clock.h"
#include "glia/base/error.h"
#include "glia/base/float_env.h"
#include "glia/base/threads.h"

#if GLIA_HAS_THREADS
#include <thread>
#endif

namespace glia {
namespace {

TEST(ThreadPool, CountZeroCallsNothing) {
  for (const int threads : {1, 2, 3}) {
    ThreadPool pool(threads);
    pool.run(0, [](int64_t, int) { ADD_FAILURE(); });
    pool.run(-5, [](int64_t, int) { ADD_FAILURE(); });
  }
}

TEST(ThreadPool, CountOneRunsOnTheCaller) {
  ThreadPool pool(3);
  int calls = 0;  // not atomic: only the caller may touch it
  pool.run(1, [&](int64_t index, int worker) {
    EXPECT_EQ(index, 0);
    EXPECT_EQ(worker, 0);
    ++calls;
  });
  EXPECT_EQ(calls, 1);
}

TEST(ThreadPool, EachIndexIsCalledExactlyOnce) {
  for (const int threads : {1, 2, 3, 7}) {
    ThreadPool pool(threads);
    for (const int64_t count : {1, 2, 3, 15, 16, 17, 31, 32, 33, 113, 1000, 100003}) {
      std::vector<std::atomic<int>> calls(static_cast<size_t>(count));
      pool.run(count, [&](int64_t index, int worker) {
        ASSERT_GE(worker, 0);
        ASSERT_LT(worker, pool.threads());
        calls[static_cast<size_t>(index)].fetch_add(1, std::memory_order_relaxed);
      });
      for (int64_t i = 0; i < count; ++i) {
        ASSERT_EQ(calls[static_cast<size_t>(i)], 1)
            << "index " << i << " of " << count << ", " << threads << " threads";
      }
    }
  }
}

// Plain memory, so that the thread sanitizer sees a missing hand-over in either direction.
TEST(ThreadPool, HandsMemoryOverWithoutLocks) {
  ThreadPool pool(3);
  std::vector<int64_t> values(500, 0);
  int64_t added = 0;
  for (int round = 0; round < 2000; ++round) {
    ++added;
    pool.run(500, [&](int64_t index, int) { values[static_cast<size_t>(index)] += added; });
  }
  for (const int64_t value : values) ASSERT_EQ(value, 2000 * 2001 / 2);
}

TEST(ThreadPool, WorkerPicksItsOwnScratch) {
  ThreadPool pool(4);
  std::vector<int64_t> sums(4, 0);
  pool.run(10000, [&](int64_t index, int worker) { sums[static_cast<size_t>(worker)] += index; });
  EXPECT_EQ(std::accumulate(sums.begin(), sums.end(), int64_t{0}), 9999 * 5000);
}

TEST(ThreadPool, NestedRunStaysOnItsWorker) {
  ThreadPool pool(3);
  ThreadPool other(2);
  std::vector<std::atomic<int>> calls(6400);
  pool.run(64, [&](int64_t outer, int worker) {
    pool.run(100, [&](int64_t inner, int inner_worker) {
      ASSERT_EQ(inner_worker, worker);
      calls[static_cast<size_t>(outer * 100 + inner)].fetch_add(1);
    });
    // Through another pool and back: still the same worker of this pool.
    other.run(
        1, [&](int64_t, int) { pool.run(1, [&](int64_t, int back) { ASSERT_EQ(back, worker); }); });
  });
  for (const std::atomic<int>& call : calls) ASSERT_EQ(call, 1);
}

TEST(ThreadPool, FlushesDenormalsInEveryBodyAndRestores) {
#if !GLIA_HAS_MXCSR
  GTEST_SKIP() << "this CPU keeps denormals";
#else
  ASSERT_FALSE(FlushDenormals::active());
  for (const int threads : {1, 3}) {
    ThreadPool pool(threads);
    for (const int64_t count : {1, 2, 1000}) {
      std::atomic<int64_t> flushed{0};
      pool.run(count, [&](int64_t, int) {
        volatile float tiny = std::numeric_limits<float>::min();
        volatile float half = tiny / 2;
        if (half == 0.0f) flushed.fetch_add(1);
      });
      EXPECT_EQ(flushed, count) << threads << " threads";
    }
    EXPECT_FALSE(FlushDenormals::active());
  }
#endif
}

TEST(FlushDenormals, NestsAndRestoresWhatWasThere) {
#if GLIA_HAS_MXCSR
  {
    const FlushDenormals outer;
    { const FlushDenormals inner; }
    EXPECT_TRUE(FlushDenormals::active());
  }
#endif
  EXPECT_FALSE(FlushDenormals::active());
}

TEST(ThreadPool, RefusesAWrongNumberOfThreads) {
  for (const int threads : {0, -1, ThreadPool::kMaxThreads + 1}) {
    try {
      ThreadPool pool(threads);
      ADD_FAILURE() << threads << " threads were accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage);
      EXPECT_EQ(std::string(error.what()),
                "threads: expected 1 to 1024, got " + std::to_string(threads));
    }
  }
  EXPECT_GE(hardware_threads(), 1);
}

// The bound is 50 times what it takes on a quiet machine, where one small run is about 1 us.
TEST(ThreadPool, ManySmallRunsInARowAreFast) {
  ThreadPool pool(2);
  std::atomic<int64_t> calls{0};
  const double start = monotonic_seconds();
  for (int i = 0; i < 100000; ++i) {
    pool.run(2, [&](int64_t, int) { calls.fetch_add(1, std::memory_order_relaxed); });
  }
  EXPECT_EQ(calls, 200000);
  EXPECT_LT(monotonic_seconds() - start, 20.0);
}

#if GLIA_HAS_THREADS

void spend(double seconds) {
  const double start = monotonic_seconds();
  while (monotonic_seconds() - start < seconds) {
  }
}

// Whether `expected` threads came here, so that a test knows several take part. On a busy machine
// the caller may do a loop alone, and then they don't.
bool meet(std::atomic<int>& arrived, int expected) {
  arrived.fetch_add(1);
  const double start = monotonic_seconds();
  while (arrived.load() < expected && monotonic_seconds() - start < 0.5) {
    std::this_thread::yield();
  }
  return arrived.load() >= expected;
}

// Workers fall asleep in the pause; each loop has to find them again.
TEST(ThreadPool, WakesWorkersAfterAPause) {
  ThreadPool pool(3);
  int met = 0;
  for (int round = 0; round < 30; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::atomic<int> arrived{0};
    std::atomic<int> together{0};
    pool.run(3, [&](int64_t, int) { together.fetch_add(meet(arrived, 3) ? 1 : 0); });
    ASSERT_EQ(arrived, 3);
    met += together == 3 ? 1 : 0;
  }
  EXPECT_GT(met, 0);
}

// The caller spins only briefly for a chunk in flight, then sleeps, and is woken by its end.
TEST(ThreadPool, WaitsForASlowChunkOfAnotherWorker) {
  ThreadPool pool(2);
  int met = 0;
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> arrived{0};
    std::atomic<bool> together{false};
    int slow_result = -1;
    pool.run(2, [&](int64_t index, int) {
      if (meet(arrived, 2)) together = true;
      if (index == 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(3));
      slow_result = round;
    });
    ASSERT_EQ(slow_result, round);
    met += together ? 1 : 0;
  }
  EXPECT_GT(met, 0);
}

TEST(ThreadPool, MoreThreadsThanCoresStillFinish) {
  ThreadPool pool(16);
  std::atomic<int64_t> calls{0};
  for (int i = 0; i < 2000; ++i) {
    pool.run(64, [&](int64_t, int) { calls.fetch_add(1, std::memory_order_relaxed); });
  }
  EXPECT_EQ(calls, 2000 * 64);
}

// Two callers at once: one gets the workers, the other does its loop alone; nobody waits.
TEST(ThreadPool, SeveralCallersShareOnePool) {
  ThreadPool pool(3);
  std::vector<std::thread> callers;
  std::vector<int64_t> sums(4, 0);
  callers.reserve(sums.size());
  for (int64_t& my_sum : sums) {
    callers.emplace_back([&pool, &my_sum] {
      for (int round = 0; round < 500; ++round) {
        std::vector<int64_t> values(100, 0);
        pool.run(100, [&](int64_t index, int) { values[static_cast<size_t>(index)] = index; });
        my_sum += std::accumulate(values.begin(), values.end(), int64_t{0});
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  for (const int64_t sum : sums) EXPECT_EQ(sum, 500 * 4950);
}

TEST(ThreadPool, WhatIsBegunAsideIsDoneOnceWhileLoopsRun) {
  for (const int threads : {1, 2, 4}) {
    ThreadPool pool(threads);
    for (int round = 0; round < 300; ++round) {
      std::vector<std::atomic<int>> calls(37);
      std::atomic<int64_t> sum{0};
      const auto body = [&](int64_t index, int worker) {
        ASSERT_LT(worker, pool.threads());
        calls[static_cast<size_t>(index)].fetch_add(1, std::memory_order_relaxed);
      };
      const bool begun = pool.begin_aside(37, body);
      EXPECT_FALSE(begun && threads == 1);
      EXPECT_FALSE(begun && pool.begin_aside(1, body));  // one at a time
      for (int loop = 0; loop < round % 4; ++loop)
        pool.run(20, [&](int64_t index, int) { sum.fetch_add(index, std::memory_order_relaxed); });
      EXPECT_EQ(sum, round % 4 * 190);
      if (!begun) continue;
      pool.finish_aside();
      for (const auto& count : calls) ASSERT_EQ(count, 1);
    }
  }
}

// Nobody wakes for a loop aside, so mostly the one who finishes it does all of it here.
TEST(ThreadPool, ALoopAsideIsDoneWhereOthersSleep) {
  ThreadPool pool(2);
  spend(2e-3);
  int64_t calls = 0;
  std::vector<int> workers(5, -1);
  const auto body = [&](int64_t index, int worker) {
    workers[static_cast<size_t>(index)] = worker;
  };
  ASSERT_TRUE(pool.begin_aside(5, body));
  pool.finish_aside();
  for (const int worker : workers) calls += worker >= 0 ? 1 : 0;
  EXPECT_EQ(calls, 5);
  EXPECT_FALSE(pool.begin_aside(0, body));
  EXPECT_FALSE(pool.begin_aside(1 << 16, body));
}

TEST(ThreadPool, StartsAndEndsWithoutWork) {
  for (int round = 0; round < 50; ++round) {
    const ThreadPool pool(4);
    if (round % 2 == 0) spend(30e-6);
  }
}

#endif

}  // namespace
}  // namespace glia
