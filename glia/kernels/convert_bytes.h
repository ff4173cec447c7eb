// The byte case of convert (copy.h). Not for use outside copy.cc.
#pragma once

#include <cstdint>

namespace glia::kernels {

// out[i] = To(from[i] * scale + shift), computed in double and rounded once.
void convert_bytes(const uint8_t* from, int64_t n, double scale, double shift, float* out);
void convert_bytes(const uint8_t* from, int64_t n, double scale, double shift, double* out);

}  // namespace glia::kernels
