#include "glia/program/banded_variables.h"

#include <algorithm>

#include "glia/kernels/bands.h"

namespace glia::program {

template <class F>
void BandedVariables::for_each(const F& turn) {
  for (const int i : plan_.banded()) {
    const Shape& shape = plan_.graph().variables()[static_cast<size_t>(i)].shape;
    const int64_t cols = shape[1].size();
    const kernels::Bands bands = {shape[0].size(), cols,
                                  kernels::bands_for(cols, memory_.pool->threads())};
    turn(bands, static_cast<int64_t>(type_size(Type::kReal, memory_.real)),
         memory_.variables[static_cast<size_t>(i)], memory_.turning.data());
  }
}

BandedVariables::BandedVariables(const Plan& plan, Memory& memory) : plan_(plan), memory_(memory) {
  int64_t most = 0;
  for (const int i : plan.banded())
    most = std::max(most, plan.graph().variables()[static_cast<size_t>(i)].shape.count());
  const size_t bytes = static_cast<size_t>(most) * type_size(Type::kReal, memory.real);
  if (memory.turning.size() < bytes) memory.turning = AlignedBuffer(bytes);
  for_each(kernels::put_in_bands);
}

BandedVariables::~BandedVariables() { for_each(kernels::put_in_rows); }

}  // namespace glia::program
