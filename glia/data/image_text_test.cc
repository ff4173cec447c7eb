#include "glia/data/image_text.h"

#include <gtest/gtest.h>

#include "glia/data/csv.h"
#include "glia/data/grey_text.h"

namespace glia::data {
namespace {

Images three_images() {
  Images images;
  images.origin = "three";
  images.count = 3;
  images.height = 2;
  images.width = 3;
  for (int i = 0; i < 18; ++i) images.pixels.push_back(static_cast<uint8_t>(i * 15));
  images.labels = {1, 0, 1};
  images.label_names = {"no, never", "yes"};
  return images;
}

TEST(ImageText, DrawingsReadBackAsTheyWere) {
  const Images images = three_images();
  std::string text;
  write_images_text(images, 0, 3, [&](std::string_view piece) { text += piece; });
  EXPECT_EQ(text.substr(0, text.find('\n')), "# image 1, label yes");
  const GreyDrawings drawings = parse_grey_text(text, "text", 2, 3);
  EXPECT_EQ(drawings.count, 3);
  for (size_t i = 0; i < images.pixels.size(); ++i)
    EXPECT_EQ(drawings.pixels[i], static_cast<float>(images.pixels[i] / 255.0)) << i;
}

TEST(ImageText, TablesReadBackAsTheyWere) {
  const Images images = three_images();
  std::string text;
  write_images_csv(images, 1, 3, [&](std::string_view piece) { text += piece; });
  const Table table = parse_csv(text, "text");
  ASSERT_EQ(table.rows(), 2);
  ASSERT_EQ(table.columns(), 7);
  EXPECT_EQ(table.column("pixel_1_2").numbers, (std::vector<double>{11 * 15, 17 * 15}));
  EXPECT_EQ(table.column("label").cell(0), "no, never");
  EXPECT_EQ(table.column("label").cell(1), "yes");
}

TEST(ImageText, NoImagesAreOnlyAHeader) {
  std::string text;
  const Images images = three_images();
  write_images_text(images, 2, 2, [&](std::string_view piece) { text += piece; });
  EXPECT_EQ(text, "");
  write_images_csv(images, 2, 2, [&](std::string_view piece) { text += piece; });
  EXPECT_EQ(text, "pixel_0_0,pixel_0_1,pixel_0_2,pixel_1_0,pixel_1_1,pixel_1_2,label\n");
}

}  // namespace
}  // namespace glia::data
