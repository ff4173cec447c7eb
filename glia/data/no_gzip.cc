// The twin of gzip.cc for platforms without zlib: it knows gzip when it sees it, and refuses it.
#include <utility>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/gzip.h"

namespace glia::data {

struct Gunzip::State {};

bool gzip_is_supported() { return false; }

bool is_gzip(std::string_view bytes) { return bytes.substr(0, 2) == "\x1F\x8B"; }

Gunzip::Gunzip(std::string_view /*compressed*/, std::string source, GzipLimits /*limits*/) {
  fail(ErrorKind::kFailed,
       say("{}: this build of glia can't read gzip; decompress it first", source));
}

Gunzip::Gunzip(ByteSource& /*compressed*/, std::string source, GzipLimits limits)
    : Gunzip(std::string_view(), std::move(source), limits) {}

Gunzip::~Gunzip() = default;

size_t Gunzip::read(void*, size_t) { return 0; }

uint64_t gzip_size_hint(std::string_view, uint64_t, const GzipLimits&) { return 0; }

std::string gunzip(std::string_view compressed, const std::string& source, GzipLimits limits) {
  const Gunzip refuses(compressed, source, limits);
  return {};
}

}  // namespace glia::data
