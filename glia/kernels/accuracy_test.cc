// The accuracy contract of elementwise.h: samples of floats and doubles always, every float there
// is in the tests labelled `long`.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "glia/base/thread_pool.h"
#include "glia/kernels/reference/elementwise.h"
#include "glia/kernels/testing_internal.h"
#include "glia/kernels/ulp_testing.h"

namespace glia::kernels {
namespace {

constexpr TileOp kTranscendental[] = {
    TileOp::kExp,     TileOp::kExpm1,    TileOp::kLog,       TileOp::kLog1p,   TileOp::kTanh,
    TileOp::kSigmoid, TileOp::kSoftplus, TileOp::kErf,       TileOp::kSilu,    TileOp::kMish,
    TileOp::kGelu,    TileOp::kGeluTanh, TileOp::kNormalCdf, TileOp::kSoftsign};

float float_of(uint32_t bits) {
  float value = 0;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

struct Worst {
  double error = 0;
  double at = 0;

  void see(double another, double x) {
    if (another <= error) return;
    error = another;
    at = x;
  }
};

template <class T>
std::vector<long double> exact_values(TileOp op, const std::vector<T>& x) {
  std::vector<long double> exact;
  exact.reserve(x.size());
  for (const T each : x)
    exact.push_back(reference::exact_value(op, static_cast<long double>(each)));
  return exact;
}

template <class T>
void expect_contract(const std::vector<T>& x, std::initializer_list<TileOp> ops) {
  std::vector<T> y(x.size());
  for (const TileOp op : ops) {
    if (!has_oracle<T>(op)) GTEST_SKIP() << "this platform's long double functions are double";
    const std::vector<long double> exact = exact_values(op, x);
    for_each_target([&] {
      const void* in[1] = {x.data()};
      tile_function<T>(op)(in, y.data(), x.size(), 0);
      Worst worst;
      for (size_t i = 0; i < x.size(); ++i)
        worst.see(ulp_error<T>(y[i], exact[i]), static_cast<double>(x[i]));
      EXPECT_LE(worst.error, allowed_ulp<T>(op)) << info(op).name << " at " << worst.at;
    });
  }
}

std::string name_of_op(const testing::TestParamInfo<TileOp>& param) {
  return info(param.param).name;
}

class Accuracy : public testing::TestWithParam<TileOp> {};
INSTANTIATE_TEST_SUITE_P(Ops, Accuracy, testing::ValuesIn(kTranscendental), name_of_op);

TEST_P(Accuracy, OfFloatsFromEverywhere) {
  std::vector<float> x;
  for (uint64_t bits = 0; bits < uint64_t{1} << 32; bits += 40009)
    x.push_back(float_of(static_cast<uint32_t>(bits)));
  // Denser where the errors are: between 2^-6 and 2^7.
  for (uint32_t bits = 0x3C800000; bits < 0x43000000; bits += 1511) {
    x.push_back(float_of(bits));
    x.push_back(-x.back());
  }
  expect_contract(x, {GetParam()});
}

TEST_P(Accuracy, OfDoubles) {
  std::mt19937_64 random(3);
  std::vector<double> x;
  for (int i = 0; i < 20000; ++i) {
    const double unit = static_cast<double>(random() >> 11) * 0x1p-52 - 1.0;
    const uint64_t bits = random();
    double any = 0;
    std::memcpy(&any, &bits, sizeof(any));
    x.insert(x.end(), {unit * 3, unit * 40, unit * 745,
                       std::ldexp(unit, -static_cast<int>(bits % 60)), any});
  }
  expect_contract(x, {GetParam()});
}

TEST(ElementwiseAccuracyTest, SineAndCosineKeepTheContract) {
  std::vector<float> x;
  std::vector<double> wide;
  for (int i = -20000; i <= 20000; ++i) {
    wide.push_back(i * 0.0123456789);
    x.push_back(static_cast<float>(wide.back()));
  }
  expect_contract(x, {TileOp::kSin, TileOp::kCos});
  expect_contract(wide, {TileOp::kSin, TileOp::kCos});
}

// ulp_error of a float, quick where the result is a normal number.
double error_of_float(float actual, double exact) {
  constexpr uint64_t kExponent = uint64_t{0x7FF} << 52;
  if (std::isfinite(actual) && std::fabs(exact) >= 0x1p-126 && std::fabs(exact) < 0x1p127) {
    uint64_t bits = 0;
    std::memcpy(&bits, &exact, sizeof(bits));
    const uint64_t inverse = (uint64_t{2 * 1023 + 23} << 52) - (bits & kExponent);
    double per_ulp = 0;
    std::memcpy(&per_ulp, &inverse, sizeof(per_ulp));
    return std::fabs(static_cast<double>(actual) - exact) * per_ulp;
  }
  return ulp_error<float>(actual, exact);
}

// All that take one number and give one.
std::vector<TileOp> functions_of_one() {
  std::vector<TileOp> ops;
  for (int i = 0; i < kTileOpCount; ++i) {
    const auto op = static_cast<TileOp>(i);
    if (info(op).arity == 1 && info(op).bool_in == 0 && !info(op).bool_out) ops.push_back(op);
  }
  return ops;
}

// The values of op, or, where it rounds once at most, the floats that it must give.
void exact_values(TileOp op, const float* x, double* exact, float* scratch, size_t count) {
  if (allowed_ulp<float>(op) > 0) {
    // In double: 2^29 times finer than what is judged.
    for (size_t i = 0; i < count; ++i)
      exact[i] = reference::exact_value(op, static_cast<double>(x[i]));
    return;
  }
  const void* in[1] = {x};
  reference::elementwise<float>(op, in, scratch, count);
  std::copy_n(scratch, count, exact);
}

// Every float there is, in pieces: the exact values of a piece once, then the kernel of each
// target.
class EveryFloat : public testing::TestWithParam<TileOp> {};
INSTANTIATE_TEST_SUITE_P(Long, EveryFloat, testing::ValuesIn(functions_of_one()), name_of_op);

TEST_P(EveryFloat, KeepsTheContract) {
  constexpr size_t kPiece = size_t{1} << 22;
  constexpr size_t kPart = size_t{1} << 14;
  constexpr int64_t kParts = kPiece / kPart;
  const TileOp op = GetParam();
  ThreadPool pool(static_cast<int>(std::max(1u, std::thread::hardware_concurrency())));
  std::vector<float> x(kPiece);
  std::vector<double> exact(kPiece);
  std::vector<float> y(kPiece);
  std::vector<Worst> worst(static_cast<size_t>(kParts));
  const std::vector<std::string_view> targets = supported_targets();
  std::vector<Worst> of_target(targets.size());
  const uint64_t step = sweep_step();
  for (uint64_t begin = 0; begin < uint64_t{1} << 32; begin += kPiece * step) {
    pool.run(kParts, [&](int64_t part, int) {
      const size_t first = static_cast<size_t>(part) * kPart;
      for (size_t i = first; i < first + kPart; ++i)
        x[i] = float_of(static_cast<uint32_t>(begin + i * step));
      exact_values(op, &x[first], &exact[first], &y[first], kPart);
    });
    for (size_t t = 0; t < targets.size(); ++t) {
      ASSERT_TRUE(set_target(targets[t]));
      pool.run(kParts, [&](int64_t part, int) {
        const size_t first = static_cast<size_t>(part) * kPart;
        const void* in[1] = {&x[first]};
        tile_function<float>(op)(in, &y[first], kPart, 0);
        Worst& mine = worst[static_cast<size_t>(part)];
        mine = {};
        for (size_t i = first; i < first + kPart; ++i)
          mine.see(error_of_float(y[i], exact[i]), static_cast<double>(x[i]));
      });
      for (const Worst& each : worst) of_target[t].see(each.error, each.at);
    }
  }
  set_target("");
  for (size_t t = 0; t < targets.size(); ++t) {
    EXPECT_LE(of_target[t].error, allowed_ulp<float>(op))
        << targets[t] << " at " << of_target[t].at;
    std::printf("%s on %s: %.3f ulp at %.9g\n", info(op).name, std::string(targets[t]).c_str(),
                of_target[t].error, of_target[t].at);
  }
}

}  // namespace
}  // namespace glia::kernels
