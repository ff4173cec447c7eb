// Philox blocks side by side in 64-bit lanes, whose low halves hold the state: the widening
// product reads nothing else, so the high halves may carry rubbish until the words are packed.
#include "glia/kernels/random.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "glia/base/random.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/random.cc"
#include "hwy/foreach_target.h"  // IWYU pragma: keep

#include "glia/kernels/lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels {
namespace HWY_NAMESPACE {
namespace {

// words: 4 for each of the blocks first_block .. first_block + blocks - 1.
void fill_words(uint32_t key0, uint32_t key1, uint64_t step, uint64_t first_block, size_t blocks,
                uint32_t* words) {
  size_t block = 0;
#if HWY_TARGET != HWY_SCALAR
  const hn::ScalableTag<uint64_t> d;
  const hn::RebindToSigned<decltype(d)> di;
  const hn::Repartition<uint32_t, decltype(d)> d32;
  const size_t lanes = hn::Lanes(d);
  const auto m0 = hn::BitCast(d32, hn::Set(d, 0xD2511F53));
  const auto m1 = hn::BitCast(d32, hn::Set(d, 0xCD9E8D57));
  const auto low = hn::Set(d, 0xFFFFFFFF);
  for (; block + lanes <= blocks; block += lanes) {
    const auto index = hn::Set(d, first_block + block) + hn::BitCast(d, hn::Iota(di, int64_t{0}));
    auto c0 = index;
    auto c1 = hn::ShiftRight<32>(index);
    auto c2 = hn::Set(d, step & 0xFFFFFFFF);
    auto c3 = hn::Set(d, step >> 32);
    uint32_t k0 = key0;
    uint32_t k1 = key1;
    for (int round = 0; round < 10; ++round) {
      const auto p0 = hn::MulEven(hn::BitCast(d32, c0), m0);
      const auto p1 = hn::MulEven(hn::BitCast(d32, c2), m1);
      c0 = hn::Xor(hn::Xor(hn::ShiftRight<32>(p1), c1), hn::Set(d, uint64_t{k0}));
      c2 = hn::Xor(hn::Xor(hn::ShiftRight<32>(p0), c3), hn::Set(d, uint64_t{k1}));
      c1 = p1;
      c3 = p0;
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    const auto words01 = hn::Or(hn::And(c0, low), hn::ShiftLeft<32>(c1));
    const auto words23 = hn::Or(hn::And(c2, low), hn::ShiftLeft<32>(c3));
    uint64_t packed[2 * hn::MaxLanes(d)];
    hn::StoreInterleaved2(words01, words23, d, packed);
    std::memcpy(words + 4 * block, packed, sizeof(packed));
  }
#endif
  for (; block < blocks; ++block) {
    const auto four = random_words({key0, key1}, step, first_block + block);
    std::copy(four.begin(), four.end(), words + 4 * block);
  }
}

// Exact in any order and width, so the ends need no padding.
void words_to_uniform(const uint32_t* words, int64_t n, float* out) {
  const hn::ScalableTag<float> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const hn::RebindToSigned<decltype(d)> di;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  int64_t k = 0;
  for (; k + lanes <= n; k += lanes) {
    const auto integers = hn::BitCast(di, hn::ShiftRight<8>(hn::LoadU(du, words + k)));
    hn::StoreU(hn::ConvertTo(d, integers) * hn::Set(d, 0x1p-24f), d, out + k);
  }
  for (; k < n; ++k) out[k] = static_cast<float>(uniform01(words[k]));
}

void drop(const uint32_t* words, const float* x, int64_t n, int32_t threshold, float keep,
          float* out) {
  const hn::ScalableTag<float> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const hn::RebindToSigned<decltype(d)> di;
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(d));
  const auto below = hn::Set(di, threshold - 1);
  int64_t k = 0;
  for (; k + lanes <= n; k += lanes) {
    const auto integers = hn::BitCast(di, hn::ShiftRight<8>(hn::LoadU(du, words + k)));
    const auto kept = hn::RebindMask(d, integers > below);
    hn::StoreU(hn::IfThenElseZero(kept, hn::LoadU(d, x + k) / hn::Set(d, keep)), d, out + k);
  }
  for (; k < n; ++k) {
    out[k] = static_cast<int32_t>(words[k] >> 8) >= threshold ? x[k] / keep : 0.0f;
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace glia::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {
namespace {

HWY_EXPORT(fill_words);
HWY_EXPORT(words_to_uniform);
HWY_EXPORT(drop);

// Calls use(words, offset, count) for consecutive pieces of elements first .. first + n - 1; the
// pieces start at multiples of 4, but the first one.
template <class Use>
void for_words(int64_t first, int64_t n, uint64_t seed, uint64_t stream, uint64_t step,
               const Use& use) {
  constexpr int64_t kBlocks = 64;
  uint32_t words[4 * kBlocks];
  const auto key = random_key(seed, stream);
  int64_t done = 0;
  while (done < n) {
    const int64_t element = first + done;
    const int64_t skip = element % 4;
    const int64_t count = std::min(4 * kBlocks - skip, n - done);
    const int64_t blocks = (skip + count + 3) / 4;
    HWY_DYNAMIC_DISPATCH(fill_words)
    (key[0], key[1], step, static_cast<uint64_t>(element / 4), static_cast<size_t>(blocks), words);
    use(words + skip, done, count);
    done += count;
  }
}

// floor(word * bound / 2^64): an integer below `bound`. Off from uniform by at most bound / 2^64,
// which no run can see; in return each position takes the same two words whatever came before.
// Source: Lemire 2019, "Fast Random Integer Generation in an Interval", without its rejection.
uint64_t scale_below(uint64_t word, uint64_t bound) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<uint64_t>((static_cast<Wide>(word) * bound) >> 64);
}

// u >= rate in multiples of 2^-24.
int32_t drop_threshold(double rate) { return static_cast<int32_t>(std::ceil(rate * 0x1p24)); }

constexpr double kTwoPi = 6.283185307179586;

// The element of the pair with these words: the cosine for the even one.
double box_muller(uint32_t even_word, uint32_t odd_word, bool odd) {
  const double u = (even_word + 0.5) * 0x1p-32;
  const double angle = kTwoPi * (odd_word * 0x1p-32);
  const double radius = std::sqrt(-2.0 * std::log(u));
  return radius * (odd ? std::sin(angle) : std::cos(angle));
}

}  // namespace

template <>
void uniform<float>(float* out, int64_t n, int64_t first, uint64_t seed, uint64_t stream,
                    uint64_t step) {
  for_words(first, n, seed, stream, step, [&](const uint32_t* words, int64_t at, int64_t count) {
    HWY_DYNAMIC_DISPATCH(words_to_uniform)(words, count, out + at);
  });
}

template <>
void uniform<double>(double* out, int64_t n, int64_t first, uint64_t seed, uint64_t stream,
                     uint64_t step) {
  for_words(first, n, seed, stream, step, [&](const uint32_t* words, int64_t at, int64_t count) {
    for (int64_t k = 0; k < count; ++k) out[at + k] = uniform01(words[k]);
  });
}

template <class T>
void normal(T* out, int64_t n, int64_t first, uint64_t seed, uint64_t stream, uint64_t step) {
  if (n <= 0) return;
  // Whole pairs are generated: one element more at either end when the range cuts a pair.
  const int64_t start = first - first % 2;
  const int64_t end = first + n + (first + n) % 2;
  for_words(start, end - start, seed, stream, step,
            [&](const uint32_t* words, int64_t at, int64_t count) {
              for (int64_t k = 0; k < count; ++k) {
                const int64_t target = start + at + k - first;
                if (target < 0 || target >= n) continue;
                const int64_t pair = k - k % 2;
                out[target] = static_cast<T>(box_muller(words[pair], words[pair + 1], k % 2 != 0));
              }
            });
}

template <>
void dropout<float>(const float* x, float* out, int64_t n, int64_t first, uint64_t seed,
                    uint64_t stream, uint64_t step, double rate) {
  const int32_t threshold = drop_threshold(rate);
  const float keep = static_cast<float>(1.0 - rate);
  for_words(first, n, seed, stream, step, [&](const uint32_t* words, int64_t at, int64_t count) {
    HWY_DYNAMIC_DISPATCH(drop)(words, x + at, count, threshold, keep, out + at);
  });
}

template <>
void dropout<double>(const double* x, double* out, int64_t n, int64_t first, uint64_t seed,
                     uint64_t stream, uint64_t step, double rate) {
  const double keep = 1.0 - rate;
  for_words(first, n, seed, stream, step, [&](const uint32_t* words, int64_t at, int64_t count) {
    for (int64_t k = at; k < at + count; ++k) {
      out[k] = uniform01(words[k - at]) >= rate ? x[k] / keep : 0.0;
    }
  });
}

template void normal<float>(float*, int64_t, int64_t, uint64_t, uint64_t, uint64_t);
template void normal<double>(double*, int64_t, int64_t, uint64_t, uint64_t, uint64_t);

// Fisher-Yates from the back: position i changes places with a random one of 0..i. Positions 2b and
// 2b + 1 take the words of block b.
void shuffle(int64_t* first, int64_t n, uint64_t seed, uint64_t epoch) {
  constexpr int64_t kBlocks = 32;
  constexpr int64_t kFewBlocks = 4;  // for so few the call takes longer than they do
  constexpr int64_t kWhole = 8;      // blocks of the widest vector
  const auto key = random_key(seed, hash_path("shuffle"));
  uint32_t words[4 * kBlocks];
  for (int64_t i = n - 1; i > 0;) {
    const int64_t low = i / 2 / kBlocks * kBlocks;
    const int64_t blocks = i / 2 - low + 1;
    if (n <= 2 * kFewBlocks) {
      for (int64_t b = 0; b < blocks; ++b) {
        const auto four = random_words(key, epoch, static_cast<uint64_t>(b));
        std::copy(four.begin(), four.end(), words + 4 * b);
      }
    } else {
      const int64_t rounded = (blocks + kWhole - 1) / kWhole * kWhole;
      HWY_DYNAMIC_DISPATCH(fill_words)
      (key[0], key[1], epoch, static_cast<uint64_t>(low), static_cast<size_t>(rounded), words);
    }
    for (; i > 0 && i >= 2 * low; --i) {
      const uint32_t* const pair = words + 2 * (i - 2 * low);
      const uint64_t word = pair[0] | (uint64_t{pair[1]} << 32);
      std::swap(first[i], first[scale_below(word, static_cast<uint64_t>(i) + 1)]);
    }
  }
}

}  // namespace glia::kernels
#endif  // HWY_ONCE
