#include "glia/data/image_file.h"

#include <algorithm>
#include <optional>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/image_file_internal.h"

namespace glia::data {
namespace {

constexpr std::string_view kPng("\x89PNG\r\n\x1a\n", 8);
constexpr std::string_view kJpeg("\xFF\xD8\xFF");

bool begins(std::string_view bytes, std::string_view with) {
  return bytes.substr(0, with.size()) == with;
}

bool is_netpbm(std::string_view bytes) {
  if (bytes.size() < 3 || bytes[0] != 'P') return false;
  const bool kind = bytes[1] == '2' || bytes[1] == '3' || bytes[1] == '5' || bytes[1] == '6';
  return kind && std::string_view(" \t\r\n#").find(bytes[2]) != std::string_view::npos;
}

// What people have instead.
std::string_view name_of_other(std::string_view bytes) {
  if (bytes.empty()) return "an empty file";
  if (begins(bytes, "GIF8")) return "a GIF file";
  if (begins(bytes, "BM")) return "a BMP file";
  if (begins(bytes, "RIFF") && bytes.find("WEBP") == 8) return "a WebP file";
  if (begins(bytes, "II*") || begins(bytes, "MM")) return "a TIFF file";
  if (begins(bytes, "P1") || begins(bytes, "P4")) return "a PBM file";
  return "something else";
}

// A file of Netpbm: "P5", width, height and the largest value as text, then bytes; "P2" and "P3" go
// on as text. A # begins a comment in the text. pgm(5), ppm(5).
class Netpbm {
 public:
  Netpbm(std::string_view bytes, const std::string& source)
      : bytes_(bytes), source_(source), at_(2) {
    const char kind = bytes[1];
    is_text_ = kind == '2' || kind == '3';
    colours_ = kind == '3' || kind == '6' ? 3 : 1;
  }

  GreyImage read(const ImageLimits& limits) {
    GreyImage image;
    image.width = number("a width", kMostSide);
    image.height = number("a height", kMostSide);
    check_image_size(image.height, image.width, source_, limits);
    largest_ = static_cast<unsigned>(number("a largest value", 65535));
    if (largest_ == 0) refuse("a largest value above 0");
    const auto pixels = static_cast<size_t>(image.height * image.width);
    const size_t values = pixels * colours_;
    // The end of the header is one blank; of text each value needs two bytes, but for the last one.
    const size_t left = bytes_.size() - std::min(at_ + 1, bytes_.size());
    const size_t least = is_text_ ? values * 2 - 1 : values * bytes_each();
    if (left < least) {
      fail(ErrorKind::kData, say("{}: the file is cut off: {} x {} pixels need {} bytes, found {}",
                                 source_, image.height, image.width, least, left));
    }
    if (!is_text_) ++at_;
    image.pixels.resize(pixels);
    for (uint8_t& pixel : image.pixels) {
      if (colours_ == 1) {
        pixel = value();
        continue;
      }
      const unsigned red = value();
      const unsigned green = value();
      pixel = grey_of(red, green, value());
    }
    return image;
  }

 private:
  static constexpr int64_t kMostSide = 1 << 24;

  size_t bytes_each() const { return largest_ > 255 ? 2 : 1; }

  [[noreturn]] void refuse(std::string_view expected) const {
    fail(ErrorKind::kData,
         say("{}: expected {} at byte {}", source_, Message(std::string(expected)), at_));
  }

  int64_t number(std::string_view what, int64_t most) {
    for (; at_ < bytes_.size(); ++at_) {
      if (bytes_[at_] == '#') at_ = std::min(bytes_.find('\n', at_), bytes_.size() - 1);
      if (std::string_view(" \t\r\n").find(bytes_[at_]) == std::string_view::npos &&
          bytes_[at_] != '#')
        break;
    }
    int64_t result = 0;
    const size_t begin = at_;
    for (; at_ < bytes_.size() && bytes_[at_] >= '0' && bytes_[at_] <= '9'; ++at_) {
      result = result * 10 + (bytes_[at_] - '0');
      if (result > most) refuse(what);
    }
    if (at_ == begin) refuse(what);
    return result;
  }

  // The next one, as of 255.
  uint8_t value() {
    unsigned found = 0;
    if (is_text_) {
      found = static_cast<unsigned>(number("a grey value", 65535));
    } else {
      for (size_t i = 0; i < bytes_each(); ++i)
        found = found * 256 + static_cast<unsigned char>(bytes_[at_++]);
    }
    if (found > largest_) refuse("a value not above the largest");
    return static_cast<uint8_t>((found * 255 + largest_ / 2) / largest_);
  }

  std::string_view bytes_;
  const std::string& source_;
  size_t at_;
  bool is_text_ = false;
  size_t colours_ = 1;
  unsigned largest_ = 255;
};

}  // namespace

void check_image_size(int64_t height, int64_t width, const std::string& source,
                      const ImageLimits& limits) {
  if (height > 0 && width > 0 && height <= limits.pixels / width) return;
  if (height <= 0 || width <= 0)
    fail(ErrorKind::kData, say("{}: an image of {} x {} pixels", source, height, width));
  fail(ErrorKind::kData, say("{}: an image of {} x {} pixels; the limit is {} pixels", source,
                             height, width, limits.pixels));
}

uint8_t grey_of(unsigned red, unsigned green, unsigned blue) {
  // 0.299, 0.587 and 0.114 of 65536, rounded as the Python Imaging Library does.
  return static_cast<uint8_t>((19595 * red + 38470 * green + 7471 * blue + 32768) >> 16);
}

bool looks_like_image(std::string_view bytes) {
  return begins(bytes, kPng) || begins(bytes, kJpeg) || is_netpbm(bytes);
}

GreyImage parse_image(std::string_view bytes, const std::string& source,
                      const ImageLimits& limits) {
  if (begins(bytes, kPng)) return parse_png(bytes, source, limits);
  if (begins(bytes, kJpeg)) return parse_jpeg(bytes, source, limits);
  if (is_netpbm(bytes)) return Netpbm(bytes, source).read(limits);
  fail(ErrorKind::kData, say("{}: expected a picture in PNG, JPEG, PGM or PPM, found {}", source,
                             Message(std::string(name_of_other(bytes)))));
}

GreyImage read_image_file(const std::string& path, const ImageLimits& limits) {
  return parse_image(read_file(path, limits.bytes), path, limits);
}

}  // namespace glia::data
