// Who writes in a folder: locks that end with their process, and the hidden files of processes that
// ended before they could tidy up.
//
// Locks are advisory (flock): they hold between runs of glia. Where a file system or platform has
// none, everything here does nothing, and of two writers of a file the last one stays.
#pragma once

#include <string>

namespace glia {

// Marks a hidden file just created as in use. False: a neighbour has removed it meanwhile, so take
// another name.
bool hold(int descriptor);

// Removes the hidden files in `folder` that no process holds. A process looks into a folder once.
void remove_abandoned(const std::string& folder);

// The right to write `path` at any time until destroyed; an empty path is nobody's. Where another
// run has it: Error(kFailed) with the number of that process.
class WriteLock {
 public:
  explicit WriteLock(const std::string& path);
  ~WriteLock();
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;

 private:
  std::string name_;                      // of its hidden file
  [[maybe_unused]] int descriptor_ = -1;  // used where there are locks
};

}  // namespace glia
