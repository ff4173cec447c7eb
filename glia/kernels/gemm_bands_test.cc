// Products with a matrix in bands against those with the same matrix row after row, bit for bit, on
// every instruction set of this machine.
#include "glia/kernels/gemm_bands.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "glia/base/thread_pool.h"
#include "glia/kernels/dispatch.h"
#include "glia/kernels/gemm.h"

namespace glia::kernels {
namespace {

template <class T>
std::vector<T> numbers(int64_t count, uint64_t seed) {
  std::vector<T> values;
  uint64_t state = seed * 2654435761u + 1;
  for (int64_t i = 0; i < count; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    values.push_back(static_cast<T>(static_cast<int64_t>(state >> 40)) / static_cast<T>(1 << 23) -
                     T{1});
  }
  return values;
}

template <class T>
std::vector<T> in_bands(std::vector<T> matrix, const Bands& bands) {
  std::vector<T> room(matrix.size());
  put_in_bands(bands, sizeof(T), matrix.data(), room.data());
  return matrix;
}

template <class T>
Matrix<const T> rows_of(const std::vector<T>& data, int64_t rows, int64_t cols) {
  return {data.data(), rows, cols, cols, 1};
}

template <class T>
Matrix<const T> turned(const std::vector<T>& data, int64_t rows, int64_t cols) {
  return {data.data(), rows, cols, 1, rows};
}

// The same matrix for each worker, with room between the copies that nobody may read.
template <class T>
struct CopiesOf {
  std::vector<T> elements;
  int64_t apart;

  CopiesOf(const std::vector<T>& matrix, int copies)
      : apart(static_cast<int64_t>(matrix.size()) + 7) {
    for (int copy = 0; copy < copies; ++copy) {
      elements.insert(elements.end(), matrix.begin(), matrix.end());
      elements.insert(elements.end(), 7, std::numeric_limits<T>::quiet_NaN());
    }
  }
};

// How often each element was handed to an epilogue.
struct Counter {
  int64_t cols;
  std::vector<int> seen;

  Counter(int64_t rows, int64_t columns)
      : cols(columns), seen(static_cast<size_t>(rows * columns)) {}
  Epilogue epilogue() {
    const auto finish = [](const void* opaque, int64_t row_begin, int64_t row_end,
                           int64_t col_begin, int64_t col_end, int) {
      auto& own = *static_cast<Counter*>(const_cast<void*>(opaque));
      for (int64_t row = row_begin; row < row_end; ++row)
        for (int64_t col = col_begin; col < col_end; ++col)
          ++own.seen[static_cast<size_t>(row * own.cols + col)];
    };
    return {finish, this};
  }
  bool once() const {
    for (const int times : seen)
      if (times != 1) return false;
    return true;
  }
};

// A step of a layer of k features and n units: forward, the input's gradient, the weight's.
template <class T>
void expect_same_bits(int64_t m, int64_t n, int64_t k, int count, ThreadPool& pool) {
  SCOPED_TRACE(std::string(target_name()) + " " + std::to_string(m) + "x" + std::to_string(n) +
               "x" + std::to_string(k) + " bands " + std::to_string(count) + " threads " +
               std::to_string(pool.threads()));
  const Bands bands = {k, n, count};
  const std::vector<T> x = numbers<T>(m * k, 1), weight = numbers<T>(k * n, 2);
  const std::vector<T> delta = numbers<T>(m * n, 3), banded = in_bands(weight, bands);
  const auto scratch = [&](int64_t rows, int64_t cols, int64_t terms) {
    return std::vector<T>(gemm_scratch_bytes<T>(rows, cols, terms, pool.threads()) / sizeof(T) + 1);
  };
  const CopiesOf<T> copies(x, pool.threads());
  {
    std::vector<T> expected(x.size() / static_cast<size_t>(k) * static_cast<size_t>(n));
    std::vector<T> found = expected, room = scratch(m, n, k);
    Counter counter(m, n);
    gemm<T>(rows_of(x, m, k), rows_of(weight, k, n), {expected.data(), m, n, n}, false, room.data(),
            pool);
    gemm_from_bands<T>({rows_of(x, m, k)}, {banded.data(), bands}, {found.data(), m, n, n},
                       room.data(), pool, counter.epilogue());
    EXPECT_TRUE(found == expected && counter.once()) << "forward";
    std::fill(found.begin(), found.end(), T{});
    gemm_from_bands<T>({rows_of(copies.elements, m, k), copies.apart}, {banded.data(), bands},
                       {found.data(), m, n, n}, room.data(), pool, {});
    EXPECT_TRUE(found == expected) << "forward, a copy for each worker";
  }
  {
    std::vector<T> expected(static_cast<size_t>(m * k));
    std::vector<T> found = expected, room = scratch(m, k, n);
    Counter counter(m, k);
    gemm<T>(rows_of(delta, m, n), turned(weight, n, k), {expected.data(), m, k, k}, false,
            room.data(), pool);
    gemm_from_turned_bands<T>(rows_of(delta, m, n), {banded.data(), bands}, {found.data(), m, k, k},
                              room.data(), pool, counter.epilogue());
    EXPECT_TRUE(found == expected && counter.once()) << "gradient of the input";
  }
  {
    std::vector<T> expected(static_cast<size_t>(k * n));
    std::vector<T> found = expected, room = scratch(k, n, m);
    Counter counter(k, n);
    gemm<T>(turned(x, k, m), rows_of(delta, m, n), {expected.data(), k, n, n}, false, room.data(),
            pool);
    gemm_into_bands<T>({turned(x, k, m)}, rows_of(delta, m, n), {found.data(), bands}, room.data(),
                       pool, counter.epilogue());
    EXPECT_TRUE(found == in_bands(expected, bands) && counter.once()) << "gradient of the weight";
    std::fill(found.begin(), found.end(), T{});
    gemm_into_bands<T>({turned(copies.elements, k, m), copies.apart}, rows_of(delta, m, n),
                       {found.data(), bands}, room.data(), pool, {});
    EXPECT_TRUE(found == in_bands(expected, bands)) << "of the weight, a copy for each worker";
  }
}

class GemmBandsThread : public ::testing::TestWithParam<std::string_view> {
 protected:
  void SetUp() override { ASSERT_TRUE(set_target(GetParam())); }
  void TearDown() override { set_target(""); }
};

TEST_P(GemmBandsThread, GivesTheBitsOfRows) {
  for (const int threads : {1, 2, 3}) {
    ThreadPool pool(threads);
    for (const int64_t m : {1, 5, 33, 150})
      for (const int64_t n : {64, 70, 129})
        for (const int count : {1, 2, static_cast<int>(n / Bands::kLeastColumns)}) {
          expect_same_bits<float>(m, n, 75, count, pool);
          expect_same_bits<double>(m, n, 31, count, pool);
        }
    expect_same_bits<float>(129, 200, 530, 3, pool);
  }
}

std::string name_of_target(const ::testing::TestParamInfo<std::string_view>& param) {
  return std::string(param.param);
}
INSTANTIATE_TEST_SUITE_P(Targets, GemmBandsThread, ::testing::ValuesIn(supported_targets()),
                         name_of_target);

TEST(Bands, PartTheColumnsAtWholeVectors) {
  for (int64_t cols = 1; cols < 700; ++cols)
    for (int threads = 1; threads <= 16; ++threads) {
      const Bands bands = {3, cols, bands_for(cols, threads)};
      ASSERT_LE(bands.count, threads);
      int64_t next = 0;
      for (int b = 0; b < bands.count; ++b) {
        ASSERT_EQ(bands.begin(b), next);
        ASSERT_EQ(bands.begin(b) % Bands::kGrain, 0);
        ASSERT_GE(bands.width(b), std::min<int64_t>(cols, Bands::kGrain));
        ASSERT_EQ(bands.band_of(bands.begin(b)), b);
        ASSERT_EQ(bands.band_of(bands.begin(b + 1) - 1), b);
        next += bands.width(b);
      }
      ASSERT_EQ(next, cols);
    }
}

TEST(Bands, ComeBackAsRows) {
  const Bands bands = {5, 70, 2};
  const std::vector<int32_t> rows = [] {
    std::vector<int32_t> values;
    for (int32_t i = 0; i < 350; ++i) values.push_back(i);
    return values;
  }();
  std::vector<int32_t> matrix = rows, room(rows.size());
  put_in_bands(bands, 4, matrix.data(), room.data());
  EXPECT_EQ(matrix[0], 0);
  EXPECT_EQ(matrix[static_cast<size_t>(bands.width(0))], 70);  // the second row of the first band
  EXPECT_EQ(matrix[static_cast<size_t>(bands.offset(1))], bands.begin(1));
  put_in_rows(bands, 4, matrix.data(), room.data());
  EXPECT_EQ(matrix, rows);
}

}  // namespace
}  // namespace glia::kernels
