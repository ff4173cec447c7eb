// The twin of zip.cc for platforms without zlib: it knows an archive when it sees one, and refuses
// it.
#include <utility>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/zip.h"

namespace glia::data {

bool is_zip(std::string_view bytes) { return bytes.substr(0, 4) == "PK\x03\x04"; }

ZipArchive::ZipArchive(std::string_view bytes, std::string source, ZipLimits limits)
    : bytes_(bytes), source_(std::move(source)), limits_(limits) {
  read_directory();
}

void ZipArchive::read_directory() {
  fail(ErrorKind::kFailed,
       say("{}: this build of glia can't read zip archives or workbooks; save it as CSV", source_));
}

bool ZipArchive::has(std::string_view) const { return false; }

std::unique_ptr<ByteSource> ZipArchive::open(std::string_view) const { return nullptr; }

}  // namespace glia::data
