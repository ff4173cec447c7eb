// Twin of curl.cc for builds without it: WebAssembly, and machines without libcurl's header.
#include "glia/base/error.h"
#include "glia/fetch/transport.h"

namespace glia::fetch {

std::unique_ptr<Transport> make_transport() {
  fail(ErrorKind::kFailed, "this program is built without libcurl, so it can't download");
}

}  // namespace glia::fetch
