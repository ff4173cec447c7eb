#include "glia/kernels/elementwise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "glia/kernels/reference/elementwise.h"
#include "glia/kernels/testing_internal.h"
#include "glia/kernels/ulp_testing.h"

namespace glia::kernels {
namespace {

constexpr size_t kSizes[] = {0, 1, 2, 7, 15, 16, 17, 31, 33, 100, 1000};

std::vector<TileOp> all_ops() {
  std::vector<TileOp> ops;
  ops.reserve(kTileOpCount);
  for (int op = 0; op < kTileOpCount; ++op) ops.push_back(static_cast<TileOp>(op));
  return ops;
}

// Inputs for one operation: values of all sizes that an operation meets, specials among them.
template <class T>
struct Operands {
  std::vector<T> real[3];
  std::vector<uint8_t> boolean[3];

  Operands(size_t n, unsigned seed) {
    std::mt19937_64 random(seed);
    const T specials[] = {T{0},
                          -T{0},
                          T{1},
                          T{-1},
                          std::numeric_limits<T>::infinity(),
                          -std::numeric_limits<T>::infinity(),
                          std::numeric_limits<T>::quiet_NaN(),
                          T{200},
                          T{-200},
                          T{1e4},
                          T{-1e4}};
    for (int k = 0; k < 3; ++k) {
      for (size_t i = 0; i < n; ++i) {
        const double unit = static_cast<double>(random() >> 11) * 0x1p-52 - 1.0;
        T value = static_cast<T>(unit * 4.0);
        if (random() % 4 == 0) value = static_cast<T>(unit * 80.0);
        if (random() % 8 == 0) value = specials[random() % std::size(specials)];
        real[k].push_back(value);
        boolean[k].push_back(static_cast<uint8_t>(random() % 2));
      }
    }
  }

  const void* input(TileOp op, int k, size_t offset = 0) const {
    if ((info(op).bool_in >> k & 1) != 0) return boolean[k].data() + offset;
    return real[k].data() + offset;
  }
};

template <class T>
size_t result_size(TileOp op) {
  return info(op).bool_out ? 1 : sizeof(T);
}

// One value that an operation gave against the reference's, both as raw bytes. An oracle rounded
// to T may itself be off by half an ulp.
template <class T>
void expect_close(TileOp op, const void* actual, const void* expected, const std::string& where) {
  if (info(op).bool_out) {
    EXPECT_EQ(*static_cast<const uint8_t*>(actual), *static_cast<const uint8_t*>(expected))
        << where;
    return;
  }
  T a;
  T e;
  std::memcpy(&a, actual, sizeof(T));
  std::memcpy(&e, expected, sizeof(T));
  if (!has_oracle<T>(op)) return;
  EXPECT_LE(ulp_error<T>(a, e), allowed_ulp<T>(op) == 0 ? 0 : allowed_ulp<T>(op) + 0.5)
      << where << ": " << a << " instead of " << e;
}

// The same bits; any NaN is as good as any other, because WebAssembly promises no NaN's bits.
template <class T>
bool same_bits(TileOp op, const void* a, const void* b) {
  if (std::memcmp(a, b, result_size<T>(op)) == 0) return true;
  if (info(op).bool_out) return false;
  return std::isnan(*static_cast<const T*>(a)) && std::isnan(*static_cast<const T*>(b));
}

template <class T>
class ElementwiseTest : public ::testing::Test {};
using Reals = ::testing::Types<float, double>;
TYPED_TEST_SUITE(ElementwiseTest, Reals);

TYPED_TEST(ElementwiseTest, EveryOperationAgreesWithTheReferenceAtEverySize) {
  using T = TypeParam;
  for_each_target([] {
    for (const TileOp op : all_ops()) {
      for (const size_t n : kSizes) {
        // Offset 1: no operand is aligned to a vector. Guard bytes follow the result.
        const Operands<T> operands(n + 1, static_cast<unsigned>(n));
        const void* in[3] = {operands.input(op, 0, 1), operands.input(op, 1, 1),
                             operands.input(op, 2, 1)};
        const size_t size = result_size<T>(op);
        std::vector<unsigned char> actual(n * size + 64, 0xA5);
        std::vector<unsigned char> expected(n * size + 64, 0xA5);
        tile_function<T>(op)(in, actual.data(), n, 0);
        reference::elementwise<T>(op, in, expected.data(), n);
        for (size_t i = 0; i < n; ++i) {
          expect_close<T>(op, &actual[i * size], &expected[i * size],
                          std::string(info(op).name) + " element " + std::to_string(i) + " of " +
                              std::to_string(n));
        }
        for (size_t i = n * size; i < actual.size(); ++i) {
          ASSERT_EQ(actual[i], 0xA5) << info(op).name << " wrote past its end, n = " << n;
        }
      }
    }
  });
}

TYPED_TEST(ElementwiseTest, TheBitsOfAnElementDoNotDependOnItsPlace) {
  using T = TypeParam;
  for_each_target([] {
    const size_t n = 133;
    const Operands<T> operands(n, 7);
    for (const TileOp op : all_ops()) {
      const void* in[3] = {operands.input(op, 0), operands.input(op, 1), operands.input(op, 2)};
      const size_t size = result_size<T>(op);
      std::vector<unsigned char> together(n * size);
      tile_function<T>(op)(in, together.data(), n, 0);
      for (size_t i = 0; i < n; ++i) {
        const void* one[3] = {operands.input(op, 0, i), operands.input(op, 1, i),
                              operands.input(op, 2, i)};
        alignas(T) unsigned char alone[sizeof(T)];
        tile_function<T>(op)(one, alone, 1, 0);
        ASSERT_TRUE(same_bits<T>(op, alone, &together[i * size]))
            << info(op).name << " element " << i;
      }
    }
  });
}

TYPED_TEST(ElementwiseTest, ARepeatedOperandIsThatElementEverywhere) {
  using T = TypeParam;
  for_each_target([] {
    for (const size_t n : {size_t{0}, size_t{1}, size_t{5}, size_t{16}, size_t{77}}) {
      const Operands<T> operands(n + 3, 5);
      for (const TileOp op : all_ops()) {
        for (unsigned k = 0; repeats(op) && k < 2; ++k) {
          const T one = static_cast<const T*>(operands.input(op, static_cast<int>(k)))[2];
          const std::vector<T> filled(n, one);
          const void* whole[2] = {operands.input(op, 0), operands.input(op, 1)};
          const void* repeated[2] = {whole[0], whole[1]};
          whole[k] = filled.data();
          repeated[k] = &one;
          std::vector<T> expected(n);
          std::vector<T> found(n);
          tile_function<T>(op)(whole, expected.data(), n, 0);
          tile_function<T>(op)(repeated, found.data(), n, 1u << k);
          for (size_t i = 0; i < n; ++i)
            ASSERT_TRUE(same_bits<T>(op, &found[i], &expected[i])) << info(op).name << " " << i;
        }
      }
    }
  });
}

TYPED_TEST(ElementwiseTest, TheResultMayOverwriteAnyInputOfItsSize) {
  using T = TypeParam;
  for_each_target([] {
    const size_t n = 77;
    for (const TileOp op : all_ops()) {
      const size_t size = result_size<T>(op);
      for (int k = 0; k < info(op).arity; ++k) {
        const bool boolean = (info(op).bool_in >> k & 1) != 0;
        if ((boolean ? 1 : sizeof(T)) != size) continue;
        const Operands<T> operands(n, 9);
        const void* in[3] = {operands.input(op, 0), operands.input(op, 1), operands.input(op, 2)};
        std::vector<unsigned char> apart(n * size);
        tile_function<T>(op)(in, apart.data(), n, 0);
        void* place = const_cast<void*>(in[k]);
        tile_function<T>(op)(in, place, n, 0);
        for (size_t i = 0; i < n; ++i) {
          const unsigned char* over = static_cast<const unsigned char*>(place) + i * size;
          ASSERT_TRUE(same_bits<T>(op, over, &apart[i * size]))
              << info(op).name << " over input " << k << ", element " << i;
        }
      }
    }
  });
}

template <class T>
T value_of(TileOp op, T x) {
  const void* in[1] = {&x};
  T y;
  tile_function<T>(op)(in, &y, 1, 0);
  return y;
}

TYPED_TEST(ElementwiseTest, ZerosInfinitiesAndNanAreExact) {
  using T = TypeParam;
  for_each_target([] {
    const T inf = std::numeric_limits<T>::infinity();
    const T nan = std::numeric_limits<T>::quiet_NaN();
    for (const TileOp op : all_ops()) {
      if (info(op).arity == 1 && info(op).bool_in == 0) {
        EXPECT_TRUE(std::isnan(value_of(op, nan))) << info(op).name;
      }
    }
    // 200 is the input at which Highway's own exp turns to 0.
    const T large = sizeof(T) == 4 ? T{200} : T{1e4};
    for (const T x : {inf, large, T{1e4}}) {
      EXPECT_EQ(value_of(TileOp::kExp, x), inf);
      EXPECT_EQ(value_of(TileOp::kExp, -x), 0);
      EXPECT_EQ(value_of(TileOp::kExpm1, x), inf);
      EXPECT_EQ(value_of(TileOp::kExpm1, -x), -1);
      EXPECT_EQ(value_of(TileOp::kTanh, x), 1);
      EXPECT_EQ(value_of(TileOp::kTanh, -x), -1);
      EXPECT_EQ(value_of(TileOp::kSigmoid, x), 1);
      EXPECT_EQ(value_of(TileOp::kSigmoid, -x), 0);
      EXPECT_EQ(value_of(TileOp::kSoftplus, x), x);
      EXPECT_EQ(value_of(TileOp::kSoftplus, -x), 0);
    }
    EXPECT_EQ(value_of(TileOp::kExp, T{0}), 1);
    EXPECT_EQ(value_of(TileOp::kExp, -T{0}), 1);
    EXPECT_EQ(value_of(TileOp::kSigmoid, T{0}), T{0.5});
    EXPECT_EQ(value_of(TileOp::kLog, T{0}), -inf);
    EXPECT_EQ(value_of(TileOp::kLog, -T{0}), -inf);
    EXPECT_EQ(value_of(TileOp::kLog, T{1}), 0);
    EXPECT_EQ(value_of(TileOp::kLog, inf), inf);
    EXPECT_TRUE(std::isnan(value_of(TileOp::kLog, T{-1})));
    EXPECT_TRUE(std::isnan(value_of(TileOp::kLog, -inf)));
    EXPECT_EQ(value_of(TileOp::kLog1p, T{-1}), -inf);
    EXPECT_EQ(value_of(TileOp::kLog1p, inf), inf);
    EXPECT_TRUE(std::isnan(value_of(TileOp::kLog1p, T{-2})));
    EXPECT_TRUE(std::isnan(value_of(TileOp::kLog1p, -inf)));
    for (const TileOp op :
         {TileOp::kExpm1, TileOp::kLog1p, TileOp::kTanh, TileOp::kSin, TileOp::kErf, TileOp::kSqrt,
          TileOp::kGelu, TileOp::kGeluTanh, TileOp::kSilu, TileOp::kMish, TileOp::kSoftsign}) {
      EXPECT_EQ(value_of(op, T{0}), 0) << info(op).name;
      EXPECT_FALSE(std::signbit(value_of(op, T{0}))) << info(op).name;
      EXPECT_TRUE(std::signbit(value_of(op, -T{0}))) << info(op).name;
    }
    for (const TileOp op : {TileOp::kGelu, TileOp::kGeluTanh, TileOp::kSilu, TileOp::kMish}) {
      for (const T x : {inf, std::numeric_limits<T>::max(), T{1e4}}) {
        EXPECT_EQ(value_of(op, x), x) << info(op).name;
        EXPECT_EQ(value_of(op, -x), 0) << info(op).name;
      }
    }
    EXPECT_EQ(value_of(TileOp::kNormalCdf, inf), 1);
    EXPECT_EQ(value_of(TileOp::kNormalCdf, -inf), 0);
    EXPECT_EQ(value_of(TileOp::kSoftsign, inf), 1);
    EXPECT_EQ(value_of(TileOp::kSoftsign, -inf), -1);
    EXPECT_EQ(value_of(TileOp::kRelu, -inf), 0);
    EXPECT_EQ(value_of(TileOp::kRelu, inf), inf);
    EXPECT_EQ(value_of(TileOp::kStep, T{0}), 1);
    EXPECT_EQ(value_of(TileOp::kStep, -T{0}), 1);
    EXPECT_EQ(value_of(TileOp::kSign, -T{3}), -1);
  });
}

TYPED_TEST(ElementwiseTest, AnInvalidValueThatIsNotTakenIsHarmless) {
  using T = TypeParam;
  for_each_target([] {
    const std::vector<uint8_t> take(37, 1);
    const std::vector<T> taken(37, T{2});
    const std::vector<T> other(37, std::numeric_limits<T>::quiet_NaN());
    std::vector<T> out(37);
    const void* in[3] = {take.data(), taken.data(), other.data()};
    tile_function<T>(TileOp::kSelect)(in, out.data(), out.size(), 0);
    EXPECT_EQ(out, taken);
  });
}

}  // namespace
}  // namespace glia::kernels
