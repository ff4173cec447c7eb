// Images written as text: a table that trains like any other, or drawings that people can read and
// grey_text.h reads back.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "glia/data/images.h"

namespace glia::data {

// Gets the text piece by piece: that of 60,000 images is 100 MB.
using TextSink = std::function<void(std::string_view text)>;

// A column for each pixel (pixel_0_0, pixel_0_1, ...), 0..255, then `label` if there are labels.
// Images first .. last - 1.
void write_images_csv(const Images& images, int64_t first, int64_t last, const TextSink& sink);

// "# image 7, label 3", counted from 1, then a line of grey values for each row of pixels, and an
// empty line between images.
void write_images_text(const Images& images, int64_t first, int64_t last, const TextSink& sink);

}  // namespace glia::data
