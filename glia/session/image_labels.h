// Labels of images under the names that a model, or another set of images, has for them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "glia/data/images.h"

namespace glia::session {

// For each image the position of its label's name in `names`. A label without a name is called by
// its number. Errors (kData): images without labels, or with one that has no place there.
std::vector<int32_t> labels_among(const std::vector<std::string>& names,
                                  const data::Images& images);

// `images` with the labels of `like`: what a test set needs. Errors as above.
data::Images with_labels_of(const data::Images& like, data::Images images);

// Images to test on, by the name of their data, as with_labels_of. Errors: kData for a table; as
// read_data.
data::Images read_test_images(const std::string& name, const data::Images& like);

// The test part if there is one, or all there is.
inline data::Images& part_to_measure(data::ImageSplit& split) {
  return split.test.count > 0 ? split.test : split.train;
}
inline const data::Images& part_to_measure(const data::ImageSplit& split) {
  return split.test.count > 0 ? split.test : split.train;
}

}  // namespace glia::session
