#include "glia/data/image_preparation.h"

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/data/json_internal.h"

namespace glia::data {

ImagePreparation ImagePreparation::fit(const Images& training) {
  if (training.pixels_per_image() == 0)
    fail(ErrorKind::kData, fmt::format("{}: images of {} x {} pixels have nothing to learn from",
                                       training.origin, training.height, training.width));
  ImagePreparation preparation;
  preparation.height_ = training.height;
  preparation.width_ = training.width;
  return preparation;
}

void ImagePreparation::check(const Images& images) const {
  if (images.height != height_ || images.width != width_)
    fail(ErrorKind::kData,
         fmt::format("{}: images of {} x {} pixels, the model was trained on {} x {}",
                     images.origin, images.height, images.width, height_, width_));
}

std::string ImagePreparation::to_json() const {
  return dump_json({{"height", height_}, {"width", width_}, {"scale", scale_}});
}

ImagePreparation ImagePreparation::from_json(std::string_view text) {
  constexpr int64_t kMostSide = int64_t{1} << 16;  // a side; the product stays far from overflow
  const Json json = JsonReader::parse(text, "preparation");
  const JsonReader reader(json, "preparation");
  ImagePreparation preparation;
  preparation.height_ = reader.member("height").integer(1, kMostSide);
  preparation.width_ = reader.member("width").integer(1, kMostSide);
  preparation.scale_ = reader.member("scale").finite();
  return preparation;
}

}  // namespace glia::data
