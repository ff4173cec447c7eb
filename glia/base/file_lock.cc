#include "glia/base/file_lock.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/file_internal.h"
#include "glia/base/say_internal.h"
#include "glia/base/sha256.h"

namespace glia {
namespace {

// Nobody else makes names of this form.
bool is_hidden_name(std::string_view name) {
  if (name.substr(0, kHiddenPrefix.size()) != kHiddenPrefix) return false;
  name.remove_prefix(kHiddenPrefix.size());
  const std::string_view digits = name.substr(0, kHiddenDigits);
  if (digits.find_first_not_of("0123456789abcdef") != std::string_view::npos) return false;
  const std::string_view ending = name.substr(digits.size());
  return ending == ".tmp" || ending == ".lock";
}

int lock(int descriptor, int operation) {
  while (::flock(descriptor, operation) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

// Not at once: a neighbour that looks for abandoned files holds one for a moment.
bool is_busy(int descriptor) {
  constexpr int kTries = 4;
  constexpr useconds_t kPause = 10'000;
  for (int i = 0; i < kTries; ++i) {
    if (i > 0) ::usleep(kPause);
    if (lock(descriptor, LOCK_EX | LOCK_NB) != EWOULDBLOCK) return false;
  }
  return true;
}

// Unlinked while it was being locked: the lock is on a file that nobody else can find.
bool has_no_name(int descriptor) {
  struct stat status = {};
  return ::fstat(descriptor, &status) == 0 && status.st_nlink == 0;
}

// A holder has it locked. Whoever creates a file of this name between our lock and our unlink sees
// in hold() that it lost it.
void remove_if_abandoned(const std::string& path) {
  const Descriptor file(open_file(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
  if (file.number() < 0 || lock(file.number(), LOCK_EX | LOCK_NB) != 0) return;
  ::unlink(path.c_str());
}

bool seen_before(const std::string& folder) {
  static std::mutex mutex;
  static std::vector<std::string> seen;
  const std::lock_guard<std::mutex> guard(mutex);
  if (std::find(seen.begin(), seen.end(), folder) != seen.end()) return true;
  seen.push_back(folder);
  return false;
}

uint64_t number_of(const std::string& name) {
  const Sha256Digest digest = sha256(name);
  uint64_t number = 0;
  for (size_t i = 0; i < 8; ++i) number = number << 8 | static_cast<uint64_t>(digest[i]);
  return number;
}

// What the holder wrote into its lock; "?" before it has.
std::string holder(int descriptor) {
  char bytes[24] = {};
  const ssize_t got = ::pread(descriptor, bytes, sizeof bytes - 1, 0);
  const std::string text(bytes, static_cast<size_t>(std::max<ssize_t>(got, 0)));
  return text.empty() || text.find_first_not_of("0123456789") != std::string::npos ? "?" : text;
}

}  // namespace

bool hold(int descriptor) { return lock(descriptor, LOCK_EX) != 0 || !has_no_name(descriptor); }

void remove_abandoned(const std::string& folder) {
  if (seen_before(folder)) return;
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), ::closedir);
  if (entries == nullptr) return;
  while (const dirent* entry = ::readdir(entries.get())) {
    if (is_hidden_name(entry->d_name)) remove_if_abandoned(folder + "/" + entry->d_name);
  }
}

WriteLock::WriteLock(const std::string& path) {
  if (path.empty()) return;
  const std::string target = resolve_links(path);
  const std::string folder = folder_of(target);
  const size_t slash = target.rfind('/');
  name_ = hidden_name(folder, number_of(target.substr(slash == std::string::npos ? 0 : slash + 1)),
                      ".lock");
  do {
    Descriptor file(open_file(name_, O_RDWR | O_CREAT | O_CLOEXEC, 0666));
    if (file.number() < 0) fail_with_reason(path, FileAction::kWrite, errno);
    if (is_busy(file.number())) {
      fail(ErrorKind::kFailed, say("{}: another run of glia is writing it (process {}); give this "
                                   "one another file, or wait",
                                   path, holder(file.number())));
    }
    if (!has_no_name(file.number())) descriptor_ = file.release();
  } while (descriptor_ < 0);
  // For the message alone: a full disk may keep it from being there.
  const std::string process = std::to_string(::getpid());
  if (::ftruncate(descriptor_, 0) != 0) return;
  static_cast<void>(!::pwrite(descriptor_, process.data(), process.size(), 0));
}

WriteLock::~WriteLock() {
  if (descriptor_ < 0) return;
  ::unlink(name_.c_str());  // while it is still locked
  ::close(descriptor_);
}

}  // namespace glia
