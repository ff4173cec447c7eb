// The matrix product of doubles, once per instruction set. A unit of its own for the compile time's
// sake.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/gemm_f64.cc"
#include "hwy/foreach_target.h"

#include "glia/kernels/gemm-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels::HWY_NAMESPACE {

void multiply_rectangle_f64(const Product<double>& p, const Rectangle& r, double* scratch,
                            const Epilogue& epilogue, int worker) {
  multiply_one_rectangle(p, r, scratch, epilogue, worker);
}

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
