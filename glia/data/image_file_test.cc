// Pictures written by the Python Imaging Library and Netpbm, and broken ones:
// tools/golden/make_images.py.
#include "glia/data/image_file.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "glia/base/error.h"
#include "glia/base/file.h"

namespace glia::data {
namespace {

const std::string kFolder = GLIA_SOURCE_DIR "/tests/data/images/";
constexpr uint64_t kMostBytes = 1 << 20;

nlohmann::json golden_images() {
  return nlohmann::json::parse(read_file(kFolder + "images.json", kMostBytes));
}

TEST(ImageFile, ReadsWhatOthersWrote) {
  const nlohmann::json all = golden_images();
  ASSERT_GE(all["images"].size(), 15u);
  for (const auto& [name, expected] : all["images"].items()) {
    const GreyImage image = read_image_file(kFolder + name);
    EXPECT_EQ(image.height, expected["height"]) << name;
    EXPECT_EQ(image.width, expected["width"]) << name;
    EXPECT_EQ(image.pixels, expected["pixels"].get<std::vector<uint8_t>>()) << name;
    EXPECT_TRUE(looks_like_image(read_file(kFolder + name, kMostBytes))) << name;
  }
}

TEST(ImageFile, RefusesWhatIsBroken) {
  const nlohmann::json all = golden_images();
  ASSERT_GE(all["refused"].size(), 25u);
  for (const auto& [name, text] : all["refused"].items()) {
    try {
      const GreyImage image = read_image_file(kFolder + name);
      EXPECT_TRUE(text.is_null()) << name << " was read";
      EXPECT_LE(image.pixels.size(), 16u) << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kData) << name;
      const std::string said = error.what();
      EXPECT_EQ(said.find(kFolder + name + ":"), 0u) << said;
      if (text.is_null()) continue;
      EXPECT_NE(said.find(text.get<std::string>()), std::string::npos) << said;
    }
  }
}

// A cut file is refused, or nothing of the picture was cut off.
TEST(ImageFile, NoticesACutAtEveryByte) {
  int refused = 0;
  const nlohmann::json all = golden_images();
  for (const auto& [name, expected] : all["images"].items()) {
    const std::string whole = read_file(kFolder + name, kMostBytes);
    for (size_t size = 0; size < whole.size(); ++size) {
      try {
        const GreyImage image = parse_image(whole.substr(0, size), name);
        // The last digit of the last number may be gone, too.
        if (name.find("text") != std::string::npos || name == "comments.pgm") continue;
        EXPECT_EQ(image.pixels, expected["pixels"].get<std::vector<uint8_t>>()) << name << size;
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kData);
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, 1000);
}

TEST(ImageFile, HoldsTheCallersLimit) {
  const ImageLimits limits{kMostBytes, 34};
  EXPECT_THROW(read_image_file(kFolder + "l.png", limits), Error);
  EXPECT_THROW(read_image_file(kFolder + "bytes.pgm", limits), Error);
  EXPECT_NO_THROW(read_image_file(kFolder + "l.png", {kMostBytes, 35}));
}

}  // namespace
}  // namespace glia::data
