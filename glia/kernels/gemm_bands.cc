#include "glia/kernels/gemm_bands.h"

#include <algorithm>

#include "glia/base/error.h"
#include "glia/base/float_env.h"
#include "glia/base/thread_pool.h"
#include "glia/kernels/gemm_blocks.h"
#include "glia/kernels/gemm_internal.h"

namespace glia::kernels {
namespace {

// Rows of a chunk forward, at least: each chunk reads its band anew.
constexpr int64_t kForwardRows = 64;
constexpr int64_t kGradientRows = 192;

// What is told of a band's columns, told of the whole matrix's.
struct Shifted {
  const Epilogue& epilogue;
  int64_t columns;

  Epilogue finish() const {
    if (epilogue.finish == nullptr) return {};
    const auto shift = [](const void* opaque, int64_t row_begin, int64_t row_end, int64_t col_begin,
                          int64_t col_end, int worker) {
      const auto& own = *static_cast<const Shifted*>(opaque);
      own.epilogue.finish(own.epilogue.context, row_begin, row_end, col_begin + own.columns,
                          col_end + own.columns, worker);
    };
    return {shift, this};
  }
};

// Rows of the product with one band, which is told of as the columns from `column` on.
template <class T>
void multiply_part(const Product<T>& product, int64_t row_begin, int64_t row_end, int64_t column,
                   T* scratch, const Epilogue& epilogue, int worker) {
  const Shifted shifted{epilogue, column};
  multiply_rectangle(product, {row_begin, row_end, 0, product.n}, scratch, shifted.finish(),
                     worker);
}

// part(band, first row, last row, worker) for all rows of all bands, a band's parts one after
// another, so that a thread begins with bands of its own.
template <class F>
void for_each_part(const Bands& bands, int64_t rows, int64_t terms, int64_t least_rows,
                   ThreadPool& pool, const F& part) {
  const int64_t wanted = wanted_chunks(rows, bands.cols, terms, pool.threads());
  const int64_t down =
      std::clamp<int64_t>(wanted / bands.count, 1, std::max<int64_t>(1, rows / least_rows));
  const int64_t height = ceil_div(rows, down);
  const int64_t parts = ceil_div(rows, height);
  const auto run = [&](int64_t chunk, int worker) {
    const int64_t row = chunk % parts * height;
    part(static_cast<int>(chunk / parts), row, std::min(row + height, rows), worker);
  };
  const FlushDenormals flush;
  const int64_t chunks = parts * bands.count;
  if (wanted > 1) return pool.run(chunks, run);
  for (int64_t chunk = 0; chunk < chunks; ++chunk) run(chunk, 0);
}

}  // namespace

template <class T>
void gemm_from_bands(Copied<const T> copies, Banded<const T> b, Matrix<T> c, void* scratch,
                     ThreadPool& pool, const Epilogue& epilogue) {
  const Bands& bands = b.bands;
  const Matrix<const T>& a = copies.first;
  GLIA_ASSERT(a.cols == bands.rows && c.cols == bands.cols && c.rows == a.rows);
  if (c.rows == 0) return;
  const Scratch<T> room(scratch, c.rows, c.cols, a.cols);
  for_each_part(
      bands, c.rows, a.cols, kForwardRows, pool,
      [&](int band, int64_t row_begin, int64_t row_end, int worker) {
        const int64_t width = bands.width(band);
        const Matrix<const T> own = {b.data + bands.offset(band), a.cols, width, width, 1};
        T* const columns = c.data + bands.begin(band);
        multiply_part(product_of(copies.of(worker), own, columns, c.row_stride, false), row_begin,
                      row_end, bands.begin(band), room.of(worker), epilogue, worker);
      });
}

template <class T>
void gemm_into_bands(Copied<const T> copies, Matrix<const T> b, Banded<T> c, void* scratch,
                     ThreadPool& pool, const Epilogue& epilogue) {
  const Bands& bands = c.bands;
  const Matrix<const T>& a = copies.first;
  GLIA_ASSERT(a.rows == bands.rows && b.cols == bands.cols && a.cols == b.rows);
  const Scratch<T> room(scratch, a.rows, b.cols, a.cols);
  for_each_part(bands, a.rows, a.cols, kGradientRows, pool,
                [&](int band, int64_t row_begin, int64_t row_end, int worker) {
                  const int64_t width = bands.width(band);
                  const Matrix<const T> own = {b.data + bands.begin(band) * b.col_stride, b.rows,
                                               width, b.row_stride, b.col_stride};
                  T* const band_of_c = c.data + bands.offset(band);
                  multiply_part(product_of(copies.of(worker), own, band_of_c, width, false),
                                row_begin, row_end, bands.begin(band), room.of(worker), epilogue,
                                worker);
                });
}

template <class T>
void gemm_from_turned_bands(Matrix<const T> a, Banded<const T> b, Matrix<T> c, void* scratch,
                            ThreadPool& pool, const Epilogue& epilogue) {
  const Bands& bands = b.bands;
  GLIA_ASSERT(a.cols == bands.cols && c.cols == bands.rows && c.rows == a.rows);
  if (c.rows == 0) return;
  const Scratch<T> room(scratch, c.rows, c.cols, a.cols);
  const FlushDenormals flush;
  for_each_chunk(
      gemm_grid(c.rows, c.cols, a.cols, /*b_lies_along_k=*/true, pool.threads()), c.rows, c.cols,
      pool, [&](const Rectangle& rectangle, int worker) {
        for (int band = 0; band < bands.count; ++band) {
          const int64_t width = bands.width(band);
          const Matrix<const T> terms = {a.data + bands.begin(band) * a.col_stride, a.rows, width,
                                         a.row_stride, a.col_stride};
          const Matrix<const T> own = {b.data + bands.offset(band), width, c.cols, 1, width};
          const bool last = band + 1 == bands.count;
          multiply_rectangle(product_of(terms, own, c.data, c.row_stride, band > 0), rectangle,
                             room.of(worker), last ? epilogue : Epilogue{}, worker);
        }
      });
}

template void gemm_from_bands(Copied<const float>, Banded<const float>, Matrix<float>, void*,
                              ThreadPool&, const Epilogue&);
template void gemm_from_bands(Copied<const double>, Banded<const double>, Matrix<double>, void*,
                              ThreadPool&, const Epilogue&);
template void gemm_into_bands(Copied<const float>, Matrix<const float>, Banded<float>, void*,
                              ThreadPool&, const Epilogue&);
template void gemm_into_bands(Copied<const double>, Matrix<const double>, Banded<double>, void*,
                              ThreadPool&, const Epilogue&);
template void gemm_from_turned_bands(Matrix<const float>, Banded<const float>, Matrix<float>, void*,
                                     ThreadPool&, const Epilogue&);
template void gemm_from_turned_bands(Matrix<const double>, Banded<const double>, Matrix<double>,
                                     void*, ThreadPool&, const Epilogue&);

}  // namespace glia::kernels
