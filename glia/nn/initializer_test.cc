// Start values by what they must be: moments over many numbers, bounds, orthogonality.
#include "glia/nn/initializer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "glia/base/error.h"
#include "glia/base/error_testing.h"

namespace glia::nn {
namespace {

std::vector<double> values_of(std::string_view text, int64_t in, int64_t out, uint64_t seed = 3) {
  std::vector<double> values(static_cast<size_t>(in * out));
  find_initializer(text).make(in, out)(values, seed, 11);
  return values;
}

struct Moments {
  double mean = 0, deviation = 0, fourth = 0;  // the last: E (x - mean)^4 / deviation^4
  double low = 0, high = 0;
};

Moments moments_of(const std::vector<double>& values) {
  Moments m;
  const auto count = static_cast<double>(values.size());
  for (const double x : values) m.mean += x / count;
  double second = 0;
  for (const double x : values) {
    const double square = (x - m.mean) * (x - m.mean);
    second += square / count;
    m.fourth += square * square / count;
  }
  m.deviation = std::sqrt(second);
  m.fourth /= second * second;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  m.low = *low;
  m.high = *high;
  return m;
}

// Over 240,000 numbers the mean of standard ones strays by 0.002, their deviation by 0.0015.
constexpr int64_t kIn = 400, kOut = 600;

TEST(Initializers, HaveTheMomentsOfTheirFormulas) {
  constexpr double kUniform = 1.8, kNormal = 3;  // fourth moments
  struct Case {
    const char* text;
    double mean, deviation, fourth;
  };
  const Case cases[] = {
      {"glorot_uniform", 0, std::sqrt(2.0 / 1000), kUniform},
      {"glorot_normal", 0, std::sqrt(2.0 / 1000), kNormal},
      {"he_uniform", 0, std::sqrt(2.0 / 400), kUniform},
      {"he_normal", 0, std::sqrt(2.0 / 400), kNormal},
      {"lecun_uniform", 0, std::sqrt(1.0 / 400), kUniform},
      {"lecun_normal", 0, std::sqrt(1.0 / 400), kNormal},
      {"uniform", 0, 0.1 / std::sqrt(12.0), kUniform},
      {"uniform:2:5", 3.5, 3 / std::sqrt(12.0), kUniform},
      {"normal", 0, 0.01, kNormal},
      {"normal:-1:2", -1, 2, kNormal},
      // Of a standard normal between -2 and 2: variance 0.7737, fourth moment 2.3655 of its square.
      {"truncated_normal:1:0.5", 1, 0.5 * 0.87962566, 2.3655},
      {"truncated_normal:bound=8:deviation=1", 0, 1, kNormal},
  };
  for (const Case& c : cases) {
    const Moments m = moments_of(values_of(c.text, kIn, kOut));
    EXPECT_NEAR(m.mean, c.mean, 0.008 * c.deviation) << c.text;
    EXPECT_NEAR(m.deviation, c.deviation, 0.006 * c.deviation) << c.text;
    EXPECT_NEAR(m.fourth, c.fourth, 0.04) << c.text;
  }
}

TEST(Initializers, KeepTheirBounds) {
  const Moments uniform = moments_of(values_of("uniform:-0.1:0.3", kIn, kOut));
  EXPECT_GE(uniform.low, -0.1);
  EXPECT_LT(uniform.low, -0.0999);
  EXPECT_LT(uniform.high, 0.3);
  EXPECT_GT(uniform.high, 0.2999);
  const Moments truncated = moments_of(values_of("truncated_normal:0:1:1.5", kIn, kOut));
  EXPECT_GE(truncated.low, -1.5);
  EXPECT_LT(truncated.low, -1.499);
  EXPECT_LE(truncated.high, 1.5);
  EXPECT_GT(truncated.high, 1.499);
}

TEST(Initializers, OrthogonalHasOrthonormalVectorsOnItsShorterSide) {
  for (const auto& [in, out] : {std::pair<int64_t, int64_t>{40, 40}, {64, 10}, {7, 50}, {1, 3}}) {
    const std::vector<double> w = values_of("orthogonal:2", in, out);
    const bool rows = in <= out;
    const int64_t count = rows ? in : out, length = rows ? out : in;
    const auto at = [&](int64_t vector, int64_t k) {
      return w[static_cast<size_t>(rows ? vector * out + k : k * out + vector)];
    };
    for (int64_t a = 0; a < count; ++a) {
      for (int64_t b = 0; b <= a; ++b) {
        double product = 0;
        for (int64_t k = 0; k < length; ++k) product += at(a, k) * at(b, k);
        EXPECT_NEAR(product, a == b ? 4 : 0, 1e-13) << in << "x" << out << " " << a << "," << b;
      }
    }
  }
}

// Uniform among all rotations: an entry of a 3x3 has mean 0 and variance 1/3.
TEST(Initializers, OrthogonalFavoursNoDirection) {
  double sums[9] = {}, squares[9] = {};
  constexpr int kDraws = 20000;
  for (uint64_t seed = 0; seed < kDraws; ++seed) {
    const std::vector<double> w = values_of("orthogonal", 3, 3, seed);
    for (size_t i = 0; i < 9; ++i) {
      sums[i] += w[i] / kDraws;
      squares[i] += w[i] * w[i] / kDraws;
    }
  }
  for (size_t i = 0; i < 9; ++i) {
    EXPECT_NEAR(sums[i], 0, 0.016) << i;
    EXPECT_NEAR(squares[i], 1.0 / 3, 0.01) << i;
  }
}

TEST(Initializers, ThePlainOnes) {
  EXPECT_EQ(values_of("zeros", 1, 3), (std::vector<double>{0, 0, 0}));
  EXPECT_EQ(values_of("constant:0.25", 2, 1), (std::vector<double>{0.25, 0.25}));
  EXPECT_EQ(values_of("identity", 2, 3), (std::vector<double>{1, 0, 0, 0, 1, 0}));
  EXPECT_EQ(values_of("identity:-2", 3, 2), (std::vector<double>{-2, 0, 0, -2, 0, 0}));
}

TEST(Initializers, ArePureInSeedAndStream) {
  for (const InitializerKind& kind : initializers()) {
    EXPECT_EQ(values_of(kind.name, 30, 20), values_of(kind.name, 30, 20)) << kind.name;
    for (const double x : values_of(kind.name, 30, 20)) ASSERT_TRUE(std::isfinite(x)) << kind.name;
    EXPECT_FALSE(kind.doc.empty()) << kind.name;
  }
  EXPECT_NE(values_of("orthogonal", 5, 4, 1), values_of("orthogonal", 5, 4, 2));
  EXPECT_NE(values_of("truncated_normal", 5, 4, 1), values_of("truncated_normal", 5, 4, 2));
}

std::string error_of(std::string_view text) {
  return usage_message([&] { find_initializer(text); });
}

TEST(Initializers, SayWhatIsWrong) {
  EXPECT_EQ(error_of("he_norml").find("initialiser: no 'he_norml'; did you mean 'he_normal'?"), 0u);
  EXPECT_EQ(error_of("constant:x"),
            "initialiser 'constant:x': 'x' is no number for value; the form is constant[:VALUE]");
  EXPECT_EQ(error_of("uniform:1:1"),
            "initialiser 'uniform:1:1': low must be below high, found 1 and 1");
  EXPECT_EQ(error_of("normal:deviation=-1"),
            "initialiser 'normal:deviation=-1': deviation must be 0 or more, found -1");
  std::vector<double> seven(7);
  EXPECT_THROW(orthogonal(2, 3)(seven, 0, 0), Error);
  EXPECT_THROW(identity(2, 3)(seven, 0, 0), Error);
}

}  // namespace
}  // namespace glia::nn
