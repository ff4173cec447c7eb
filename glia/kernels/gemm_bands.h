// Products with a matrix in bands (bands.h): each band is worked on by the thread that begins with
// it, forward, backward and in the update, so it stays in that core's cache.
//
// The same bits, scratch and threads as gemm (gemm.h); an epilogue is told rows and columns of the
// whole matrix, and never a rectangle that crosses bands. A C without
// rows is left alone; no other extent is 0.
#pragma once

#include "glia/kernels/bands.h"
#include "glia/kernels/view.h"

namespace glia {
class ThreadPool;
}

namespace glia::kernels {

template <class T>
struct Banded {
  T* data = nullptr;
  Bands bands;
};

// A matrix of which each worker may have a copy of its own, in its core's cache: `apart` elements
// from one to the next, 0 where there is one for all.
template <class T>
struct Copied {
  Matrix<T> first;
  int64_t apart = 0;

  Matrix<T> of(int worker) const {
    Matrix<T> own = first;
    own.data += worker * apart;
    return own;
  }
};

// C = A B, B [k, n] in bands.
template <class T>
void gemm_from_bands(Copied<const T> a, Banded<const T> b, Matrix<T> c, void* scratch,
                     ThreadPool& pool, const Epilogue& epilogue);

// C = A B', B [n, k] in bands: each a part of the terms.
template <class T>
void gemm_from_turned_bands(Matrix<const T> a, Banded<const T> b, Matrix<T> c, void* scratch,
                            ThreadPool& pool, const Epilogue& epilogue);

// C = A B, C [m, n] in bands.
template <class T>
void gemm_into_bands(Copied<const T> a, Matrix<const T> b, Banded<T> c, void* scratch,
                     ThreadPool& pool, const Epilogue& epilogue);

}  // namespace glia::kernels
