// The matrix product of floats, once per instruction set. A unit of its own for the compile time's
// sake.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/kernels/gemm_f32.cc"
#include "hwy/foreach_target.h"

#include "glia/kernels/gemm-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::kernels::HWY_NAMESPACE {

void multiply_rectangle_f32(const Product<float>& p, const Rectangle& r, float* scratch,
                            const Epilogue& epilogue, int worker) {
  multiply_one_rectangle(p, r, scratch, epilogue, worker);
}

}  // namespace glia::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::kernels {

HWY_EXPORT(multiply_rectangle_f32);

void multiply_rectangle(const Product<float>& p, const Rectangle& r, float* scratch,
                        const Epilogue& epilogue, int worker) {
  HWY_DYNAMIC_DISPATCH(multiply_rectangle_f32)(p, r, scratch, epilogue, worker);
}

}  // namespace glia::kernels
#endif  // HWY_ONCE
