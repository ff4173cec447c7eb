// Standard input that can be read again from any place: a file in its place as it is; what comes
// through a pipe is read to its end, and kept in memory or, beyond a few megabytes, in a temporary
// file that has no name and goes with this object.
// Belongs to one thread, and there is one at a time: what it has read is gone from standard input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace glia {

class SpooledInput {
 public:
  // Errors: kData for more than `limit` bytes; kFailed for I/O, with the system's reason.
  explicit SpooledInput(uint64_t limit);
  ~SpooledInput();
  SpooledInput(const SpooledInput&) = delete;
  SpooledInput& operator=(const SpooledInput&) = delete;

  // The bytes from `offset` on; less than `size` only at the end.
  size_t read_at(uint64_t offset, void* out, size_t size) const;
  uint64_t size() const { return size_; }

 private:
  void take_file(uint64_t begin, uint64_t size, uint64_t limit);
  void take_pipe(uint64_t limit);
  void open_temporary();
  void keep(const char* bytes, size_t size) const;

  std::string memory_;   // what there is, where no file holds it
  int descriptor_ = -1;  // of standard input or of the temporary file
  bool owned_ = false;   // the temporary file
  uint64_t begin_ = 0;   // of what there is in that file
  uint64_t size_ = 0;
};

}  // namespace glia
