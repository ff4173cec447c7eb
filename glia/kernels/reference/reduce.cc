#include "glia/kernels/reference/reduce.h"

#include <cmath>

namespace glia::kernels::reference {
namespace {

using Wide = long double;

template <class T>
int64_t best_index(const T* x, int64_t n, int64_t stride) {
  for (int64_t r = 0; r < n; ++r) {
    if (std::isnan(x[r * stride])) return r;
  }
  int64_t best = 0;
  for (int64_t r = 1; r < n; ++r) {
    if (x[r * stride] > x[best * stride]) best = r;
  }
  return best;
}

// The sum of e^(x - largest).
template <class T>
Wide exp_sum(const T* x, int64_t n, Wide largest) {
  Wide total = 0;
  for (int64_t c = 0; c < n; ++c) total += std::exp(static_cast<Wide>(x[c]) - largest);
  return total;
}

}  // namespace

template <class T>
void sum(const T* in, int64_t outer, int64_t reduce, int64_t inner, T* out) {
  for (int64_t o = 0; o < outer; ++o) {
    for (int64_t i = 0; i < inner; ++i) {
      Wide total = 0;
      for (int64_t r = 0; r < reduce; ++r) total += in[(o * reduce + r) * inner + i];
      out[o * inner + i] = static_cast<T>(total);
    }
  }
}

template <class T>
void argmax(const T* in, int64_t outer, int64_t reduce, int64_t inner, int64_t* out) {
  for (int64_t o = 0; o < outer; ++o) {
    for (int64_t i = 0; i < inner; ++i) {
      out[o * inner + i] = best_index(in + o * reduce * inner + i, reduce, inner);
    }
  }
}

template <class T>
void max(const T* in, int64_t outer, int64_t reduce, int64_t inner, T* out) {
  for (int64_t o = 0; o < outer; ++o) {
    for (int64_t i = 0; i < inner; ++i) {
      const T* x = in + o * reduce * inner + i;
      out[o * inner + i] = x[best_index(x, reduce, inner) * inner];
    }
  }
}

template <class T>
void softmax(const T* in, int64_t rows, int64_t cols, T* out) {
  for (int64_t r = 0; r < rows && cols > 0; ++r) {
    const T* x = in + r * cols;
    const Wide largest = x[best_index(x, cols, 1)];
    const Wide total = exp_sum(x, cols, largest);
    for (int64_t c = 0; c < cols; ++c) {
      out[r * cols + c] = static_cast<T>(std::exp(static_cast<Wide>(x[c]) - largest) / total);
    }
  }
}

template <class T>
void log_softmax(const T* in, int64_t rows, int64_t cols, T* out) {
  for (int64_t r = 0; r < rows && cols > 0; ++r) {
    const T* x = in + r * cols;
    const Wide largest = x[best_index(x, cols, 1)];
    const Wide log_total = std::log(exp_sum(x, cols, largest));
    for (int64_t c = 0; c < cols; ++c) {
      out[r * cols + c] = static_cast<T>(static_cast<Wide>(x[c]) - largest - log_total);
    }
  }
}

template void sum<float>(const float*, int64_t, int64_t, int64_t, float*);
template void sum<double>(const double*, int64_t, int64_t, int64_t, double*);
template void max<float>(const float*, int64_t, int64_t, int64_t, float*);
template void max<double>(const double*, int64_t, int64_t, int64_t, double*);
template void argmax<float>(const float*, int64_t, int64_t, int64_t, int64_t*);
template void argmax<double>(const double*, int64_t, int64_t, int64_t, int64_t*);
template void softmax<float>(const float*, int64_t, int64_t, float*);
template void softmax<double>(const double*, int64_t, int64_t, double*);
template void log_softmax<float>(const float*, int64_t, int64_t, float*);
template void log_softmax<double>(const double*, int64_t, int64_t, double*);

}  // namespace glia::kernels::reference
