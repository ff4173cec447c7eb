#include "glia/data/image_text.h"

#include <string>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/data/csv_writer.h"

namespace glia::data {

void write_images_csv(const Images& images, int64_t first, int64_t last, const TextSink& sink) {
  GLIA_ASSERT(first >= 0 && last <= images.count);
  CsvWriter csv;
  for (int64_t y = 0; y < images.height; ++y)
    for (int64_t x = 0; x < images.width; ++x) csv.field(fmt::format("pixel_{}_{}", y, x));
  if (!images.labels.empty()) csv.field("label");
  csv.end_row();
  sink(csv.take());
  for (int64_t i = first; i < last; ++i) {
    for (const uint8_t pixel : images.image(i)) csv.field(static_cast<double>(pixel));
    if (!images.labels.empty()) csv.field(images.label_text(i));
    csv.end_row();
    sink(csv.take());
  }
}

void write_images_text(const Images& images, int64_t first, int64_t last, const TextSink& sink) {
  GLIA_ASSERT(first >= 0 && last <= images.count);
  for (int64_t i = first; i < last; ++i) {
    std::string text = i > first ? "\n" : "";
    text += fmt::format("# image {}", i + 1);
    if (!images.labels.empty()) text += fmt::format(", label {}", images.label_text(i));
    text += '\n';
    const std::span<const uint8_t> pixels = images.image(i);
    const auto width = static_cast<size_t>(images.width);
    for (size_t at = 0; at < pixels.size(); at += width)
      text += fmt::format("{}\n", fmt::join(pixels.subspan(at, width), " "));
    sink(text);
  }
}

}  // namespace glia::data
