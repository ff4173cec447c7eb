#include "glia/data/idx.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdio>
#include <string>
#include <vector>

#include "glia/base/error_testing.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/data/case_file_testing.h"
#include "glia/data/gzip.h"

namespace glia::data {
namespace {

std::string hex(const std::vector<uint8_t>& bytes) {
  return fmt::format("{:02x}", fmt::join(bytes, ""));
}

std::string images_file(uint32_t count, uint32_t height, uint32_t width, uint8_t first = 0) {
  std::string bytes("\x00\x00\x08\x03", 4);
  for (const uint32_t size : {count, height, width}) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(size >> shift);
  }
  for (uint32_t i = 0; i < count * height * width; ++i) bytes += static_cast<char>(first + i);
  return bytes;
}

std::string labels_file(const std::vector<uint8_t>& labels) {
  std::string bytes("\x00\x00\x08\x01\x00\x00\x00", 7);
  bytes += static_cast<char>(labels.size());
  for (const uint8_t label : labels) bytes += static_cast<char>(label);
  return bytes;
}

// A folder of its own, empty at the start of each test.
class IdxFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = ::testing::TempDir() + "glia_idx_" +
             ::testing::UnitTest::GetInstance()->current_test_info()->name();
    ::mkdir(folder.c_str(), 0700);
  }
  void TearDown() override {
    for (const std::string& path : written) std::remove(path.c_str());
    std::remove(folder.c_str());
  }
  std::string write(const std::string& name, const std::string& bytes) {
    const std::string path = folder + "/" + name;
    write_file_atomically(path, bytes);
    written.push_back(path);
    return path;
  }
  void write_mnist() {
    write("train-images-idx3-ubyte", images_file(3, 2, 2));
    write("train-labels-idx1-ubyte", labels_file({0, 2, 1}));
    write("t10k-images-idx3-ubyte", images_file(2, 2, 2, 100));
    write("t10k-labels-idx1-ubyte", labels_file({1, 2}));
  }

  std::string folder;
  std::vector<std::string> written;
};

TEST(IdxCases, ImagesEndAsWritten) {
  if (!gzip_is_supported()) GTEST_SKIP() << "this build has no zlib";
  testing::run_cases("idx_images.cases", 35, [](const std::string& input, const CsvOptions& given) {
    IdxOptions options;
    options.bytes = given.limits.bytes;
    const Images images = parse_idx_images(input, "case.idx", options);
    EXPECT_EQ(images.count, static_cast<int64_t>(images.pixels.size()) / images.pixels_per_image());
    return fmt::format("[{}, {}, {}] {}", images.count, images.height, images.width,
                       hex(images.pixels));
  });
}

TEST(IdxCases, LabelsEndAsWritten) {
  testing::run_cases("idx_labels.cases", 10, [](const std::string& input, const CsvOptions& given) {
    IdxOptions options;
    options.bytes = given.limits.bytes;
    if (given.limits.columns < 256) options.classes = given.limits.columns;
    return hex(parse_idx_labels(input, "case.idx", options));
  });
}

TEST(Idx, EveryTruncationIsNoticed) {
  const std::string whole = images_file(2, 2, 2);
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(coded_message([&] { parse_idx_images(whole.substr(0, size), "x"); }).substr(0, 5),
              "3 x: ");
  }
}

TEST_F(IdxFiles, ReadsAPair) {
  const std::string images = write("i", images_file(2, 1, 3));
  const std::string labels = write("l", labels_file({4, 0}));
  const Images set = read_idx_pair(images, labels);
  EXPECT_EQ(set.origin, images);
  EXPECT_EQ(set.count, 2);
  EXPECT_EQ(set.height, 1);
  EXPECT_EQ(set.width, 3);
  EXPECT_EQ(set.classes(), 5);
  EXPECT_EQ(set.image(1)[0], 3);
  EXPECT_EQ(read_idx_pair(images + "," + labels).labels, set.labels);
  EXPECT_TRUE(is_idx_pair(images + "," + labels));
  EXPECT_FALSE(is_idx_pair(images));
  EXPECT_FALSE(is_idx_pair(images + ",nothing"));
  const Images part = set.select(std::vector<int64_t>{1, 1});
  EXPECT_EQ(part.count, 2);
  EXPECT_EQ(part.pixels, std::vector<uint8_t>({3, 4, 5, 3, 4, 5}));
  EXPECT_EQ(part.labels, std::vector<uint8_t>({0, 0}));
}

TEST_F(IdxFiles, APathMayHoldCommas) {
  const std::string images = write("i,1", images_file(1, 1, 1));
  const std::string labels = write("l,1", labels_file({4}));
  EXPECT_EQ(read_idx_pair(images + "," + labels).count, 1);
}

TEST_F(IdxFiles, CountsMustAgree) {
  const std::string images = write("i", images_file(2, 1, 1));
  const std::string labels = write("l", labels_file({4, 0, 1}));
  EXPECT_EQ(coded_message([&] { read_idx_pair(images, labels); }),
            "3 " + images + " holds 2 images, but " + labels + " holds 3 labels");
}

TEST_F(IdxFiles, NamesWhatIsNoPair) {
  EXPECT_EQ(coded_message([] { read_idx_pair("no comma"); }),
            "2 no comma: expected two paths, images,labels");
  EXPECT_EQ(coded_message([] { read_idx_pair("/nowhere/i,/nowhere/l"); }),
            "1 /nowhere/l: can't open: No such file or directory");
}

TEST_F(IdxFiles, ReadsAFolder) {
  EXPECT_FALSE(is_idx_folder(folder));
  write_mnist();
  EXPECT_TRUE(is_idx_folder(folder));
  const ImageSplit split = read_idx_folder(folder);
  EXPECT_EQ(split.train.count, 3);
  EXPECT_EQ(split.test.count, 2);
  EXPECT_EQ(split.train.classes(), 3);
  EXPECT_EQ(split.test.pixels[0], 100);
}

TEST_F(IdxFiles, AFolderMustBeComplete) {
  write_mnist();
  std::remove((folder + "/t10k-labels-idx1-ubyte").c_str());
  EXPECT_FALSE(is_idx_folder(folder));
  EXPECT_EQ(
      coded_message([&] { read_idx_folder(folder); }),
      "3 " + folder + ": expected the files of MNIST, t10k-labels-idx1-ubyte[.gz] is missing");
}

TEST_F(IdxFiles, BothPartsHaveOneImageSize) {
  write_mnist();
  write("t10k-images-idx3-ubyte", images_file(2, 2, 3));
  EXPECT_EQ(coded_message([&] { read_idx_folder(folder); }),
            "3 " + folder + ": training images are 2x2, but test images 2x3 (height x width)");
}

TEST_F(IdxFiles, TheTestPartHasNoNewClass) {
  write_mnist();
  const std::string labels = write("t10k-labels-idx1-ubyte", labels_file({1, 3}));
  EXPECT_EQ(coded_message([&] { read_idx_folder(folder); }),
            "3 " + labels + ": label 3 of image 2 is outside 0..2");
}

}  // namespace
}  // namespace glia::data
