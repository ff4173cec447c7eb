// Bytes a second, as written, of moving values: a batch gathered from images, a transpose, a
// repeated row, rows added to an embedding.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "glia/kernels/copy.h"
#include "glia/kernels/dispatch.h"

namespace glia::kernels {
namespace {

// A thousand rows, visited out of order.
constexpr int64_t kRows = 1000;
int64_t row_at(int64_t k) { return k * 377 % kRows; }

std::vector<int64_t> indices(int64_t count) {
  std::vector<int64_t> index(static_cast<size_t>(count));
  for (int64_t k = 0; k < count; ++k) index[k] = row_at(k);
  return index;
}

void finish(benchmark::State& state, bool right, int64_t elements) {
  if (!right) state.SkipWithError("a wrong result");
  state.SetBytesProcessed(state.iterations() * elements * static_cast<int64_t>(sizeof(float)));
  state.SetLabel(std::string(target_name()));
}

void batch_of_images(benchmark::State& state) {
  const int64_t batch = state.range(0);
  constexpr int64_t kPixels = 784;
  std::vector<uint8_t> images(kRows * kPixels);
  for (size_t i = 0; i < images.size(); ++i) images[i] = static_cast<uint8_t>(i * 7 % 251);
  const std::vector<int64_t> index = indices(batch);
  std::vector<float> out(static_cast<size_t>(batch * kPixels));
  for (auto _ : state) {
    gather_convert_rows(images.data(), kPixels, index.data(), batch, 1 / 255.0, 0, out.data());
    benchmark::ClobberMemory();
  }
  bool right = true;
  for (int64_t i = 0; i < batch * kPixels; ++i) {
    const int64_t from = row_at(i / kPixels) * kPixels + i % kPixels;
    right = right && out[i] == static_cast<float>(images[from] * (1 / 255.0));
  }
  finish(state, right, batch * kPixels);
}

void strided(benchmark::State& state, int64_t row_stride, int64_t col_stride) {
  const int64_t extent[] = {state.range(0), state.range(1)};
  const int64_t stride[] = {row_stride, col_stride};
  const int64_t size = extent[0] * extent[1];
  std::vector<float> in(static_cast<size_t>(size)), out(in.size());
  for (int64_t i = 0; i < size; ++i) in[i] = static_cast<float>(i);
  for (auto _ : state) {
    strided_copy(in.data(), extent, stride, 2, out.data());
    benchmark::ClobberMemory();
  }
  bool right = true;
  for (int64_t i = 0; i < size; ++i) {
    right = right && out[i] == in[i / extent[1] * row_stride + i % extent[1] * col_stride];
  }
  finish(state, right, size);
}

void transpose(benchmark::State& state) { strided(state, 1, state.range(0)); }
void repeat_row(benchmark::State& state) { strided(state, 0, 1); }

void add_to_rows(benchmark::State& state) {
  constexpr int64_t kWidth = 64;
  const int64_t count = state.range(0);
  const std::vector<float> in(static_cast<size_t>(count * kWidth), 1);
  std::vector<float> sums(kRows * kWidth);
  const std::vector<int64_t> index = indices(count);
  for (auto _ : state) {
    scatter_add_rows(in.data(), kWidth, index.data(), count, sums.data());
    benchmark::ClobberMemory();
  }
  // Floats count exactly up to 2^24.
  const float times = static_cast<float>(std::min<int64_t>(state.iterations(), 1 << 24));
  finish(state, sums[static_cast<size_t>(row_at(1) * kWidth)] == times, count * kWidth);
}

BENCHMARK(batch_of_images)->Arg(32)->Arg(128);
BENCHMARK(transpose)->Args({128, 784})->Args({512, 512});
BENCHMARK(repeat_row)->Args({128, 512});
BENCHMARK(add_to_rows)->Arg(256);

}  // namespace
}  // namespace glia::kernels
