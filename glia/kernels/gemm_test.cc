// The matrix product against the plain loop, bit for bit, on every instruction set of this machine.
#include "glia/kernels/gemm.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "glia/base/thread_pool.h"
#include "glia/kernels/dispatch.h"
#include "glia/kernels/gemm_blocks.h"
#include "glia/kernels/reference/gemm.h"

namespace glia::kernels {
namespace {

// How an operand lies in memory.
enum class Layout { kRows, kTransposed, kWideRows, kWideTransposed, kScattered };

// A matrix with memory of exactly its own size, so that the address sanitizer sees a step outside.
template <class T>
class Owned {
 public:
  Owned(int64_t rows, int64_t cols, Layout layout, uint64_t seed) {
    view_.rows = rows;
    view_.cols = cols;
    const int64_t gap = layout == Layout::kWideRows || layout == Layout::kWideTransposed ? 3 : 0;
    const int64_t step = layout == Layout::kScattered ? 2 : 1;
    if (layout == Layout::kTransposed || layout == Layout::kWideTransposed) {
      view_.row_stride = 1;
      view_.col_stride = rows + gap;
    } else {
      view_.row_stride = cols * step + gap;
      view_.col_stride = step;
    }
    const int64_t size = rows == 0 || cols == 0
                             ? 0
                             : (rows - 1) * view_.row_stride + (cols - 1) * view_.col_stride + 1;
    memory_ = std::make_unique<T[]>(static_cast<size_t>(size));
    uint64_t state = seed * 2654435761u + 1;
    for (int64_t i = 0; i < size; ++i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      memory_[static_cast<size_t>(i)] =
          static_cast<T>(static_cast<int64_t>(state >> 40)) / static_cast<T>(1 << 23) - T{1};
    }
    size_ = size;
    view_.data = memory_.get();
  }

  Matrix<T> view() const { return view_; }
  Matrix<const T> read() const {
    return {view_.data, view_.rows, view_.cols, view_.row_stride, view_.col_stride};
  }
  bool same_bits(const Owned& other) const {
    return size_ == other.size_ &&
           (size_ == 0 || std::memcmp(memory_.get(), other.memory_.get(),
                                      static_cast<size_t>(size_) * sizeof(T)) == 0);
  }

 private:
  std::unique_ptr<T[]> memory_;
  int64_t size_ = 0;
  Matrix<T> view_;
};

template <class T>
void multiply(Matrix<const T> a, Matrix<const T> b, Matrix<T> c, bool accumulate, ThreadPool& pool,
              const Epilogue& epilogue = {}) {
  const size_t bytes = gemm_scratch_bytes<T>(c.rows, c.cols, a.cols, pool.threads());
  // An odd address, and what fills it is never zero.
  const std::unique_ptr<unsigned char[]> scratch(new unsigned char[bytes]);
  std::memset(scratch.get(), 0xff, bytes);
  gemm(a, b, c, accumulate, scratch.get(), pool, epilogue);
}

struct ProductShape {
  int64_t m, n, k;
};

std::string describe(const ProductShape& shape) {
  return std::string(target_name()) + " " + std::to_string(shape.m) + "x" +
         std::to_string(shape.n) + "x" + std::to_string(shape.k);
}

template <class T>
void expect_like_reference(const ProductShape& shape, Layout a_layout, Layout b_layout,
                           Layout c_layout, bool accumulate, ThreadPool& pool) {
  const Owned<T> a(shape.m, shape.k, a_layout, 1);
  const Owned<T> b(shape.k, shape.n, b_layout, 2);
  const Owned<T> c(shape.m, shape.n, c_layout, 3);
  const Owned<T> expected(shape.m, shape.n, c_layout, 3);
  multiply(a.read(), b.read(), c.view(), accumulate, pool);
  reference::gemm(a.read(), b.read(), expected.view(), accumulate, target_has_fma());
  EXPECT_TRUE(c.same_bits(expected))
      << describe(shape) << " layouts " << static_cast<int>(a_layout) << static_cast<int>(b_layout)
      << static_cast<int>(c_layout) << " accumulate " << accumulate << " threads " << pool.threads()
      << " double " << (sizeof(T) == 8);
}

// Every test runs once for each instruction set of this machine.
class Gemm : public ::testing::TestWithParam<std::string_view> {
 protected:
  void SetUp() override { ASSERT_TRUE(set_target(GetParam())); }
  void TearDown() override { set_target(""); }
};

TEST_P(Gemm, DoesNothingForAnEmptyResult) {
  ThreadPool pool(2);
  expect_like_reference<float>({0, 5, 3}, Layout::kRows, Layout::kRows, Layout::kRows, false, pool);
  expect_like_reference<float>({5, 0, 3}, Layout::kRows, Layout::kRows, Layout::kRows, false, pool);
  expect_like_reference<float>({0, 0, 0}, Layout::kRows, Layout::kRows, Layout::kRows, true, pool);
}

TEST_P(Gemm, NoTermsGiveZeroOrLeaveC) {
  ThreadPool pool(1);
  for (const bool accumulate : {false, true}) {
    expect_like_reference<float>({5, 37, 0}, Layout::kRows, Layout::kRows, Layout::kWideRows,
                                 accumulate, pool);
    expect_like_reference<double>({70, 300, 0}, Layout::kRows, Layout::kTransposed,
                                  Layout::kWideRows, accumulate, pool);
  }
}

TEST_P(Gemm, EverySmallShape) {
  ThreadPool pool(1);
  for (const int64_t m : {1, 2, 3, 4, 5, 6, 7, 8, 9, 13}) {
    for (const int64_t n : {1, 2, 3, 4, 7, 8, 9, 10, 15, 16, 17, 31, 33, 50, 64, 129, 145}) {
      for (const int64_t k : {1, 2, 3, 5, 17}) {
        expect_like_reference<float>({m, n, k}, Layout::kRows, Layout::kRows, Layout::kRows, false,
                                     pool);
        expect_like_reference<double>({m, n, k}, Layout::kTransposed, Layout::kTransposed,
                                      Layout::kWideRows, true, pool);
      }
    }
  }
}

TEST_P(Gemm, EveryLayoutAcrossEveryBlockEdge) {
  ThreadPool pool(1);
  // Around the limits of packing (64 rows, 256 columns) and of the blocks in m, n and k.
  const ProductShape shapes[] = {{3, 70, 700},  {33, 10, 128},  {64, 128, 50},  {65, 129, 33},
                                 {9, 257, 41},  {230, 40, 7},   {205, 40, 330}, {9, 300, 330},
                                 {2, 1100, 20}, {229, 1030, 3}, {1, 30, 784},   {100, 1, 9}};
  const Layout layouts[] = {Layout::kRows, Layout::kTransposed, Layout::kWideRows,
                            Layout::kWideTransposed, Layout::kScattered};
  for (const ProductShape& shape : shapes) {
    for (const Layout a : layouts) {
      for (const Layout b : layouts) {
        expect_like_reference<float>(shape, a, b, Layout::kWideRows, a == b, pool);
      }
      expect_like_reference<double>(shape, a, layouts[shape.m % 5], Layout::kRows, true, pool);
    }
  }
}

// Narrow results of a transposed A are computed the other way round.
TEST_P(Gemm, NarrowResultsOfEveryWidth) {
  ThreadPool pool(1);
  for (int64_t n = 1; n <= 33; ++n) {
    const Layout b = n % 3 == 0 ? Layout::kTransposed : Layout::kRows;
    const Layout c = n % 4 == 0 ? Layout::kRows : Layout::kWideRows;
    for (const int64_t m : {16, 37, 130}) {
      expect_like_reference<float>({m, n, 41}, Layout::kTransposed, b, c, n % 5 == 0, pool);
      expect_like_reference<double>({m, n, 19}, Layout::kWideTransposed, b, c, n % 5 != 0, pool);
    }
  }
  // More rows and more terms than one block has.
  expect_like_reference<float>({1050, 3, 40}, Layout::kTransposed, Layout::kRows, Layout::kRows,
                               false, pool);
  expect_like_reference<float>({40, 10, 1100}, Layout::kTransposed, Layout::kRows,
                               Layout::kWideRows, true, pool);
  expect_like_reference<double>({1100, 1, 600}, Layout::kTransposed, Layout::kTransposed,
                                Layout::kRows, true, pool);
}

// Narrow results of an A that lies along k: A is turned first.
TEST_P(Gemm, NarrowResultsOfRows) {
  ThreadPool pool(1);
  for (int64_t n = 1; n <= 12; ++n) {
    const Layout b = n % 2 == 0 ? Layout::kTransposed : Layout::kRows;
    for (const int64_t m : {32, 35, 131}) {
      expect_like_reference<float>({m, n, 70}, Layout::kWideRows, b, Layout::kWideRows, n % 3 == 0,
                                   pool);
      expect_like_reference<double>({m, n, 33}, Layout::kRows, b, Layout::kRows, n % 3 != 0, pool);
    }
  }
  expect_like_reference<float>({1100, 3, 520}, Layout::kRows, Layout::kRows, Layout::kRows, false,
                               pool);
}

// One row times a B that lies along k: B is turned in registers.
TEST_P(Gemm, OneRowTimesColumns) {
  ThreadPool pool(1);
  for (int64_t n = 1; n <= 70; ++n) {
    for (const int64_t k : {1, 2, 3, 4, 5, 6, 7, 8, 67}) {
      const Layout a = n % 2 == 0 ? Layout::kRows : Layout::kScattered;
      const Layout b = n % 3 == 0 ? Layout::kTransposed : Layout::kWideTransposed;
      expect_like_reference<float>({1, n, k}, a, b, Layout::kRows, n % 7 == 0, pool);
      expect_like_reference<double>({1, n, k}, a, b, Layout::kRows, n % 7 == 0, pool);
    }
  }
}

// More than one block of rows, of columns and of terms, so that panels of B are kept.
TEST_P(Gemm, SeveralBlocksEachWay) {
  ThreadPool pool(1);
  for (const Layout a : {Layout::kRows, Layout::kTransposed}) {
    for (const Layout b : {Layout::kRows, Layout::kTransposed}) {
      expect_like_reference<float>({233, 530, 530}, a, b, Layout::kRows, false, pool);
    }
  }
  expect_like_reference<double>({233, 530, 270}, Layout::kRows, Layout::kRows, Layout::kRows, true,
                                pool);
  expect_like_reference<float>({30, 1050, 40}, Layout::kRows, Layout::kRows, Layout::kRows, false,
                               pool);
}

// Strides of powers of two choose other ways of packing.
TEST_P(Gemm, StridesThatFallOnTheSameCacheSets) {
  ThreadPool pool(1);
  expect_like_reference<float>({20, 1024, 40}, Layout::kRows, Layout::kRows, Layout::kRows, false,
                               pool);
  expect_like_reference<double>({512, 16, 300}, Layout::kTransposed, Layout::kTransposed,
                                Layout::kRows, true, pool);
}

TEST_P(Gemm, SameBitsForAnyThreads) {
  for (const int threads : {1, 2, 3, 7}) {
    ThreadPool pool(threads);
    for (const ProductShape& shape :
         {ProductShape{130, 200, 40}, ProductShape{33, 129, 211}, ProductShape{500, 10, 128},
          ProductShape{3000, 10, 30}, ProductShape{3, 2000, 100}, ProductShape{1, 4097, 50}}) {
      expect_like_reference<float>(shape, Layout::kRows, Layout::kRows, Layout::kWideRows, true,
                                   pool);
      expect_like_reference<double>(shape, Layout::kTransposed, Layout::kTransposed, Layout::kRows,
                                    false, pool);
    }
  }
}

TEST_P(Gemm, OneRowAloneEqualsThatRowInABatch) {
  ThreadPool pool(1);
  const Owned<float> a(150, 401, Layout::kRows, 1);
  const Owned<float> b(401, 77, Layout::kRows, 2);
  const Owned<float> batch(150, 77, Layout::kRows, 3);
  multiply(a.read(), b.read(), batch.view(), false, pool);
  for (int64_t row = 0; row < 150; row += 7) {
    Matrix<const float> one = a.read();
    one.data += row * one.row_stride;
    one.rows = 1;
    const Owned<float> alone(1, 77, Layout::kRows, 4);
    multiply(one, b.read(), alone.view(), false, pool);
    const void* const found = alone.view().data;
    const void* const expected = batch.view().data + row * 77;
    EXPECT_EQ(0, std::memcmp(found, expected, 77 * sizeof(float))) << "row " << row;
  }
}

struct Coverage {
  Matrix<float> c;
  const float* expected;
  int threads;
  std::vector<std::atomic<int>> visits;
  std::atomic<int> wrong{0};

  explicit Coverage(size_t size) : visits(size) {}
};

TEST_P(Gemm, EpilogueSeesEachFinishedElementOnce) {
  for (const int threads : {1, 3}) {
    ThreadPool pool(threads);
    for (const ProductShape& shape :
         {ProductShape{1, 1, 1}, ProductShape{4, 3, 0}, ProductShape{33, 10, 700},
          ProductShape{300, 1100, 10}, ProductShape{3, 2100, 340}, ProductShape{2100, 10, 70}}) {
      const Owned<float> a(shape.m, shape.k, Layout::kTransposed, 1);
      const Owned<float> b(shape.k, shape.n, Layout::kRows, 2);
      const Owned<float> c(shape.m, shape.n, Layout::kRows, 3);
      const Owned<float> expected(shape.m, shape.n, Layout::kRows, 3);
      reference::gemm(a.read(), b.read(), expected.view(), false, target_has_fma());
      Coverage coverage(static_cast<size_t>(shape.m * shape.n));
      coverage.c = c.view();
      coverage.expected = expected.view().data;
      coverage.threads = threads;
      const auto finish = [](const void* context, int64_t row_begin, int64_t row_end,
                             int64_t col_begin, int64_t col_end, int worker) {
        Coverage& seen = *static_cast<Coverage*>(const_cast<void*>(context));
        if (worker < 0 || worker >= seen.threads) ++seen.wrong;
        for (int64_t i = row_begin; i < row_end; ++i) {
          for (int64_t j = col_begin; j < col_end; ++j) {
            const int64_t at = i * seen.c.row_stride + j;
            ++seen.visits[static_cast<size_t>(at)];
            if (seen.c.data[at] != seen.expected[at]) ++seen.wrong;
          }
        }
      };
      multiply(a.read(), b.read(), c.view(), false, pool, {finish, &coverage});
      EXPECT_EQ(0, coverage.wrong) << describe(shape);
      for (const std::atomic<int>& visits : coverage.visits)
        ASSERT_EQ(1, visits) << describe(shape);
    }
  }
}

TEST_P(Gemm, KeepsNonFiniteValuesInTheirRowAndColumn) {
  ThreadPool pool(1);
  const Owned<float> a(20, 30, Layout::kRows, 1);
  const Owned<float> b(30, 21, Layout::kRows, 2);
  const Owned<float> c(20, 21, Layout::kRows, 3);
  a.view().data[7 * 30 + 29] = std::numeric_limits<float>::quiet_NaN();
  b.view().data[3 * 21 + 20] = std::numeric_limits<float>::infinity();
  multiply(a.read(), b.read(), c.view(), false, pool);
  for (int64_t i = 0; i < 20; ++i) {
    for (int64_t j = 0; j < 21; ++j) {
      const float value = c.view().data[i * 21 + j];
      EXPECT_EQ(i != 7 && j != 20, std::isfinite(value)) << i << " " << j;
      EXPECT_EQ(i == 7, std::isnan(value)) << i << " " << j;
    }
  }
}

std::string test_name(const ::testing::TestParamInfo<std::string_view>& info) {
  return std::string(info.param);
}

INSTANTIATE_TEST_SUITE_P(Targets, Gemm, ::testing::ValuesIn(supported_targets()), test_name);

TEST(GemmGrid, CoversTheResultAndKeepsPanelsWhole) {
  for (const int threads : {1, 2, 7, 64}) {
    for (const int64_t m : {1, 15, 16, 33, 500, 100000}) {
      for (const int64_t n : {1, 10, 31, 33, 129, 5000}) {
        for (const int64_t k : {0, 1, 784, 1000000}) {
          const bool b_lies_along_k = m % 2 == 0;
          const Grid grid = gemm_grid(m, n, k, b_lies_along_k, threads);
          EXPECT_GE(grid.rows_per_chunk * grid.chunk_rows, m);
          EXPECT_GE(grid.cols_per_chunk * grid.chunk_cols, n);
          EXPECT_LT(grid.rows_per_chunk * (grid.chunk_rows - 1), m);
          EXPECT_LT(grid.cols_per_chunk * (grid.chunk_cols - 1), n);
          EXPECT_TRUE(grid.chunk_cols == 1 || grid.cols_per_chunk % kColumnGrain == 0);
          EXPECT_TRUE(threads > 1 || grid.chunks() == 1);
        }
      }
    }
  }
  EXPECT_GE(gemm_grid(32, 128, 784, false, 2).chunks(), 2);
  EXPECT_EQ(1, gemm_grid(4, 16, 3, false, 2).chunks());
}

TEST(GemmGrid, BThatLiesAlongKIsTurnedOnce) {
  EXPECT_EQ(1, gemm_grid(128, 128, 784, true, 2).chunk_rows);
  EXPECT_EQ(1, gemm_grid(100, 128, 784, true, 4).chunk_rows);
  // Unless there are too few columns for the threads.
  EXPECT_GE(gemm_grid(512, 32, 784, true, 2).chunk_rows, 2);
}

TEST(GemmGrid, HugeShapesDoNotOverflow) {
  const int64_t huge = int64_t{1} << 40;
  EXPECT_GE(gemm_grid(huge, huge, huge, false, 4).chunks(), 4);
}

}  // namespace
}  // namespace glia::kernels
