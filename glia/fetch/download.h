// A file from the first mirror that has it right: resumed where an earlier run or a broken
// connection left it, checked before it takes its name. A file under its own name is always whole.
//
// A mirror that refuses or sends something else is left for the next one; one that breaks off is
// asked again for the rest, as long as more comes each time.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/message.h"
#include "glia/fetch/transport.h"

namespace glia::fetch {

struct Wanted {
  std::string path;               // where to; PATH.part beside it meanwhile
  std::vector<std::string> urls;  // in the order of asking
  uint64_t limit = 0;             // in bytes: an answer beyond it is not the file
  // What is wrong with these bytes, or nothing if they are the file.
  std::function<std::optional<Message>(const std::string& bytes)> problem;
};

struct Listener {
  // Bytes that are there, and of how many; 0 where the server doesn't say.
  std::function<void(uint64_t done, uint64_t total)> progress;
  // Why something is tried again or elsewhere.
  std::function<void(const Message& message)> note;
  const std::atomic<bool>* interrupt = nullptr;
};

// False if it was interrupted: what came stays in PATH.part. Errors: kFailed when no mirror had it,
// or when it can't be written.
bool download(Transport& transport, const Wanted& wanted, const Listener& listener = {});

// True for http:// and https:// with a host.
bool is_web_address(std::string_view url);

}  // namespace glia::fetch
