// The matrix product of doubles, once per instruction set. A unit of its own for the compile time's
// sake.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/gemm_f64.cc"
#include "hwy/foreach_target.h"

#include "glia/kernels/gemm-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels::HWY_NAMESPACE {

#if HWY_HAVE_FLOAT64
void multiply_rectangle_f64(const Product<double>& p, const Rectangle& r, double* scratch,
                            const Epilogue& epilogue, int worker) {
  multiply_one_rectangle(p, r, scratch, epilogue, worker);
}
#else
// Highway has no vectors of doubles for WebAssembly. Double serves checks there, not training:
// plain rows, each term added to a whole row of C, which compilers turn into vectors of two.
void multiply_rectangle_f64(const Product<double>& p, const Rectangle& r, double*,
                            const Epilogue& epilogue, int worker) {
  for (int64_t i = r.row_begin; i < r.row_end; ++i) {
    double* const c = p.c + i * p.c_row_stride;
    for (int64_t j = r.col_begin; j < r.col_end && !p.accumulate; ++j) c[j] = 0;
    for (int64_t k = 0; k < p.k; ++k) {
      const double a = p.a[i * p.a_row_stride + k * p.a_col_stride];
      const double* const b = p.b + k * p.b_row_stride;
      for (int64_t j = r.col_begin; j < r.col_end; ++j) c[j] = a * b[j * p.b_col_stride] + c[j];
    }
  }
  if (epilogue.finish != nullptr) {
    epilogue.finish(epilogue.context, r.row_begin, r.row_end, r.col_begin, r.col_end, worker);
  }
}
#endif

}  // namespace glia::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {

HWY_EXPORT(multiply_rectangle_f64);

void multiply_rectangle(const Product<double>& p, const Rectangle& r, double* scratch,
                        const Epilogue& epilogue, int worker) {
  HWY_DYNAMIC_DISPATCH(multiply_rectangle_f64)(p, r, scratch, epilogue, worker);
}

}  // namespace glia::kernels
#endif  // HWY_ONCE
