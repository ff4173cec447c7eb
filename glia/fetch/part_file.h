// A file that arrives in pieces, perhaps over several runs: PATH.part beside its place, renamed
// when it is whole and right. What a broken run leaves is there for the next one.
//
// One writer at a time: a second is refused. Errors: kFailed with the path and the system's reason.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace glia::fetch {

class PartFile {
 public:
  // Opens PATH.part, made if it isn't there.
  explicit PartFile(const std::string& path);
  // Leaves the part where it is, unless it is empty.
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  uint64_t size() const { return size_; }
  void append(std::string_view bytes);
  // Begins anew.
  void clear();
  // All of it, at most `limit` bytes.
  std::string read(uint64_t limit) const;
  // fsync, rename to PATH, fsync of the folder.
  void commit();

 private:
  [[noreturn]] void fail_with_errno(const char* action) const;

  std::string path_;
  std::string part_;
  int descriptor_ = -1;
  uint64_t size_ = 0;
  bool committed_ = false;
};

}  // namespace glia::fetch
