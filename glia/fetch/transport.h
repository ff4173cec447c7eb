// One HTTP or HTTPS request for a file, or for its end from some byte on. What to ask, and what to
// do when an answer is bad, is the business of download.h.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "glia/base/message.h"

namespace glia::fetch {

struct Request {
  std::string url;
  uint64_t from = 0;  // the first byte wanted
  // Called once, before any byte: where the answer begins (a server may know no ranges, and then it
  // is 0), and how long the whole file is said to be, 0 if it isn't said.
  std::function<void(uint64_t from, uint64_t total)> begin;
  std::function<void(std::string_view bytes)> take;
  // Asked several times a second.
  std::function<bool()> stop;
};

enum class Ending {
  kWhole,    // all bytes of the answer came
  kCut,      // the connection broke after some
  kRefused,  // no connection, or no file
  kStopped,  // because stop() said so
};

struct Answer {
  Ending ending = Ending::kRefused;
  int status = 0;  // of HTTP, of the last answer; 0 if there was none
  // kCut and kRefused: why, in the words of the library.
  std::string reason;
};

class Transport {
 public:
  virtual ~Transport() = default;
  // What `begin` and `take` throw comes out of it.
  virtual Answer get(const Request& request) = 0;
};

// http:// and https:// only, five redirects at most and none from https to http, proxies by the
// usual environment variables; gives up on a server that sends nothing for 30 s. Errors: kFailed
// where there is no libcurl, saying what to install.
std::unique_ptr<Transport> make_transport();

}  // namespace glia::fetch
