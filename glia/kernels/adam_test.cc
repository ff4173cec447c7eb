// A step of Adam in one pass has the bits of its thirteen operations one after another.
#include "glia/kernels/adam.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "glia/base/bits.h"
#include "glia/base/random.h"
#include "glia/kernels/elementwise.h"
#include "glia/kernels/testing_internal.h"

namespace glia::kernels {
namespace {

template <class T>
class AdamTest : public testing::Test {};
using Precisions = testing::Types<float, double>;
TYPED_TEST_SUITE(AdamTest, Precisions);

template <class T>
std::vector<T> numbers(size_t n, uint64_t stream, double low, double high) {
  std::vector<T> values(n);
  for (size_t i = 0; i < n; ++i)
    values[i] = static_cast<T>(low + (high - low) * uniform01(random_word(11, stream, 0, i)));
  return values;
}

template <class T>
struct State {
  std::vector<T> g, m, v, w;
  T scalars[7] = {static_cast<T>(0.9),       static_cast<T>(0.1),  static_cast<T>(0.999),
                  static_cast<T>(0.001),     static_cast<T>(0.02), static_cast<T>(1.7),
                  static_cast<T>(0.00000001)};

  explicit State(size_t n)
      : g(numbers<T>(n, 1, -1, 1)),
        m(numbers<T>(n, 2, -0.1, 0.1)),
        v(numbers<T>(n, 3, 0, 0.01)),
        w(numbers<T>(n, 4, -2, 2)) {
    if (n > 2) g[1] = m[1] = v[1] = 0;  // an input that is always zero
    if (n > 5) g[4] = std::numeric_limits<T>::infinity();
    if (n > 6) g[5] = std::numeric_limits<T>::quiet_NaN();
  }
};

template <class T>
std::vector<T> apply(TileOp op, const void* a, const void* b, size_t n, unsigned repeated) {
  std::vector<T> result(n);
  const void* in[3] = {a, b, nullptr};
  tile_function<T>(op)(in, result.data(), n, repeated);
  return result;
}

template <class T>
void step_by_step(State<T>& s) {
  const size_t n = s.g.size();
  const auto scaled = [&](const std::vector<T>& x, int scalar) {
    return apply<T>(TileOp::kMul, x.data(), &s.scalars[scalar], n, 2);
  };
  const auto both = [&](TileOp op, const std::vector<T>& a, const std::vector<T>& b) {
    return apply<T>(op, a.data(), b.data(), n, 0);
  };
  s.m = both(TileOp::kAdd, scaled(s.m, 0), scaled(s.g, 1));
  const auto square = apply<T>(TileOp::kSquare, s.g.data(), nullptr, n, 0);
  s.v = both(TileOp::kAdd, scaled(s.v, 2), scaled(square, 3));
  const auto root = scaled(apply<T>(TileOp::kSqrt, s.v.data(), nullptr, n, 0), 5);
  const auto bottom = apply<T>(TileOp::kAdd, root.data(), &s.scalars[6], n, 2);
  const auto top = apply<T>(TileOp::kMul, &s.scalars[4], s.m.data(), n, 1);
  s.w = both(TileOp::kSub, s.w, both(TileOp::kDiv, top, bottom));
}

template <class T>
void expect_same(const std::vector<T>& found, const std::vector<T>& expected) {
  for (size_t i = 0; i < found.size(); ++i) {
    if (std::isnan(expected[i])) {
      EXPECT_TRUE(std::isnan(found[i])) << i;
    } else {
      EXPECT_EQ(std::memcmp(&found[i], &expected[i], sizeof(T)), 0) << i << " " << found[i];
    }
  }
}

TYPED_TEST(AdamTest, HasTheBitsOfItsOperations) {
  using T = TypeParam;
  for_each_target([] {
    for (const size_t n : {0u, 1u, 3u, 7u, 8u, 16u, 17u, 31u, 64u, 133u}) {
      State<T> expected(n);
      State<T> found(n);
      for (int step = 0; step < 3; ++step) {
        step_by_step(expected);
        const T* s = found.scalars;
        adam_tile<T>(
            {found.g.data(), found.m.data(), found.v.data(), found.w.data(), &s[0], &s[1], &s[2],
             &s[3], &s[4], &s[5], &s[6], found.m.data(), found.v.data(), found.w.data()},
            n);
      }
      SCOPED_TRACE(n);
      expect_same(found.m, expected.m);
      expect_same(found.v, expected.v);
      expect_same(found.w, expected.w);
    }
  });
}

// Steps that leave v as it is: w = 0 + n / sqrt(v), for several n because a quotient may be that of
// a root's neighbour as well.
void expect_exact_roots(uint32_t first_bits, uint32_t end_bits, uint32_t apart) {
  constexpr size_t kTile = 1024;
  constexpr float kNumerators[] = {1.0F, 1.4F, 1.7F};
  const float zero = 0;
  const float one = 1;
  const float minus = -1;
  std::vector<float> roots(kTile), g(kTile, 0), m(kTile), v(kTile), w(kTile);
  for (uint64_t bits = first_bits; bits < end_bits;) {
    size_t n = 0;
    for (; n < kTile && bits < end_bits; ++n, bits += apart) {
      v[n] = bits_as<float>(static_cast<uint32_t>(bits));
      roots[n] = std::sqrt(v[n]);
    }
    for (const float numerator : kNumerators) {
      std::fill(m.begin(), m.end(), numerator);
      std::fill(w.begin(), w.end(), 0.0F);
      adam_tile<float>({g.data(), m.data(), v.data(), w.data(), &one, &zero, &one, &zero, &minus,
                        &one, &zero, m.data(), v.data(), w.data()},
                       n);
      for (size_t i = 0; i < n; ++i) ASSERT_EQ(w[i], numerator / roots[i]) << v[i];
    }
  }
}

constexpr uint32_t kInfinity = 0x7f800000;

TEST(AdamRootTest, AreAsTheHardwareRoundsThem) {
  for_each_target([] { expect_exact_roots(0, kInfinity, 10007); });
}

TEST(LongAdamRootTest, AreAsTheHardwareRoundsThem) { expect_exact_roots(0, kInfinity, 1); }

}  // namespace
}  // namespace glia::kernels
