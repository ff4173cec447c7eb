// JPEG by libjpeg, baseline and progressive. libjpeg leaves by longjmp: it jumps over frames of C
// and of this file's four short functions with setjmp, which own nothing.
#include <cstddef>
#include <cstdio>  // before jpeglib.h, which needs it

#include <jpeglib.h>

#include <jerror.h>

#include <csetjmp>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/image_file_internal.h"

namespace glia::data {
namespace {

// Of the least that a block of 8 x 8 pixels takes, a bit of a DC scan.
constexpr uint64_t kMostPixelsOfByte = 512;
// Each scan of a progressive file walks over the whole picture. Encoders write about ten.
constexpr int kMostScans = 100;
constexpr int kExif = JPEG_APP0 + 1;

// Warnings after which pixels are guessed.
bool is_damage(int code) {
  return code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE ||
         code == JWRN_MUST_RESYNC || code == JWRN_NOT_SEQUENTIAL;
}

class Jpeg {
 public:
  explicit Jpeg(std::string_view bytes) : bytes_(bytes) {
    info_.err = jpeg_std_error(&errors_);
    errors_.error_exit = [](j_common_ptr info) { escape(info); };
    errors_.emit_message = [](j_common_ptr info, int level) {
      if (level < 0 && is_damage(info->err->msg_code)) escape(info);
    };
    info_.client_data = this;
    progress_.progress_monitor = [](j_common_ptr info) {
      auto* jpeg = static_cast<Jpeg*>(info->client_data);
      if (jpeg->info_.input_scan_number > kMostScans) std::longjmp(jpeg->way_out_, 1);
    };
  }
  ~Jpeg() { jpeg_destroy_decompress(&info_); }
  Jpeg(const Jpeg&) = delete;
  Jpeg& operator=(const Jpeg&) = delete;

  // Each false where it failed, for a reason that message() has.
  bool begin() {
    if (setjmp(way_out_) != 0) return false;
    jpeg_create_decompress(&info_);
    info_.progress = &progress_;
    jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(bytes_.data()),
                 static_cast<unsigned long>(bytes_.size()));
    jpeg_save_markers(&info_, kExif, 0xFFFF);
    jpeg_read_header(&info_, TRUE);
    return true;
  }
  bool begin_pixels() {
    if (setjmp(way_out_) != 0) return false;
    info_.out_color_space = info_.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_start_decompress(&info_);
    return true;
  }
  // `row` has room for a row of the file.
  bool read_row(uint8_t* row) {
    if (setjmp(way_out_) != 0) return false;
    jpeg_read_scanlines(&info_, &row, 1);
    return true;
  }
  bool finish() {
    if (setjmp(way_out_) != 0) return false;
    jpeg_finish_decompress(&info_);
    return true;
  }

  const jpeg_decompress_struct& info() const { return info_; }
  bool too_many_scans() const { return info_.input_scan_number > kMostScans; }
  std::string message() {
    char text[JMSG_LENGTH_MAX];
    errors_.format_message(reinterpret_cast<j_common_ptr>(&info_), text);
    return text;
  }

 private:
  static void escape(j_common_ptr info) {
    std::longjmp(static_cast<Jpeg*>(info->client_data)->way_out_, 1);
  }

  std::string_view bytes_;
  jpeg_decompress_struct info_ = {};
  jpeg_error_mgr errors_ = {};
  jpeg_progress_mgr progress_ = {};
  std::jmp_buf way_out_;
};

// Bytes of a TIFF structure, in the order that it has; 0 behind the end.
class Tiff {
 public:
  explicit Tiff(std::string_view bytes) : bytes_(bytes), little_(bytes.starts_with("II")) {}

  uint64_t number(uint64_t at, int size) const {
    if (at > bytes_.size() || bytes_.size() - at < static_cast<size_t>(size)) return 0;
    uint64_t value = 0;
    for (int i = 0; i < size; ++i) {
      const auto place = static_cast<size_t>(at) + static_cast<size_t>(little_ ? size - 1 - i : i);
      value = value << 8 | static_cast<unsigned char>(bytes_[place]);
    }
    return value;
  }

 private:
  std::string_view bytes_;
  bool little_;
};

// How the camera was held, 1 to 8; 1 where the file does not say. Exif 2.3, 4.6.2 and 4.6.4, A.
int orientation_of(const jpeg_decompress_struct& info) {
  constexpr std::string_view kHead("Exif\0\0", 6);
  constexpr uint64_t kOrientation = 0x0112, kShort = 3, kEntrySize = 12;
  for (const jpeg_marker_struct* m = info.marker_list; m != nullptr; m = m->next) {
    const std::string_view bytes(reinterpret_cast<const char*>(m->data), m->data_length);
    if (m->marker != kExif || !bytes.starts_with(kHead)) continue;
    const Tiff tiff(bytes.substr(kHead.size()));
    const uint64_t directory = tiff.number(4, 4);
    const uint64_t entries = tiff.number(directory, 2);
    for (uint64_t i = 0; i < entries; ++i) {
      const uint64_t entry = directory + 2 + i * kEntrySize;
      if (tiff.number(entry, 2) != kOrientation || tiff.number(entry + 2, 2) != kShort) continue;
      const uint64_t found = tiff.number(entry + 8, 2);
      return found >= 1 && found <= 8 ? static_cast<int>(found) : 1;
    }
  }
  return 1;
}

// As it is to be seen.
GreyImage upright(GreyImage image, int orientation) {
  if (orientation == 1) return image;
  const bool turned = orientation >= 5;  // height and width change places
  const bool from_right =
      orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool from_below =
      orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  GreyImage seen;
  seen.height = turned ? image.width : image.height;
  seen.width = turned ? image.height : image.width;
  seen.pixels.resize(image.pixels.size());
  size_t to = 0;
  for (int64_t y = 0; y < seen.height; ++y) {
    for (int64_t x = 0; x < seen.width; ++x) {
      const int64_t row = turned ? x : y, column = turned ? y : x;
      const int64_t from = (from_below ? image.height - 1 - row : row) * image.width +
                           (from_right ? image.width - 1 - column : column);
      seen.pixels[to++] = image.pixels[static_cast<size_t>(from)];
    }
  }
  return seen;
}

[[noreturn]] void refuse(Jpeg& jpeg, const std::string& source) {
  if (jpeg.too_many_scans())
    fail(ErrorKind::kData, say("{}: a JPEG file of more than {} scans", source, kMostScans));
  fail(ErrorKind::kData, say("{}: a damaged JPEG file: {}", source, Message(jpeg.message())));
}

// What can be read, and is not more than the bytes can hold.
void check_header(const jpeg_decompress_struct& info, std::string_view bytes,
                  const std::string& source, const ImageLimits& limits) {
  check_image_size(info.image_height, info.image_width, source, limits);
  if (info.num_components == 4)
    fail(ErrorKind::kData,
         say("{}: a JPEG file in the colours of printing (CMYK); save it in RGB or grey", source));
  if (info.num_components != 1 && info.num_components != 3)
    fail(ErrorKind::kData, say("{}: a JPEG file with {} colours a pixel, expected 1 or 3", source,
                               info.num_components));
  if (info.arith_code != FALSE)
    fail(ErrorKind::kData,
         say("{}: a JPEG file with arithmetic coding, which few programs read; save it again",
             source));
  const uint64_t pixels = uint64_t{info.image_height} * info.image_width;
  if (pixels / kMostPixelsOfByte > bytes.size())
    fail(ErrorKind::kData, say("{}: {} x {} pixels can't be in {} bytes", source, info.image_height,
                               info.image_width, bytes.size()));
}

}  // namespace

GreyImage parse_jpeg(std::string_view bytes, const std::string& source, const ImageLimits& limits) {
  Jpeg jpeg(bytes);
  if (!jpeg.begin()) refuse(jpeg, source);
  const jpeg_decompress_struct& info = jpeg.info();
  check_header(info, bytes, source, limits);
  const int orientation = orientation_of(info);  // markers are gone after the pixels
  if (!jpeg.begin_pixels()) refuse(jpeg, source);
  GreyImage image;
  image.height = info.output_height;
  image.width = info.output_width;
  const auto width = static_cast<size_t>(image.width);
  image.pixels.resize(static_cast<size_t>(image.height) * width);
  const bool colour = info.output_components == 3;
  std::vector<uint8_t> colours(colour ? width * 3 : 0);
  for (uint8_t* row = image.pixels.data(); info.output_scanline < info.output_height;
       row += width) {
    if (!jpeg.read_row(colour ? colours.data() : row)) refuse(jpeg, source);
    for (size_t i = 0; i < colours.size(); i += 3)
      row[i / 3] = grey_of(colours[i], colours[i + 1], colours[i + 2]);
  }
  if (!jpeg.finish()) refuse(jpeg, source);
  return upright(std::move(image), orientation);
}

}  // namespace glia::data
