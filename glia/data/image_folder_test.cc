#include "glia/data/image_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "glia/base/error.h"
#include "glia/base/file.h"

namespace glia::data {
namespace {

using ::testing::ElementsAre;

class ImageFolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = ::testing::TempDir() + "glia-images-" +
             ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  // A picture of one row.
  void put(const std::string& name, const std::string& pixels) const {
    const std::string path = folder + "/" + name;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path) << "P5 " << pixels.size() << " 1 255\n" << pixels;
  }

  std::string refusal() const {
    try {
      read_image_folder(folder);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kData);
      return std::string(error.what()).substr(folder.size());
    }
    return "accepted";
  }

  std::string folder;
};

TEST_F(ImageFolderTest, AnEmptyFolderHoldsNone) {
  EXPECT_FALSE(read_image_folder(folder).has_value());
  EXPECT_FALSE(read_flat_image_folder(folder).has_value());
}

TEST_F(ImageFolderTest, ASubfolderIsAClass) {
  put("dog/b.pgm", "bb");
  put("dog/a.PGM", "aa");
  put("cat/x.pgm", "xx");
  put("cat/.hidden.pgm", "hh");
  write_file_atomically(folder + "/cat/notes.txt", "not a picture");
  write_file_atomically(folder + "/README", "not a picture");
  const std::optional<ImageSplit> split = read_image_folder(folder);
  ASSERT_TRUE(split.has_value());
  EXPECT_EQ(split->test.count, 0);
  const Images& images = split->train;
  EXPECT_EQ(images.count, 3);
  EXPECT_EQ(images.height, 1);
  EXPECT_EQ(images.width, 2);
  EXPECT_THAT(images.label_names, ElementsAre("cat", "dog"));
  EXPECT_THAT(images.labels, ElementsAre(0, 1, 1));
  EXPECT_THAT(images.files, ElementsAre("cat/x.pgm", "dog/a.PGM", "dog/b.pgm"));
  EXPECT_THAT(images.pixels, ElementsAre('x', 'x', 'a', 'a', 'b', 'b'));
}

TEST_F(ImageFolderTest, NumbersStandInTheirOrder) {
  for (const char* name : {"10", "9", "1"}) put(std::string(name) + "/a.pgm", "a");
  EXPECT_THAT(read_image_folder(folder)->train.label_names, ElementsAre("1", "9", "10"));
}

TEST_F(ImageFolderTest, TrainAndTestAreTheParts) {
  put("train/cat/1.pgm", "a");
  put("train/dog/1.pgm", "b");
  put("test/dog/2.pgm", "c");
  const std::optional<ImageSplit> split = read_image_folder(folder);
  EXPECT_EQ(split->train.count, 2);
  EXPECT_EQ(split->test.count, 1);
  EXPECT_THAT(split->test.labels, ElementsAre(1));
  put("test/cow/1.pgm", "d");
  EXPECT_EQ(refusal(), "/test/cow: a class that the training images do not have");
}

TEST_F(ImageFolderTest, OneFolderHasNoLabels) {
  put("2.pgm", "b");
  put("1.pgm", "a");
  EXPECT_FALSE(read_image_folder(folder).has_value());
  const std::optional<Images> images = read_flat_image_folder(folder);
  EXPECT_THAT(images->files, ElementsAre("1.pgm", "2.pgm"));
  EXPECT_FALSE(images->has_labels());
}

TEST_F(ImageFolderTest, SaysWhatItCannotUse) {
  put("cat/1.pgm", "aa");
  put("dog/1.pgm", "aaa");
  EXPECT_EQ(refusal(), "/dog/1.pgm: 1 x 3 pixels, but " + folder +
                           "/cat/1.pgm has 1 x 2 (height x width); all must have one size");
  std::filesystem::remove(folder + "/dog/1.pgm");
  EXPECT_EQ(refusal(), "/dog: a class without a picture");
  write_file_atomically(folder + "/dog/photo.jpg", "\xFF\xD8\xFF\xE0");
  EXPECT_EQ(refusal(), "/dog/photo.jpg: a damaged JPEG file: Premature end of JPEG file");
  write_file_atomically(folder + "/dog/photo.jpg", "GIF89a");
  EXPECT_EQ(refusal(),
            "/dog/photo.jpg: expected a picture in PNG, JPEG, PGM or PPM, found a GIF file");
}

TEST_F(ImageFolderTest, CountsItsClasses) {
  for (int i = 0; i < 257; ++i) put("c" + std::to_string(i) + "/a.pgm", "a");
  EXPECT_EQ(refusal(), ": 257 classes; the limit is 256");
}

}  // namespace
}  // namespace glia::data
