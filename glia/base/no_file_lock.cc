// Locks of files where there is only one process.
#include "glia/base/file_lock.h"

namespace glia {

bool hold(int) { return true; }

void remove_abandoned(const std::string&) {}

WriteLock::WriteLock(const std::string&) {}
WriteLock::~WriteLock() = default;

}  // namespace glia
