#include "glia/data/images.h"

#include <algorithm>

#include "glia/base/error.h"

namespace glia::data {

std::span<const uint8_t> Images::image(int64_t index) const {
  GLIA_ASSERT(index >= 0 && index < count);
  const auto size = static_cast<size_t>(pixels_per_image());
  return std::span(pixels).subspan(static_cast<size_t>(index) * size, size);
}

int64_t Images::classes() const {
  if (labels.empty()) return 0;
  if (!label_names.empty()) return static_cast<int64_t>(label_names.size());
  return int64_t{*std::max_element(labels.begin(), labels.end())} + 1;
}

std::string Images::label_name(int64_t label) const {
  return label_names.empty() ? std::to_string(label) : label_names[static_cast<size_t>(label)];
}

Images Images::select(std::span<const int64_t> indices) const {
  Images part;
  part.origin = origin;
  part.count = static_cast<int64_t>(indices.size());
  part.height = height;
  part.width = width;
  part.label_names = label_names;
  part.pixels.reserve(indices.size() * static_cast<size_t>(pixels_per_image()));
  for (const int64_t index : indices) {
    const std::span<const uint8_t> one = image(index);
    part.pixels.insert(part.pixels.end(), one.begin(), one.end());
    if (!labels.empty()) part.labels.push_back(labels[static_cast<size_t>(index)]);
    if (!files.empty()) part.files.push_back(files[static_cast<size_t>(index)]);
  }
  return part;
}

}  // namespace glia::data
