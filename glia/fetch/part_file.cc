#include "glia/fetch/part_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/say_internal.h"

namespace glia::fetch {

PartFile::PartFile(const std::string& path) : path_(path), part_(path + ".part") {
  descriptor_ = ::open(part_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0666);
  if (descriptor_ < 0) fail_with_errno("can't write");
  struct stat status = {};
  const bool known = ::fstat(descriptor_, &status) == 0;
  const bool locked = known && ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
  if (locked && S_ISREG(status.st_mode)) {
    size_ = static_cast<uint64_t>(status.st_size);
    if (::lseek(descriptor_, 0, SEEK_END) >= 0) return;
  }
  const int number = errno;
  ::close(descriptor_);
  if (known && !locked && number == EWOULDBLOCK)
    fail(ErrorKind::kFailed, say("{}: another download is writing it", part_));
  fail(ErrorKind::kFailed, say("{}: {}: {}", part_, Message("can't write"), std::strerror(number)));
}

PartFile::~PartFile() {
  if (size_ == 0 && !committed_) ::unlink(part_.c_str());
  ::close(descriptor_);
}

void PartFile::fail_with_errno(const char* action) const {
  const int number = errno;
  fail(ErrorKind::kFailed, say("{}: {}: {}", part_, Message(action), std::strerror(number)));
}

void PartFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_with_errno("can't write");
    size_ += static_cast<uint64_t>(written);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
}

void PartFile::clear() {
  if (::ftruncate(descriptor_, 0) != 0 || ::lseek(descriptor_, 0, SEEK_SET) != 0)
    fail_with_errno("can't write");
  size_ = 0;
}

std::string PartFile::read(uint64_t limit) const { return read_file(part_, limit); }

void PartFile::commit() {
  if (::fsync(descriptor_) != 0) fail_with_errno("can't write");
  if (::rename(part_.c_str(), path_.c_str()) != 0) fail_with_errno("can't write");
  committed_ = true;
  // Without this a power cut may forget the rename; a file system that can't is no failure.
  const size_t slash = path_.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path_.substr(0, slash + 1);
  const int handle = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return;
  ::fsync(handle);
  ::close(handle);
}

}  // namespace glia::fetch
