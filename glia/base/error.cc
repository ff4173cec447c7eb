#include "glia/base/error.h"

#include <cstdio>
#include <cstdlib>

namespace glia {

void fail(ErrorKind kind, Message message) { throw Error(kind, std::move(message)); }

void assertion_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, condition);
  std::abort();
}

}  // namespace glia
