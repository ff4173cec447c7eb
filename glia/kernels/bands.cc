#include "glia/kernels/bands.h"

#include <cstddef>
#include <cstring>

namespace glia::kernels {
namespace {

// move(offset in rows, offset in bands, bytes) for each row of each band.
template <class F>
void for_each_piece(const Bands& bands, int64_t size, const F& move) {
  for (int b = 0; b < bands.count; ++b) {
    const int64_t width = bands.width(b);
    for (int64_t row = 0; row < bands.rows; ++row) {
      move((row * bands.cols + bands.begin(b)) * size, (bands.offset(b) + row * width) * size,
           static_cast<size_t>(width * size));
    }
  }
}

}  // namespace

void put_in_bands(const Bands& bands, int64_t size, void* matrix, void* room) {
  std::memcpy(room, matrix, static_cast<size_t>(bands.rows * bands.cols * size));
  const auto* from = static_cast<const std::byte*>(room);
  auto* to = static_cast<std::byte*>(matrix);
  for_each_piece(bands, size, [&](int64_t in_rows, int64_t in_bands, size_t bytes) {
    std::memcpy(to + in_bands, from + in_rows, bytes);
  });
}

void put_in_rows(const Bands& bands, int64_t size, void* matrix, void* room) {
  std::memcpy(room, matrix, static_cast<size_t>(bands.rows * bands.cols * size));
  const auto* from = static_cast<const std::byte*>(room);
  auto* to = static_cast<std::byte*>(matrix);
  for_each_piece(bands, size, [&](int64_t in_rows, int64_t in_bands, size_t bytes) {
    std::memcpy(to + in_rows, from + in_bands, bytes);
  });
}

}  // namespace glia::kernels
