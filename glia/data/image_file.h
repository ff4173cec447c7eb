// One picture from a file: PNG, JPEG, PGM or PPM, told by its content and not by its name. Colours
// become grey as in television: 0.299 red + 0.587 green + 0.114 blue; what is transparent becomes
// white; 16 bits become 8; a JPEG file is turned as its Exif data says.
//
// Sizes are held against the limits, and against what the file can hold, before memory is taken.
// Errors: kData for content, kFailed for I/O. Pure functions, callable from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace glia::data {

struct GreyImage {
  int64_t height = 0;
  int64_t width = 0;
  std::vector<uint8_t> pixels;  // [height, width], row-major, 0 (black) .. 255 (white)
};

struct ImageLimits {
  uint64_t bytes = uint64_t{1} << 28;  // of a file
  int64_t pixels = int64_t{1} << 26;   // of an image
};

// `source` is for messages.
GreyImage parse_image(std::string_view bytes, const std::string& source,
                      const ImageLimits& limits = {});
GreyImage read_image_file(const std::string& path, const ImageLimits& limits = {});

// True for the first bytes of a PNG, JPEG, PGM or PPM file.
bool looks_like_image(std::string_view bytes);

}  // namespace glia::data
