// Decompression of gzip data as it is read: every member, checksums verified, growth limited.
//
// It reads gzip only, not zlib or raw deflate, and does not compress. Errors: kData with the name
// of the source and the byte offset, for data that is damaged, cut short, followed by something
// else, or expands beyond the limits. Builds without zlib refuse every stream (kFailed).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace glia::data {

class ByteSource;

struct GzipLimits {
  uint64_t bytes = uint64_t{1} << 34;  // of output
  // A file that expands more than this is taken for a decompression bomb, once its output has
  // passed `ratio_from` bytes. Deflate cannot exceed 1032; real tables stay below 100.
  uint64_t ratio = 200;
  uint64_t ratio_from = uint64_t{1} << 26;
};

// False in builds without zlib, which refuse every stream.
bool gzip_is_supported();

// True if the bytes begin with the gzip magic number 1f 8b.
bool is_gzip(std::string_view bytes);

// The size of the output as the end of the data claims it, 0 if unknown: only good for reserving
// memory. `last_four` are the last bytes of `size`.
uint64_t gzip_size_hint(std::string_view last_four, uint64_t size, const GzipLimits& limits = {});

// Decompresses piece by piece. The compressed bytes must outlive it.
class Gunzip {
 public:
  Gunzip(std::string_view compressed, std::string source, GzipLimits limits = {});
  // Reads on from where `compressed` is, some pages at a time.
  Gunzip(ByteSource& compressed, std::string source, GzipLimits limits = {});
  ~Gunzip();
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  // Fills `out` with up to `size` bytes; less only at the end of the data, where all was checked.
  size_t read(void* out, size_t size);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string gunzip(std::string_view compressed, const std::string& source, GzipLimits limits = {});

}  // namespace glia::data
