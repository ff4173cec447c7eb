#include "glia/data/source_bytes.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "glia/base/file.h"
#include "glia/data/gzip.h"

namespace glia::data {

SourceBytes read_raw_source(const std::string& path, uint64_t limit) {
  const auto most =
      static_cast<size_t>(std::min<uint64_t>(limit, std::numeric_limits<size_t>::max() / 4));
  if (path == "-") return {"<stdin>", read_stdin(most)};
  return {path, read_file(path, most)};
}

SourceBytes read_source(const std::string& path, uint64_t limit) {
  SourceBytes source = read_raw_source(path, limit);
  if (is_gzip(source.bytes)) {
    GzipLimits limits;
    limits.bytes = limit;
    source.bytes = gunzip(source.bytes, source.name, limits);
  }
  return source;
}

}  // namespace glia::data
