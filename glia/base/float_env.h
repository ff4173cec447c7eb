// Denormal numbers read and written as zero while an object of this class lives.
//
// Adam's moments of inputs that are always zero decay into denormals, which cost 5-20 % of a
// training step. The mode belongs to the thread that made the object: each thread of a pool needs
// its own (ThreadPool sees to that). x86 only: elsewhere nothing changes.
#pragma once

#if (defined(__x86_64__) || defined(__i386__)) && defined(__SSE2__) && !defined(__EMSCRIPTEN__)
#define GLIA_HAS_MXCSR 1
#include <xmmintrin.h>
#else
#define GLIA_HAS_MXCSR 0
#endif

namespace glia {

class [[nodiscard]] FlushDenormals {
 public:
#if GLIA_HAS_MXCSR
  // Reading the register is cheap, writing it stalls: write only what changes.
  FlushDenormals() : before_(_mm_getcsr()) {
    if ((before_ & kFlush) != kFlush) _mm_setcsr(before_ | kFlush);
  }
  ~FlushDenormals() {
    if ((before_ & kFlush) != kFlush) _mm_setcsr((_mm_getcsr() & ~kFlush) | (before_ & kFlush));
  }
  static bool active() { return (_mm_getcsr() & kFlush) == kFlush; }
#else
  FlushDenormals() {}
  ~FlushDenormals() {}
  static bool active() { return false; }
#endif
  FlushDenormals(const FlushDenormals&) = delete;
  FlushDenormals& operator=(const FlushDenormals&) = delete;

 private:
#if GLIA_HAS_MXCSR
  static constexpr unsigned kFlush = 0x8040;  // FTZ: results, bit 15. DAZ: operands, bit 6.
  unsigned before_;
#endif
};

}  // namespace glia
