// Any text as drawings of 4 x 7 pixels: values of 0..1, as many as promised, or a refusal.
// covers: glia/data/grey_text.cc
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "glia/base/error.h"
#include "glia/data/grey_text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace glia::data;
  constexpr int64_t kHeight = 4;
  constexpr int64_t kWidth = 7;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const GreyDrawings drawings = parse_grey_text(bytes, "fuzz.txt", kHeight, kWidth);
    const auto expected = static_cast<size_t>(drawings.count * kHeight * kWidth);
    if (drawings.count < 1 || drawings.pixels.size() != expected) std::abort();
    for (const float value : drawings.pixels)
      if (!(value >= 0 && value <= 1)) std::abort();
  } catch (const glia::Error& error) {
    if (error.kind() != glia::ErrorKind::kData) std::abort();
  }
  return 0;
}
