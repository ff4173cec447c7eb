// Downloads one file from the first of some addresses: what tests/downloads_test.sh drives.
//
// usage: download_check PATH SHA256 LIMIT URL...
#include <cstdio>
#include <cstdlib>
#include <string>

#include "glia/base/error.h"
#include "glia/base/sha256.h"
#include "glia/fetch/download.h"

int main(int argc, char** argv) {
  using namespace glia;
  if (argc < 5) return 2;
  const std::string expected = argv[2];
  fetch::Wanted wanted;
  wanted.path = argv[1];
  wanted.limit = std::strtoull(argv[3], nullptr, 10);
  wanted.urls.assign(argv + 4, argv + argc);
  wanted.problem = [&](const std::string& bytes) -> std::optional<Message> {
    if (to_hex(sha256(bytes)) == expected) return std::nullopt;
    return Message("wrong checksum");
  };
  fetch::Listener listener;
  listener.note = [](const Message& message) { std::printf("%s\n", message.text().c_str()); };
  try {
    fetch::download(*fetch::make_transport(), wanted, listener);
    return 0;
  } catch (const Error& error) {
    std::printf("%s\n", error.what());
    return static_cast<int>(error.kind());
  }
}
