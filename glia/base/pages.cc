#include "glia/base/pages.h"

#include <sys/mman.h>

#include <cstdint>

namespace glia {

void prepare_pages([[maybe_unused]] void* memory, [[maybe_unused]] size_t bytes) {
#ifdef __linux__
  // MADV_POPULATE_WRITE of Linux 5.14, which the headers of older systems do not name.
  constexpr int kPopulateWrite = 23;
  constexpr uintptr_t kPage = 4096;
  const uintptr_t begin = (reinterpret_cast<uintptr_t>(memory) + kPage - 1) / kPage * kPage;
  const uintptr_t end = (reinterpret_cast<uintptr_t>(memory) + bytes) / kPage * kPage;
  // An older kernel refuses; then each page comes when it is written.
  if (begin < end) {
    static_cast<void>(::madvise(reinterpret_cast<void*>(begin), end - begin, kPopulateWrite));
  }
#endif
}

}  // namespace glia
