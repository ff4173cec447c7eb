// Files inside a zip archive that is in memory: found by name, unpacked as they are read, checksums
// verified, growth limited. It reads what office programs write: stored and deflated entries, one
// part, not encrypted. Builds without zlib refuse every archive (kFailed).
// Errors: kData with the name of the source, for an archive that is damaged or of another kind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/message.h"
#include "glia/data/byte_source.h"

namespace glia::data {

struct ZipLimits {
  uint64_t bytes = uint64_t{1} << 34;  // of one entry, unpacked
  // As in GzipLimits: an entry that expands more is taken for a decompression bomb.
  uint64_t ratio = 200;
  uint64_t ratio_from = uint64_t{1} << 26;
  size_t entries = size_t{1} << 16;
};

// True if the bytes begin as a zip archive with entries does.
bool is_zip(std::string_view bytes);

class ZipArchive {
 public:
  // The bytes must outlive it and the sources that it opens.
  ZipArchive(std::string_view bytes, std::string source, ZipLimits limits = {});

  bool has(std::string_view name) const;
  // Errors: kData where there is none of that name.
  std::unique_ptr<ByteSource> open(std::string_view name) const;

 private:
  struct Entry {
    std::string_view name;
    uint64_t packed = 0;    // bytes
    uint64_t unpacked = 0;  // bytes
    uint64_t begin = 0;     // of its local header
    uint32_t checksum = 0;
    uint16_t method = 0;
    uint16_t flags = 0;
  };

  [[noreturn]] void refuse(const Message& what) const;
  void read_directory();
  const Entry* find(std::string_view name) const;
  std::string_view packed_bytes(const Entry& entry) const;

  std::string_view bytes_;
  std::string source_;
  ZipLimits limits_;
  std::vector<Entry> entries_;
};

}  // namespace glia::data
