// What reading, writing and locking of files share.
#pragma once

#include <unistd.h>

#include <string>
#include <utility>

namespace glia {

// Throws Error(kFailed): "PATH: can't write: REASON", where `number` is an errno.
enum class FileAction : unsigned char { kOpen, kExamine, kRead, kWrite, kRemember };
[[noreturn]] void fail_with_reason(const std::string& path, FileAction action, int number);

// "a/b.csv": "a"; "b.csv": "."
std::string folder_of(const std::string& path);
// What `path` leads to, or `path` itself where nothing is there yet.
std::string resolve_links(const std::string& path);

// open, once more where a signal came between.
int open_file(const std::string& path, int flags, unsigned mode = 0);

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

}  // namespace glia
