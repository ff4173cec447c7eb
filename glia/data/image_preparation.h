// From grey images to the numbers a network reads: pixels stay bytes, and become pixel * scale when
// a batch is gathered (kernels::gather_convert_rows). A constant value, readable from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "glia/data/images.h"

namespace glia::data {

class ImagePreparation {
 public:
  // For images of this size. Errors: kData for a set without pixels.
  static ImagePreparation fit(const Images& training);

  int64_t height() const { return height_; }
  int64_t width() const { return width_; }
  int64_t features() const { return height_ * width_; }  // network inputs, row by row
  double scale() const { return scale_; }                // 1 / 255: inputs lie in [0, 1]

  // Errors: kData when the images have another size.
  void check(const Images& images) const;

  // {"height": 28, "width": 28, "scale": 0.00392...}
  std::string to_json() const;
  // The text may come from a stranger. Errors: kModel, naming the member.
  static ImagePreparation from_json(std::string_view json);

 private:
  int64_t height_ = 0;
  int64_t width_ = 0;
  double scale_ = 1.0 / 255.0;
};

}  // namespace glia::data
