#include "glia/session/image_labels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glia/base/error.h"

namespace glia::session {
namespace {

using ::testing::ElementsAre;

data::Images labelled(std::vector<uint8_t> labels, std::vector<std::string> names) {
  data::Images images;
  images.origin = "set";
  images.count = static_cast<int64_t>(labels.size());
  images.height = images.width = 1;
  images.pixels.resize(labels.size());
  images.labels = std::move(labels);
  images.label_names = std::move(names);
  return images;
}

TEST(ImageLabels, AreFoundByName) {
  const data::Images images = labelled({0, 1, 0}, {"dog", "cat"});
  EXPECT_THAT(labels_among({"cat", "cow", "dog"}, images), ElementsAre(2, 0, 2));
}

TEST(ImageLabels, NumbersAreTheirOwnNames) {
  EXPECT_THAT(labels_among({"0", "1", "2"}, labelled({2, 0}, {})), ElementsAre(2, 0));
}

TEST(ImageLabels, ANameThatNobodyUsesMayBeUnknown) {
  EXPECT_THAT(labels_among({"cat"}, labelled({1}, {"cow", "cat"})), ElementsAre(0));
}

TEST(ImageLabels, SayWhatIsUnknown) {
  try {
    labels_among({"cat", "dog"}, labelled({0}, {"cow"}));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kData);
    EXPECT_STREQ(error.what(), "set: label 'cow' is none of the known ones: 'cat' and 'dog'");
  }
}

TEST(ImageLabels, ATestSetTakesThoseOfTheTrainingSet) {
  const data::Images train = labelled({0, 1, 2}, {"cat", "cow", "dog"});
  const data::Images test = with_labels_of(train, labelled({0, 1}, {"dog", "cat"}));
  EXPECT_THAT(test.labels, ElementsAre(2, 0));
  EXPECT_EQ(test.label_names, train.label_names);
}

}  // namespace
}  // namespace glia::session
