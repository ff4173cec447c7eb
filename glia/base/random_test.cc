#include "glia/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace glia {
namespace {

using Words = std::array<uint32_t, 4>;

// tests/kat_vectors of Random123 1.14, the lines "philox4x32 10".
TEST(Philox, GivesTheKnownAnswersOfRandom123) {
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}),
            (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

static_assert(philox4x32({0, 0, 0, 0}, {0, 0})[0] == 0x6627e8d5);

// The test vectors of draft-eastlake-fnv.
TEST(HashPath, IsFnv1a) {
  EXPECT_EQ(hash_path(""), 0xcbf29ce484222325u);
  EXPECT_EQ(hash_path("a"), 0xaf63dc4c8601ec8cu);
  EXPECT_EQ(hash_path("foobar"), 0x85944171f73967e8u);
  EXPECT_NE(hash_path("\x80"), hash_path(""));
}

// The first outputs of SplitMix64 from state 0, as in its reference implementation.
TEST(Splitmix64, GivesTheKnownAnswers) {
  EXPECT_EQ(splitmix64(0), 0xe220a8397b1dcdafu);
  EXPECT_EQ(splitmix64(0x9e3779b97f4a7c15u), 0x6e789e6aa1b965f4u);
}

TEST(RandomWord, ElementTakesItsWordOfItsBlock) {
  const std::array<uint32_t, 2> key = random_key(7, 11);
  const uint64_t block = (uint64_t{3} << 32) | 5;
  const uint64_t step = (uint64_t{2} << 32) | 9;
  const Words expected = philox4x32({5, 3, 9, 2}, key);
  EXPECT_EQ(random_words(7, 11, step, block), expected);
  for (uint64_t i = 0; i < 4; ++i) {
    EXPECT_EQ(random_word(7, 11, step, 4 * block + i), expected[i]);
  }
}

TEST(RandomWord, SeedStreamAndStepEachChangeIt) {
  const uint32_t word = random_word(1, 2, 3, 4);
  EXPECT_NE(word, random_word(2, 2, 3, 4));
  EXPECT_NE(word, random_word(1, 3, 3, 4));
  EXPECT_NE(word, random_word(2, 1, 3, 4)) << "seed and stream must not be exchangeable";
  EXPECT_NE(word, random_word(1, 2, 4, 4));
}

TEST(Uniform01, CoversZeroToBelowOneInFloatToo) {
  EXPECT_EQ(uniform01(0), 0.0);
  EXPECT_EQ(uniform01(0xff), 0.0);
  EXPECT_EQ(uniform01(0xffffffff), 1.0 - 0x1p-24);
  EXPECT_LT(static_cast<float>(uniform01(0xffffffff)), 1.0f);
}

TEST(Uniform01, HasTheMomentsOfTheUniformDistribution) {
  constexpr uint64_t kCount = 100000;
  double sum = 0;
  double squares = 0;
  for (uint64_t i = 0; i < kCount; ++i) {
    const double u = uniform01(random_word(1, hash_path("u"), 0, i));
    sum += u;
    squares += u * u;
  }
  EXPECT_NEAR(sum / kCount, 1.0 / 2, 5 * 0.2887 / 316);  // 5 standard errors
  EXPECT_NEAR(squares / kCount, 1.0 / 3, 5 * 0.2981 / 316);
}

}  // namespace
}  // namespace glia
