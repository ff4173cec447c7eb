// The control of the injection test: copies a file over another in several pieces, in one of four
// ways. Three of them lose data, and the harness has to say so.
//
// usage: control careful|in-place|unsynced|late-sync FROM TO
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string>

namespace {

bool write_pieces(int descriptor, const std::string& bytes) {
  constexpr size_t kPieces = 8;
  for (size_t i = 0; i < kPieces; ++i) {
    const size_t begin = bytes.size() * i / kPieces;
    const size_t end = bytes.size() * (i + 1) / kPieces;
    const ssize_t size = static_cast<ssize_t>(end - begin);
    if (write(descriptor, bytes.data() + begin, end - begin) != size) return false;
  }
  return true;
}

bool sync_folder(const std::string& path) {
  const int folder = open(path.substr(0, path.rfind('/')).c_str(), O_RDONLY);
  return folder >= 0 && fsync(folder) == 0 && close(folder) == 0;
}

std::string contents(const char* path) {
  std::string bytes;
  char piece[4096];
  const int descriptor = open(path, O_RDONLY);
  for (ssize_t got = 0; (got = read(descriptor, piece, sizeof piece)) > 0;)
    bytes.append(piece, static_cast<size_t>(got));
  close(descriptor);
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::string way = argv[1];
  const std::string to = argv[3];
  const std::string bytes = contents(argv[2]);
  const bool in_place = way == "in-place";
  const std::string written = in_place ? to : to + ".tmp";
  const int descriptor = open(written.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (descriptor < 0 || !write_pieces(descriptor, bytes)) return 1;
  const bool sync = way == "careful" || in_place;
  if (sync && fsync(descriptor) != 0) return 1;
  if (!in_place && rename(written.c_str(), to.c_str()) != 0) return 1;
  if (way == "late-sync" && fsync(descriptor) != 0) return 1;
  return close(descriptor) == 0 && sync_folder(to) ? 0 : 1;
}
