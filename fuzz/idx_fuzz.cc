// Any bytes as a file of IDX images and of labels: arrays of the promised size, or a refusal.
// covers: glia/data/idx.cc
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "glia/base/error.h"
#include "glia/data/idx.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glia::data;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  IdxOptions options;
  options.bytes = uint64_t{1} << 22;
  options.classes = 10;
  try {
    const Images images = parse_idx_images(bytes, "fuzz.idx", options);
    const auto expected = static_cast<size_t>(images.count * images.pixels_per_image());
    if (images.count < 1 || images.pixels.size() != expected) std::abort();
    if (images.image(images.count - 1).size() != static_cast<size_t>(images.pixels_per_image())) {
      std::abort();
    }
  } catch (const glia::Error& error) {
    if (error.kind() != glia::ErrorKind::kData) std::abort();
  }
  try {
    for (const uint8_t label : parse_idx_labels(bytes, "fuzz.idx", options)) {
      if (label >= 10) std::abort();
    }
  } catch (const glia::Error& error) {
    if (error.kind() != glia::ErrorKind::kData) std::abort();
  }
  return 0;
}
