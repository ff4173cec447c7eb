// Random numbers as pure functions of (seed, stream, step, element index): no generator object
// exists, so forward and backward see the same dropout mask and any thread makes any element.
//
// A stream is the hash of a node's path. Element i of stream s at step t takes word i % 4 of
//   philox4x32(counter = {lo(i/4), hi(i/4), lo(t), hi(t)}, key = random_key(seed, s)).
// All functions are pure. Callable from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "glia/base/philox.h"

namespace glia {

// FNV-1a, 64 bits. Stable for ever: streams in saved models depend on it.
constexpr uint64_t hash_path(std::string_view path) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : path) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3u;
  }
  return hash;
}

// The output function of SplitMix64 (Steele, Lea, Flood 2014): a bijection that spreads near
// inputs (seed 1, seed 2) over all bits.
constexpr uint64_t splitmix64(uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

// Make it once, outside the loop over elements.
constexpr std::array<uint32_t, 2> random_key(uint64_t seed, uint64_t stream) {
  const uint64_t mix = splitmix64(seed ^ splitmix64(stream));
  return {static_cast<uint32_t>(mix), static_cast<uint32_t>(mix >> 32)};
}

// Words of elements 4*block .. 4*block + 3.
constexpr std::array<uint32_t, 4> random_words(std::array<uint32_t, 2> key, uint64_t step,
                                               uint64_t block) {
  return philox4x32({static_cast<uint32_t>(block), static_cast<uint32_t>(block >> 32),
                     static_cast<uint32_t>(step), static_cast<uint32_t>(step >> 32)},
                    key);
}
constexpr std::array<uint32_t, 4> random_words(uint64_t seed, uint64_t stream, uint64_t step,
                                               uint64_t block) {
  return random_words(random_key(seed, stream), step, block);
}

// The word of element `index`.
constexpr uint32_t random_word(uint64_t seed, uint64_t stream, uint64_t step, uint64_t index) {
  return random_words(seed, stream, step, index / 4)[index % 4];
}

// U[0, 1) in steps of 2^-24: exact in float and in double, and never rounded up to 1.
constexpr double uniform01(uint32_t word) { return (word >> 8) * 0x1p-24; }

}  // namespace glia
