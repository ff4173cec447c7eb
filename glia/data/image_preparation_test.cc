#include "glia/data/image_preparation.h"

#include <gtest/gtest.h>

#include <string>

#include "glia/base/error.h"

namespace glia::data {
namespace {

template <class Body>
std::string message_of(const Body& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

Images images(int64_t height, int64_t width) {
  Images set;
  set.origin = "set";
  set.count = 1;
  set.height = height;
  set.width = width;
  set.pixels.resize(static_cast<size_t>(height * width));
  return set;
}

TEST(ImagePreparation, ScalesBytesToOne) {
  const auto preparation = ImagePreparation::fit(images(28, 20));
  EXPECT_EQ(preparation.features(), 560);
  EXPECT_EQ(255 * preparation.scale(), 1.0);
  const auto again = ImagePreparation::from_json(preparation.to_json());
  EXPECT_EQ(again.to_json(), preparation.to_json());
  EXPECT_EQ(again.scale(), preparation.scale());
}

TEST(ImagePreparation, RefusesOtherSizes) {
  const auto preparation = ImagePreparation::fit(images(28, 20));
  preparation.check(images(28, 20));
  EXPECT_EQ(message_of([&] { preparation.check(images(20, 28)); }),
            "set: images of 20 x 28 pixels, the model was trained on 28 x 20");
  EXPECT_EQ(message_of([] { ImagePreparation::fit(images(0, 20)); }),
            "set: images of 0 x 20 pixels have nothing to learn from");
}

TEST(ImagePreparation, RefusesDamagedJson) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "preparation: not JSON"},
      {"{}", "preparation: 'height' is missing"},
      {R"({"height":0,"width":1,"scale":1})",
       "preparation.height: expected a whole number from 1 to 65536, found 0"},
      {R"({"height":4294967296,"width":1,"scale":1})",
       "preparation.height: expected a whole number from 1 to 65536, found 4294967296"},
      {R"({"height":2,"width":1e3,"scale":1})",
       "preparation.width: expected a whole number from 1 to 65536, found 1000.0"},
      {R"({"height":2,"width":2,"scale":1e999})", "preparation: not JSON"},
      {R"({"height":2,"width":2,"scale":"1"})",
       "preparation.scale: expected a finite number, found \"1\""},
  };
  for (const auto& one : cases)
    EXPECT_EQ(message_of([&] {
                ImagePreparation::from_json(one.first);
              }).substr(0, std::string(one.second).size()),
              one.second);
}

}  // namespace
}  // namespace glia::data
