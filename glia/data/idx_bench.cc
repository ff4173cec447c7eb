// Reading IDX files beside a copy in memory, bytes of pixels a second: from a file, from memory,
// and from gzip data, where zlib is what it takes.
#include <benchmark/benchmark.h>
#include <zlib.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "glia/base/file.h"
#include "glia/base/random.h"
#include "glia/data/idx.h"

namespace glia::data {
namespace {

constexpr uint32_t kCount = 60000;  // as many as MNIST has, of 28 x 28
constexpr size_t kPixels = size_t{kCount} * 28 * 28;

// A third of the pixels are not black, as in Fashion-MNIST.
std::string images_file() {
  std::string bytes("\x00\x00\x08\x03", 4);
  for (const uint32_t size : {kCount, 28u, 28u}) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(size >> shift);
  }
  for (size_t i = 0; i < kPixels; ++i) {
    const uint64_t bits = splitmix64(i / 8);
    bytes += static_cast<char>(bits % 3 == 0 ? bits >> (8 + i % 8) : 0);
  }
  return bytes;
}

std::string packed(const std::string& bytes) {
  std::string out(compressBound(bytes.size()) + 64, '\0');
  z_stream stream = {};
  deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<unsigned>(bytes.size());
  stream.next_out = reinterpret_cast<unsigned char*>(out.data());
  stream.avail_out = static_cast<unsigned>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

void count(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * kPixels));
}

// Into memory that is there, and into memory that the system has to hand out, as a reader's is.
void copy(benchmark::State& state) {
  const std::vector<uint8_t> from(kPixels, 1);
  std::vector<uint8_t> to(from);
  for (auto _ : state) {
    std::memcpy(to.data(), from.data(), kPixels);
    benchmark::DoNotOptimize(to.data());
    benchmark::ClobberMemory();
  }
  count(state);
}
void copy_to_new(benchmark::State& state) {
  const std::vector<uint8_t> from(kPixels, 1);
  for (auto _ : state) {
    std::vector<uint8_t> to(from);
    benchmark::DoNotOptimize(to.data());
  }
  count(state);
}
BENCHMARK(copy);
BENCHMARK(copy_to_new);

void idx_in_memory(benchmark::State& state) {
  const std::string bytes = images_file();
  for (auto _ : state) benchmark::DoNotOptimize(parse_idx_images(bytes, "bench"));
  count(state);
}
BENCHMARK(idx_in_memory);

void from_file(benchmark::State& state, const std::string& bytes) {
  const std::string path = "glia_idx_bench.tmp";
  write_file_atomically(path, bytes);
  for (auto _ : state) benchmark::DoNotOptimize(read_idx_images(path));
  std::remove(path.c_str());
  count(state);
}
void idx_file(benchmark::State& state) { from_file(state, images_file()); }
void idx_gzip_file(benchmark::State& state) { from_file(state, packed(images_file())); }
BENCHMARK(idx_file);
BENCHMARK(idx_gzip_file)->Unit(benchmark::kMillisecond);

void zlib_alone(benchmark::State& state) {
  std::string bytes = packed(images_file());
  std::string out(kPixels + 16, '\0');
  for (auto _ : state) {
    z_stream stream = {};
    inflateInit2(&stream, 16 + MAX_WBITS);
    stream.next_in = reinterpret_cast<unsigned char*>(bytes.data());
    stream.avail_in = static_cast<unsigned>(bytes.size());
    stream.next_out = reinterpret_cast<unsigned char*>(out.data());
    stream.avail_out = static_cast<unsigned>(out.size());
    inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    benchmark::DoNotOptimize(out.data());
  }
  count(state);
}
BENCHMARK(zlib_alone)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace glia::data
