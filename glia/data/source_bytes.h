// The bytes behind a path that a user gave: a file, or standard input for "-", decompressed if they
// are gzip.
#pragma once

#include <cstdint>
#include <string>

namespace glia::data {

struct SourceBytes {
  std::string name;  // for messages: the path, or "<stdin>"
  std::string bytes;
};

// Errors: kFailed for I/O, kData for more than `limit` bytes and for damaged gzip data.
SourceBytes read_source(const std::string& path, uint64_t limit);

// The file as it is on disk, at most `limit` bytes.
SourceBytes read_raw_source(const std::string& path, uint64_t limit);

}  // namespace glia::data
