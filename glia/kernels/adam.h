// One step of Adam over contiguous tiles, in one pass: what thirteen tile functions do one after
// another, to the same bits.
#pragma once

#include <cstddef>

namespace glia::kernels {

// Pointers to one T each.
struct AdamScalars {
  const void *beta1, *rest1, *beta2, *rest2;  // decay of the means, and what the gradient adds
  const void *m_scale, *v_scale, *epsilon;
};

// Pointers to n elements of T each. The results may stand where m, v and w are read.
struct AdamTile {
  const void *g, *m, *v, *w;
  AdamScalars scalars;
  void *m_out, *v_out, *w_out;
};

// m' = m beta1 + g rest1
// v' = v beta2 + g^2 rest2
// w' = w - m_scale m' / (sqrt(v') v_scale + epsilon), each operation rounded by itself
template <class T>
void adam_tile(const AdamTile& tile, size_t n);

template <>
void adam_tile<float>(const AdamTile& tile, size_t n);
template <>
void adam_tile<double>(const AdamTile& tile, size_t n);

}  // namespace glia::kernels
