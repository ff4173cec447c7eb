// Any bytes as gzip data: text within the limits, or a refusal; the same in pieces as in one go.
// covers: glia/data/gzip.cc
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "glia/base/error.h"
#include "glia/data/gzip.h"

namespace {

// The text, or "!" and the message.
std::string in_pieces(std::string_view bytes, glia::data::GzipLimits limits, size_t step) {
  try {
    glia::data::Gunzip stream(bytes, "fuzz.gz", limits);
    std::string text;
    std::string piece(step, '\0');
    for (;;) {
      const size_t got = stream.read(piece.data(), step);
      text.append(piece, 0, got);
      if (got < step) return text;
    }
  } catch (const glia::Error& error) {
    if (error.kind() != glia::ErrorKind::kData) std::abort();
    return std::string("!");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  glia::data::GzipLimits limits;
  limits.bytes = uint64_t{1} << 15;
  limits.ratio_from = uint64_t{1} << 13;
  const std::string whole = in_pieces(bytes, limits, size_t{1} << 16);
  if (whole.size() > limits.bytes) std::abort();
  if (in_pieces(bytes, limits, 997) != whole) std::abort();
  std::string again;
  try {
    again = glia::data::gunzip(bytes, "fuzz.gz", limits);
  } catch (const glia::Error&) {
    again = "!";
  }
  if (again != whole) std::abort();
  return 0;
}
