// A set of grey images of one size, with or without labels. Pixels keep their source type: bytes
// 0..255, converted only when a batch is gathered. A plain value; it does not read files.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace glia::data {

struct Images {
  std::string origin;           // what messages call this set: a path or a built-in name
  int64_t count = 0;            // images
  int64_t height = 0;           // pixels
  int64_t width = 0;            // pixels
  std::vector<uint8_t> pixels;  // [count, height, width], row-major, 0 (black) .. 255 (white)
  std::vector<uint8_t> labels;  // [count], or empty when the set has no labels
  // What the labels are called; empty: by their numbers.
  std::vector<std::string> label_names = {};
  // [count], where each image is a file of its own; else empty.
  std::vector<std::string> files = {};

  int64_t pixels_per_image() const { return height * width; }
  bool has_labels() const { return !labels.empty() || count == 0; }
  std::span<const uint8_t> image(int64_t index) const;
  // One more than the largest label, or the number of names; 0 without labels.
  int64_t classes() const;
  // The name of a label, or its number.
  std::string label_name(int64_t label) const;
  // That of an image; the set must have labels.
  std::string label_text(int64_t index) const {
    return label_name(labels[static_cast<size_t>(index)]);
  }
  // The given images in the given order; every index must be in [0, count).
  Images select(std::span<const int64_t> indices) const;
};

// A set that came in two parts. `test` is for the final score only.
struct ImageSplit {
  Images train;
  Images test;
};

}  // namespace glia::data
