// What image_file.cc, png.cc, jpeg.cc and their twins share. Not for users.
#pragma once

#include <string>
#include <string_view>

#include "glia/data/image_file.h"

namespace glia::data {

// Errors (kData): nothing, or more pixels than the limit.
void check_image_size(int64_t height, int64_t width, const std::string& source,
                      const ImageLimits& limits);

// 0.299 red + 0.587 green + 0.114 blue, rounded; each 0..255.
uint8_t grey_of(unsigned red, unsigned green, unsigned blue);

GreyImage parse_png(std::string_view bytes, const std::string& source, const ImageLimits& limits);
GreyImage parse_jpeg(std::string_view bytes, const std::string& source, const ImageLimits& limits);

}  // namespace glia::data
