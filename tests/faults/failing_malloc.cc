// Loaded before the C library (LD_PRELOAD): the GLIA_FAIL_AT-th allocation of the process fails,
// and with GLIA_FAIL_ON also every later one. At the end it writes to the file GLIA_FAIL_REPORT how
// many there were, and how many blocks nobody has given back.
//
// Only glibc has the functions __libc_*.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
void __libc_free(void* block);
}

namespace {

std::atomic<long> calls{0};
std::atomic<long> blocks{0};
long fail_at = 0;
bool fail_on = false;

long number_of(const char* name) {
  const char* text = getenv(name);
  return text == nullptr ? 0 : atol(text);
}

__attribute__((constructor)) void begin() {
  fail_at = number_of("GLIA_FAIL_AT");
  fail_on = number_of("GLIA_FAIL_ON") != 0;
  calls = 0;
}

bool fails() {
  const long call = ++calls;
  if (fail_at == 0 || call < fail_at || (call > fail_at && !fail_on)) return false;
  errno = ENOMEM;
  return true;
}

void* counted(void* block) {
  if (block != nullptr) ++blocks;
  return block;
}

__attribute__((destructor)) void end() {
  const char* path = getenv("GLIA_FAIL_REPORT");
  if (path == nullptr) return;
  char text[64];
  const int size = snprintf(text, sizeof text, "%ld %ld\n", calls.load(), blocks.load());
  const int report = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (report < 0 || write(report, text, static_cast<size_t>(size)) != size) _exit(99);
  close(report);
}

}  // namespace

extern "C" {

void* malloc(size_t size) { return fails() ? nullptr : counted(__libc_malloc(size)); }

void* calloc(size_t count, size_t size) {
  return fails() ? nullptr : counted(__libc_calloc(count, size));
}

void* realloc(void* block, size_t size) {
  if (fails()) return nullptr;
  void* const moved = __libc_realloc(block, size);
  if (block == nullptr) return counted(moved);
  return moved;
}

void* memalign(size_t alignment, size_t size) {
  return fails() ? nullptr : counted(__libc_memalign(alignment, size));
}

void* aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void** block, size_t alignment, size_t size) {
  *block = memalign(alignment, size);
  return *block == nullptr ? ENOMEM : 0;
}

void free(void* block) {
  if (block != nullptr) --blocks;
  __libc_free(block);
}
}
