// Writes docs/reference from the tables of the library, or says which pages are stale.
//
// usage: glia-reference FOLDER           writes every page
//        glia-reference --check FOLDER   compares; exit 1 names what differs
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <string>

#include "apps/reference/pages.h"
#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/kernels/dispatch.h"

namespace glia::reference {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMostBytes = 1 << 24;

// The end of the number that begins at `at`: digits, a point, an exponent.
size_t end_of_number(const std::string& text, size_t at) {
  at = text.find_first_not_of("0123456789.", at);
  if (at == std::string::npos) return text.size();
  if (text[at] != 'e' || at + 2 >= text.size() || (text[at + 1] != '-' && text[at + 1] != '+'))
    return at;
  return std::min(text.find_first_not_of("0123456789", at + 2), text.size());
}

// The measured page is this machine's: there every number stands for any other.
std::string comparable(const Page& page, const std::string& text) {
  if (page.path != kMeasuredPage) return text;
  std::string shape;
  for (size_t at = 0; at < text.size();) {
    const bool number = std::isdigit(static_cast<unsigned char>(text[at])) != 0;
    shape += number ? '#' : text[at];
    at = number ? end_of_number(text, at) : at + 1;
  }
  return shape;
}

void write(const fs::path& folder) {
  for (const Page& page : all_pages()) {
    const fs::path path = folder / page.path;
    fs::create_directories(path.parent_path());
    AtomicFile file(path.string());
    file.write(page.text);
    file.commit();
    // Why cells are empty, and how many.
    if (page.path == kMeasuredPage)
      std::printf("%s", page.text.substr(page.text.rfind("\n\n|") + 2).c_str());
  }
}

int check(const fs::path& folder) {
  int stale = 0;
  for (const Page& page : all_pages()) {
    const fs::path path = folder / page.path;
    if (fs::exists(path) &&
        comparable(page, read_file(path.string(), kMostBytes)) == comparable(page, page.text))
      continue;
    ++stale;
    std::fprintf(stderr, "stale: %s\n", path.string().c_str());
  }
  if (stale > 0)
    std::fprintf(stderr, "the tables changed: run glia-reference docs/reference and commit\n");
  return stale > 0 ? 1 : 0;
}

int run(int argc, char** argv) {
  const bool checks = argc == 3 && std::string(argv[1]) == "--check";
  if (!checks && argc != 2) {
    std::fprintf(stderr, "usage: glia-reference [--check] FOLDER\n");
    return 2;
  }
  if (checks) return check(argv[2]);
  write(argv[1]);
  return 0;
}

}  // namespace
}  // namespace glia::reference

int main(int argc, char** argv) {
  try {
    return glia::reference::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "glia-reference: %s\n", error.what());
    return 1;
  }
}
