// PNG by libpng's simplified interface, which reports errors as values: no jump crosses a
// destructor.
//
// libpng's own limits hold inside: 8 MB for what a text or profile chunk unpacks to, a million
// pixels a side.
#include <png.h>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/image_file_internal.h"

namespace glia::data {
namespace {

// A compressed byte holds no more than 1032 others (deflate), and a byte eight pixels.
constexpr uint64_t kMostPixelsOfByte = uint64_t{1032} * 8;

class Png {
 public:
  Png(std::string_view bytes, const std::string& source) : source_(source) {
    image_.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image_, bytes.data(), bytes.size()) == 0) refuse();
    // Numbers of 16 bits mean what those of 8 bits do, unless the file says otherwise.
    image_.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  }
  ~Png() { png_image_free(&image_); }
  Png(const Png&) = delete;
  Png& operator=(const Png&) = delete;

  int64_t height() const { return image_.height; }
  int64_t width() const { return image_.width; }

  // libpng itself would mix colours with a background in linear light, unlike what browsers show.
  std::vector<uint8_t> read() {
    const bool colour = (image_.format & PNG_FORMAT_FLAG_COLOR) != 0;
    const bool alpha = (image_.format & PNG_FORMAT_FLAG_ALPHA) != 0;
    image_.format = (colour ? PNG_FORMAT_FLAG_COLOR : 0) | (alpha ? PNG_FORMAT_FLAG_ALPHA : 0);
    std::vector<uint8_t> raw(PNG_IMAGE_SIZE(image_));
    if (png_image_finish_read(&image_, nullptr, raw.data(), 0, nullptr) == 0) refuse();
    if (!colour && !alpha) return raw;
    const size_t each = (colour ? 3 : 1) + (alpha ? 1 : 0);
    std::vector<uint8_t> grey(raw.size() / each);
    for (size_t i = 0; i < grey.size(); ++i) {
      const uint8_t* pixel = raw.data() + i * each;
      const unsigned opacity = alpha ? pixel[each - 1] : 255;
      const auto on_white = [&](uint8_t value) {
        return (value * opacity + 255 * (255 - opacity) + 127) / 255;
      };
      grey[i] = colour ? grey_of(on_white(pixel[0]), on_white(pixel[1]), on_white(pixel[2]))
                       : static_cast<uint8_t>(on_white(pixel[0]));
    }
    return grey;
  }

 private:
  [[noreturn]] void refuse() const {
    fail(ErrorKind::kData, say("{}: a damaged PNG file: {}", source_,
                               Message(static_cast<const char*>(image_.message))));
  }

  png_image image_ = {};
  const std::string& source_;
};

}  // namespace

GreyImage parse_png(std::string_view bytes, const std::string& source, const ImageLimits& limits) {
  Png png(bytes, source);
  GreyImage image;
  image.height = png.height();
  image.width = png.width();
  check_image_size(image.height, image.width, source, limits);
  const auto pixels = static_cast<uint64_t>(image.height * image.width);
  if (pixels / kMostPixelsOfByte > bytes.size()) {
    fail(ErrorKind::kData, say("{}: {} x {} pixels can't be in {} bytes", source, image.height,
                               image.width, bytes.size()));
  }
  image.pixels = png.read();
  return image;
}

}  // namespace glia::data
