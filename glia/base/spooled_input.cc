#include "glia/base/spooled_input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"

namespace glia {
namespace {

constexpr char kName[] = "<stdin>";
constexpr size_t kMostInMemory = size_t{1} << 22;
constexpr size_t kPiece = size_t{1} << 20;

// `number` is read first: building the message may change errno.
[[noreturn]] void fail_reading(int number) {
  fail(ErrorKind::kFailed, say("{}: {}: {}", kName, Message("can't read"), std::strerror(number)));
}

[[noreturn]] void fail_keeping(const std::string& folder, int number) {
  fail(ErrorKind::kFailed,
       say("{}: can't keep the data in the folder {}: {}; name a file instead, or another folder "
           "in TMPDIR",
           kName, folder, std::strerror(number)));
}

std::string temporary_folder() {
  const char* named = std::getenv("TMPDIR");
  return named != nullptr && *named != 0 ? named : "/tmp";
}

// Fills `out`; less than `size` bytes only at the end.
size_t read_some(char* out, size_t size) {
  size_t used = 0;
  while (used < size) {
    const ssize_t got = ::read(STDIN_FILENO, out + used, size - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail_reading(errno);
    if (got == 0) break;
    used += static_cast<size_t>(got);
  }
  return used;
}

void check_size(uint64_t size, uint64_t limit) {
  if (size > limit)
    fail(ErrorKind::kData, say("{}: larger than the limit of {} bytes", kName, limit));
}

}  // namespace

SpooledInput::SpooledInput(uint64_t limit) {
  struct stat status = {};
  const off_t position = ::lseek(STDIN_FILENO, 0, SEEK_CUR);
  if (position >= 0 && ::fstat(STDIN_FILENO, &status) == 0 && S_ISREG(status.st_mode)) {
    const auto begin = static_cast<uint64_t>(position);
    const auto end = static_cast<uint64_t>(status.st_size);
    take_file(begin, end > begin ? end - begin : 0, limit);
  } else {
    take_pipe(limit);
  }
}

SpooledInput::~SpooledInput() {
  if (owned_) ::close(descriptor_);
}

void SpooledInput::take_file(uint64_t begin, uint64_t size, uint64_t limit) {
  check_size(size, limit);
  descriptor_ = STDIN_FILENO;
  begin_ = begin;
  size_ = size;
}

void SpooledInput::take_pipe(uint64_t limit) {
  std::string piece(kPiece, '\0');
  for (;;) {
    const size_t got = read_some(piece.data(), piece.size());
    size_ += got;
    check_size(size_, limit);
    if (!owned_ && memory_.size() + got > kMostInMemory) {
      open_temporary();
      keep(memory_.data(), memory_.size());
      memory_ = {};
    }
    if (owned_)
      keep(piece.data(), got);
    else
      memory_.append(piece, 0, got);
    if (got < piece.size()) return;
  }
}

void SpooledInput::open_temporary() {
  std::string path = temporary_folder() + "/glia-stdin-XXXXXX";
  descriptor_ = ::mkstemp(path.data());
  if (descriptor_ < 0) fail_keeping(temporary_folder(), errno);
  owned_ = true;
  ::unlink(path.c_str());
}

void SpooledInput::keep(const char* bytes, size_t size) const {
  while (size > 0) {
    const ssize_t written = ::write(descriptor_, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_keeping(temporary_folder(), errno);
    bytes += written;
    size -= static_cast<size_t>(written);
  }
}

size_t SpooledInput::read_at(uint64_t offset, void* out, size_t size) const {
  if (offset >= size_) return 0;
  size = static_cast<size_t>(std::min<uint64_t>(size, size_ - offset));
  if (descriptor_ < 0) {
    std::memcpy(out, memory_.data() + offset, size);
    return size;
  }
  size_t used = 0;
  while (used < size) {
    const ssize_t got = ::pread(descriptor_, static_cast<char*>(out) + used, size - used,
                                static_cast<off_t>(begin_ + offset + used));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail_reading(errno);
    if (got == 0) break;
    used += static_cast<size_t>(got);
  }
  return used;
}

}  // namespace glia
