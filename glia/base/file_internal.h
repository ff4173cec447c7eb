// What reading, writing and locking of files share.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace glia {

// Throws Error(kFailed): "PATH: can't write: REASON", where `number` is an errno.
enum class FileAction : unsigned char { kOpen, kExamine, kRead, kWrite, kRemember };
[[noreturn]] void fail_with_reason(const std::string& path, FileAction action, int number);

// "a/b.csv": "a"; "b.csv": "."
std::string folder_of(const std::string& path);
// What `path` leads to, or `path` itself where nothing is there yet.
std::string resolve_links(const std::string& path);

// "FOLDER/.glia-0123456789abcdef.tmp": beside what is written, whatever that is called.
constexpr std::string_view kHiddenPrefix = ".glia-";
constexpr size_t kHiddenDigits = 16;
std::string hidden_name(const std::string& folder, uint64_t unique, const char* ending);

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
