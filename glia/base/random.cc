#include "glia/base/random.h"

#include <utility>

namespace glia {
namespace {

// floor(word * bound / 2^64): an integer below `bound`. Off from uniform by at most bound / 2^64,
// which no run can see; in return each position takes the same two words whatever came before.
// Source: Lemire 2019, "Fast Random Integer Generation in an Interval", without its rejection.
uint64_t scale_below(uint64_t word, uint64_t bound) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<uint64_t>((static_cast<Wide>(word) * bound) >> 64);
}

}  // namespace

// Fisher-Yates from the back: position i changes places with a random one of 0..i.
void shuffle(int64_t* first, int64_t n, uint64_t seed, uint64_t epoch) {
  const std::array<uint32_t, 2> key = random_key(seed, hash_path("shuffle"));
  std::array<uint32_t, 4> words{};
  uint64_t held = ~uint64_t{0};
  for (int64_t i = n - 1; i > 0; --i) {
    const uint64_t position = static_cast<uint64_t>(i);
    if (held != position / 2) {
      held = position / 2;
      words = random_words(key, epoch, held);
    }
    const size_t pair = 2 * (position % 2);
    const uint64_t word = words[pair] | (uint64_t{words[pair + 1]} << 32);
    std::swap(first[i], first[scale_below(word, position + 1)]);
  }
}

}  // namespace glia
