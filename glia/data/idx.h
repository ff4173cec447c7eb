// Reading IDX files, the format of MNIST: unsigned bytes in an array of any rank, sizes in front.
//
// Layout, big-endian: 00 00 TYPE RANK, then RANK sizes of 32 bits, then the elements. Only TYPE 08
// (unsigned byte) is read; images have rank 3 [count, height, width], labels rank 1 [count].
// Files may be gzip-compressed, told by their content. The sizes are checked against the bytes that
// are there before memory is taken. Errors: kData for content, kFailed for I/O. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "glia/data/images.h"

namespace glia::data {

struct IdxOptions {
  uint64_t bytes = uint64_t{1} << 34;  // limit for each file, after decompression
  int64_t classes = 0;                 // labels must be below it; 0: any label
};

Images parse_idx_images(std::string_view bytes, const std::string& source,
                        const IdxOptions& options = {});
std::vector<uint8_t> parse_idx_labels(std::string_view bytes, const std::string& source,
                                      const IdxOptions& options = {});

// True for the first bytes of a file of images, decompressed.
bool looks_like_idx_images(std::string_view bytes);

// Images without labels.
Images read_idx_images(const std::string& path, const IdxOptions& options = {});
std::vector<uint8_t> read_idx_labels(const std::string& path, const IdxOptions& options = {});

// Images with as many labels.
Images read_idx_pair(const std::string& images_path, const std::string& labels_path,
                     const IdxOptions& options = {});
// The two paths in one text: "images,labels".
Images read_idx_pair(const std::string& images_comma_labels, const IdxOptions& options = {});
bool is_idx_pair(const std::string& images_comma_labels);

// A folder in the layout of MNIST: train-images-idx3-ubyte, train-labels-idx1-ubyte and the same
// with t10k for the test part, each with or without .gz (a plain file is preferred). Both parts
// have one image size, and the test part has no class that the training part lacks.
ImageSplit read_idx_folder(const std::string& folder, const IdxOptions& options = {});
// True if the folder holds all four files.
bool is_idx_folder(const std::string& folder);

}  // namespace glia::data
