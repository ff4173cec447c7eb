// A loop whose pieces are done one at a time by whoever has nothing else to do. Internal to the
// thread pool.
#pragma once

#include <atomic>
#include <cstdint>

namespace glia {

class AsideLoop {
 public:
  using Function = void (*)(const void* context, int64_t begin, int64_t end, int worker);
  static constexpr int64_t kMostPieces = 0xFFFF;

  // One at a time: the last one is finished, and count is at most kMostPieces.
  void begin(int64_t count, Function function, const void* context) {
    function_.store(function, std::memory_order_relaxed);
    context_.store(context, std::memory_order_relaxed);
    unfinished_.store(count, std::memory_order_relaxed);
    ++number_;
    ticket_.store(number_ << 32 | static_cast<uint64_t>(count), std::memory_order_release);
  }

  bool has_work() const { return next(ticket_.load(std::memory_order_acquire)) >= 0; }
  bool finished() const { return unfinished_.load(std::memory_order_acquire) == 0; }

  // Does one piece; false where none is left to begin.
  bool help(int worker) {
    uint64_t seen = ticket_.load(std::memory_order_acquire);
    while (next(seen) >= 0) {
      // Of a later loop, perhaps; then the claim fails.
      const Function function = function_.load(std::memory_order_relaxed);
      const void* const context = context_.load(std::memory_order_relaxed);
      if (!ticket_.compare_exchange_weak(seen, seen + kOne, std::memory_order_acq_rel,
                                         std::memory_order_acquire)) {
        continue;
      }
      const int64_t index = next(seen);
      function(context, index, index + 1, worker);
      unfinished_.fetch_sub(1, std::memory_order_release);
      return true;
    }
    return false;
  }

 private:
  // A ticket is (loop number << 32 | first piece not yet begun << 16 | count).
  static constexpr uint64_t kOne = uint64_t{1} << 16;

  // -1: none is left.
  static int64_t next(uint64_t ticket) {
    const auto first = static_cast<int64_t>(ticket >> 16 & 0xFFFF);
    return first < static_cast<int64_t>(ticket & 0xFFFF) ? first : -1;
  }

  alignas(64) std::atomic<uint64_t> ticket_{0};
  std::atomic<Function> function_{nullptr};
  std::atomic<const void*> context_{nullptr};
  alignas(64) std::atomic<int64_t> unfinished_{0};
  uint64_t number_ = 0;  // of the one who begins
};

}  // namespace glia
