// Any bytes as a picture: as many pixels as its sizes say, within the limits, or a refusal.
// covers: glia/data/image_file.cc glia/data/png.cc glia/data/jpeg.cc
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "glia/base/error.h"
#include "glia/data/image_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glia::data;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  ImageLimits limits;
  limits.pixels = 1 << 16;
  try {
    const GreyImage image = parse_image(bytes, "fuzz.png", limits);
    if (!looks_like_image(bytes) || image.height < 1 || image.width < 1) std::abort();
    if (image.height * image.width > limits.pixels) std::abort();
    if (image.pixels.size() != static_cast<size_t>(image.height * image.width)) std::abort();
  } catch (const glia::Error& error) {
    if (error.kind() != glia::ErrorKind::kData) std::abort();
  }
  return 0;
}
