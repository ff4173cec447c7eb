// Pictures in folders: one subfolder for each class, named as the class. If there are subfolders
// `train` and `test` with such subfolders, they are the two parts.
//
// Classes are in the order of their names, or of their numbers if all are numbers; files in the
// order of their names. Read are files whose names end as a picture's (.png, .pgm, .ppm, .jpg ...):
// one that is no picture glia reads is an error, any other file is left alone, and so are hidden
// ones. All pictures have one size.
#pragma once

#include <optional>
#include <string>

#include "glia/data/image_file.h"
#include "glia/data/images.h"

namespace glia::data {

// Nothing when the folder holds no folder with pictures. Errors: as read_image_file; kData for
// another size, a class without a picture, more than 256 classes, or too many pixels.
std::optional<ImageSplit> read_image_folder(const std::string& folder,
                                            const ImageLimits& limits = {});

// The pictures of one folder, without labels; nothing when there is none.
std::optional<Images> read_flat_image_folder(const std::string& folder,
                                             const ImageLimits& limits = {});

// One picture without a label.
Images read_single_image(const std::string& path, const ImageLimits& limits = {});

}  // namespace glia::data
