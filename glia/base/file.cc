#include "glia/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/file_internal.h"
#include "glia/base/file_lock.h"
#include "glia/base/random.h"
#include "glia/base/say_internal.h"
#include "glia/base/system_reason.h"

namespace glia {
namespace {

// Linux moves at most 0x7ffff000 bytes a call; some systems refuse more than INT_MAX.
constexpr size_t kMaxTransfer = size_t{1} << 30;

Message kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return say("a folder");
  if (S_ISFIFO(mode)) return say("a pipe");
  if (S_ISSOCK(mode)) return say("a socket");
  if (S_ISCHR(mode) || S_ISBLK(mode)) return say("a device");
  return say("something else");
}

[[noreturn]] void fail_not_a_file(const std::string& path, mode_t mode) {
  fail(ErrorKind::kFailed, say("{}: expected an ordinary file, found {}", path, kind_of(mode)));
}

// The kernel takes a path up to its first NUL: "a.csv\0.png" would be another file.
void check_path(const std::string& path) {
  if (path.empty()) fail(ErrorKind::kUsage, "a path is expected, found an empty text");
  const size_t end = path.find('\0');
  if (end == std::string::npos) return;
  fail(ErrorKind::kUsage, say("{}: a path can't hold a NUL byte", path.substr(0, end)));
}

[[noreturn]] void fail_too_large(const std::string& path, uint64_t limit) {
  fail(ErrorKind::kData, say("{}: larger than the limit of {} bytes", path, limit));
}

// A name that no other writer of this folder has.
std::string temporary_name(const std::string& folder) {
  static std::atomic<uint64_t> counter{0};
  const uint64_t unique = splitmix64(static_cast<uint64_t>(::getpid()) ^ (counter++ << 32));
  return hidden_name(folder, unique, ".tmp");
}

int sync(int descriptor) {
  int result = 0;
  do {
    result = ::fsync(descriptor);
  } while (result != 0 && errno == EINTR);
  return result;
}

}  // namespace

void fail_with_reason(const std::string& path, FileAction action, int number) {
  const Message reason = system_reason(number);
  switch (action) {
    case FileAction::kOpen:
      fail(ErrorKind::kFailed, say("{}: can't open: {}", path, reason));
    case FileAction::kExamine:
      fail(ErrorKind::kFailed, say("{}: can't examine: {}", path, reason));
    case FileAction::kRead:
      fail(ErrorKind::kFailed, say("{}: can't read: {}", path, reason));
    case FileAction::kWrite:
      fail(ErrorKind::kFailed, say("{}: can't write: {}", path, reason));
    case FileAction::kRemember:
      break;
  }
  fail(ErrorKind::kFailed,
       say("{}: written, but can't make the folder remember it: {}", path, reason));
}

std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string resolve_links(const std::string& path) {
  char* const resolved = ::realpath(path.c_str(), nullptr);
  if (resolved == nullptr) {
    // Taken for "nothing there", a link would be replaced instead of what it leads to.
    if (errno == ENOMEM) throw std::bad_alloc();
    return path;
  }
  const std::unique_ptr<char, void (*)(void*)> owner(resolved, std::free);
  return resolved;
}

std::string hidden_name(const std::string& folder, uint64_t unique, const char* ending) {
  std::string name = folder + "/";
  name += kHiddenPrefix;
  for (size_t i = kHiddenDigits; i-- > 0;) name += "0123456789abcdef"[(unique >> (4 * i)) & 15];
  return name + ending;
}

int open_file(const std::string& path, int flags, unsigned mode) {
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), flags, mode);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

bool path_exists(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0;
}

bool is_folder(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

InputFile::InputFile(const std::string& path, uint64_t limit) : path_(path), limit_(limit) {
  check_path(path);
  // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
  Descriptor file(open_file(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0) fail_with_reason(path, FileAction::kOpen, errno);
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0) fail_with_reason(path, FileAction::kExamine, errno);
  if (!S_ISREG(status.st_mode)) fail_not_a_file(path, status.st_mode);
  size_ = static_cast<uint64_t>(status.st_size);
  if (size_ > limit) fail_too_large(path, limit);
  descriptor_ = file.release();
}

InputFile::InputFile(InputFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      limit_(other.limit_),
      position_(other.position_) {}

InputFile::~InputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

size_t InputFile::read(void* out, size_t size) {
  size_t used = 0;
  while (used < size) {
    const size_t wanted = std::min(size - used, kMaxTransfer);
    const ssize_t got = ::read(descriptor_, static_cast<char*>(out) + used, wanted);
    if (got < 0) {
      if (errno == EINTR) continue;
      fail_with_reason(path_, FileAction::kRead, errno);
    }
    if (got == 0) break;
    used += static_cast<size_t>(got);
  }
  position_ += used;
  if (position_ > limit_) fail_too_large(path_, limit_);
  return used;
}

size_t InputFile::read_at(uint64_t offset, void* out, size_t size) const {
  size_t used = 0;
  while (used < size) {
    const size_t wanted = std::min(size - used, kMaxTransfer);
    const ssize_t got = ::pread(descriptor_, static_cast<char*>(out) + used, wanted,
                                static_cast<off_t>(offset + used));
    if (got < 0) {
      if (errno == EINTR) continue;
      fail_with_reason(path_, FileAction::kRead, errno);
    }
    if (got == 0) break;
    used += static_cast<size_t>(got);
  }
  return used;
}

void InputFile::rewind() {
  if (::lseek(descriptor_, 0, SEEK_SET) != 0) fail_with_reason(path_, FileAction::kRead, errno);
  position_ = 0;
}

std::string read_file(const std::string& path, uint64_t any_limit) {
  // A limit of 16 GB is none where size_t has 32 bits (WebAssembly); half of the address space is.
  const auto limit =
      static_cast<size_t>(std::min<uint64_t>(any_limit, std::numeric_limits<size_t>::max() / 2));
  InputFile file(path, limit);
  std::string bytes;
  // One byte more than expected, so that the end is seen without growing.
  for (size_t room = static_cast<size_t>(file.size()) + 1;; room = bytes.size() + 65536) {
    const size_t used = bytes.size();
    bytes.resize(room);
    const size_t got = file.read(bytes.data() + used, room - used);
    bytes.resize(used + got);
    if (bytes.size() < room) return bytes;
  }
}

std::string read_stdin(size_t limit) {
  std::string bytes;
  for (size_t used = 0;;) {
    bytes.resize(std::max<size_t>(used * 2, 65536));
    const size_t wanted = std::min(bytes.size() - used, kMaxTransfer);
    const ssize_t got = ::read(STDIN_FILENO, bytes.data() + used, wanted);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail_with_reason("<stdin>", FileAction::kRead, errno);
    used += static_cast<size_t>(got);
    if (used > limit) fail_too_large("<stdin>", limit);
    if (got == 0) {
      bytes.resize(used);
      return bytes;
    }
  }
}

AtomicFile::AtomicFile(const std::string& path) : shown_path_(path) {
  check_path(path);
  path_ = resolve_links(path);
  std::optional<mode_t> mode;
  struct stat status = {};
  if (::stat(path_.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) fail_not_a_file(path, status.st_mode);
    // rename asks only for a writable folder: without this a protected file would be replaced.
    if (::access(path_.c_str(), W_OK) != 0)
      fail_with_reason(shown_path_, FileAction::kWrite, errno);
    mode = status.st_mode & 07777;
  }
  const std::string folder = folder_of(path_);
  remove_abandoned(folder);
  while (descriptor_ < 0) {
    temporary_ = temporary_name(folder);
    Descriptor file(open_file(temporary_, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.number() >= 0) {
      if (hold(file.number())) descriptor_ = file.release();
    } else if (errno != EEXIST) {
      fail_with_reason(path, FileAction::kWrite, errno);
    }
  }
  if (mode) ::fchmod(descriptor_, *mode);  // Best effort: some file systems have no modes.
}

AtomicFile::~AtomicFile() { close_and_remove(); }

void AtomicFile::close_and_remove() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

void AtomicFile::write(const void* bytes, size_t size) {
  GLIA_ASSERT(descriptor_ >= 0);
  const char* next = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t written = ::write(descriptor_, next, std::min(size, kMaxTransfer));
    if (written < 0) {
      if (errno == EINTR) continue;
      fail_with_reason(shown_path_, FileAction::kWrite, errno);
    }
    if (written == 0) fail_with_reason(shown_path_, FileAction::kWrite, ENOSPC);
    next += written;
    size -= static_cast<size_t>(written);
  }
}

void AtomicFile::commit() {
  GLIA_ASSERT(descriptor_ >= 0);
  if (sync(descriptor_) != 0) fail_with_reason(shown_path_, FileAction::kWrite, errno);
  // Until it is renamed nobody may take it for abandoned: a copy keeps the lock.
  const Descriptor lock(::dup(descriptor_));
  const int descriptor = descriptor_;
  descriptor_ = -1;  // close gives the number back even when it fails
  // Interrupted it has closed; everything was on the disk before.
  if (::close(descriptor) != 0 && errno != EINTR)
    fail_with_reason(shown_path_, FileAction::kWrite, errno);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0)
    fail_with_reason(shown_path_, FileAction::kWrite, errno);
  temporary_.clear();
  // Without this a power cut may forget the rename. Some folders can't be read, some file systems
  // can't do it to a folder.
  const Descriptor folder(open_file(folder_of(path_), O_RDONLY | O_CLOEXEC));
  if (folder.number() >= 0 && sync(folder.number()) == 0) return;
  for (const int harmless : {EACCES, EINVAL, ENOTSUP, EROFS})
    if (errno == harmless) return;
  fail_with_reason(shown_path_, FileAction::kRemember, errno);
}

void write_file_atomically(const std::string& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

}  // namespace glia
