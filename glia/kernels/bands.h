// A matrix in bands: its columns cut into ranges, each kept as a matrix of its own, row after row,
// one behind the other.
//
// Threads that each own a band never touch a cache line of another's, nor does a prefetcher, while
// columns of a matrix kept row after row lie side by side.
#pragma once

#include <algorithm>
#include <cstdint>

namespace glia::kernels {

struct Bands {
  // Cuts are at multiples of this, so that bands begin at whole vectors.
  static constexpr int64_t kGrain = 16;
  static constexpr int64_t kLeastColumns = 32;  // of a band

  int64_t rows = 0;
  int64_t cols = 0;
  int count = 1;

  // The first column of band b; of b = count: cols.
  int64_t begin(int b) const {
    return b == count ? cols : (cols * b / count + kGrain / 2) / kGrain * kGrain;
  }
  int64_t width(int b) const { return begin(b + 1) - begin(b); }
  // Elements before band b.
  int64_t offset(int b) const { return rows * begin(b); }
  // The band that has this column.
  int band_of(int64_t column) const {
    int b = 0;
    while (b + 1 < count && begin(b + 1) <= column) ++b;
    return b;
  }
};

// A band for each thread, as far as the columns allow.
inline int bands_for(int64_t cols, int threads) {
  return static_cast<int>(std::clamp<int64_t>(cols / Bands::kLeastColumns, 1, threads));
}

// Puts a matrix of rows * cols elements of `size` bytes in bands, and row after row again. `room`:
// memory for one more such matrix, which is overwritten.
void put_in_bands(const Bands& bands, int64_t size, void* matrix, void* room);
void put_in_rows(const Bands& bands, int64_t size, void* matrix, void* room);

}  // namespace glia::kernels
