// The data sets that are fetched: their files, where they are, and how to know them. MNIST so far.
//
// A file is known by the SHA-256 of what is in it, not of how it is packed: mirrors may compress
// it anew.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "glia/fetch/download.h"

namespace glia::session {

struct DownloadRequest {
  std::string name;                       // "mnist"
  std::string folder;                     // made if it isn't there, its parents not
  std::vector<std::string> mirrors = {};  // folders on the web instead of the known ones
};

struct DownloadEvents {
  // The file and how much of it is there; 0 where the total isn't known.
  std::function<void(const std::string& file, uint64_t done, uint64_t total)> progress;
  std::function<void(const Message& message)> note;
  const std::atomic<bool>* interrupt = nullptr;
};

struct DownloadOutcome {
  int fetched = 0;  // files
  int present = 0;  // files that were there, and right
  bool interrupted = false;
};

bool is_downloadable(std::string_view name);

// Errors: kUsage for a set that is not downloadable or a mirror that is no web address; kFailed
// when no mirror has a file, a file of that name holds something else, or nothing can be written.
DownloadOutcome download_data(const DownloadRequest& request, const DownloadEvents& events = {});

}  // namespace glia::session
