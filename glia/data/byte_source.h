// Bytes in order, from a file, from gzip data or from memory, that can be read again from the
// start. How many of them are held at a time is the reader's affair. Belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace glia::data {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills `out`; less than `size` bytes only at the end.
  virtual size_t read(void* out, size_t size) = 0;
  // Goes back to the first byte.
  virtual void rewind() = 0;
  // How many bytes there are in all, as far as is known: only good for reserving memory.
  virtual uint64_t size_hint() const = 0;
  // No more than these can come in all.
  virtual uint64_t most() const = 0;
};

// How many bytes to read from `source` at a time: `most`, or fewer where fewer hold all of it, with
// one to spare so that a read falls short. Never so few that a source with more than it promised is
// read in crumbs.
size_t piece_size(const ByteSource& source, size_t most);

// The bytes must outlive it.
std::unique_ptr<ByteSource> bytes_in_memory(std::string_view bytes);

// The same, decompressed if they are gzip: to `limit` bytes at most. `name` is for messages.
// Errors, here or in read: kData for more bytes than these and for damaged gzip data.
std::unique_ptr<ByteSource> unpacked_in_memory(std::string_view bytes, const std::string& name,
                                               uint64_t limit);

// The file behind a path, or standard input for "-", decompressed if it is gzip; `limit` is on what
// is read from it. Errors: kFailed for I/O; kData for more than `limit` bytes and for damaged gzip
// data, here or in read.
std::unique_ptr<ByteSource> open_bytes(const std::string& path, uint64_t limit);

// What messages call it: the path, or "<stdin>".
std::string source_name(const std::string& path);

}  // namespace glia::data
