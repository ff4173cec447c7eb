// Where IDX files lie: single files, pairs, and folders in the layout of MNIST. The bytes
// themselves are the business of idx.cc.
#include <cstddef>
#include <optional>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/byte_source.h"
#include "glia/data/idx.h"
#include "glia/data/idx_internal.h"
#include "glia/data/source_bytes.h"

namespace glia::data {
namespace {

constexpr const char* kTrainImages = "train-images-idx3-ubyte";
constexpr const char* kTrainLabels = "train-labels-idx1-ubyte";
constexpr const char* kTestImages = "t10k-images-idx3-ubyte";
constexpr const char* kTestLabels = "t10k-labels-idx1-ubyte";

std::optional<std::string> find_in_folder(const std::string& folder, const std::string& name) {
  for (const char* suffix : {"", ".gz"}) {
    std::string path = fmt::format("{}/{}{}", folder, name, suffix);
    if (path_exists(path)) return path;
  }
  return std::nullopt;
}

std::string require_in_folder(const std::string& folder, const std::string& name) {
  if (std::optional<std::string> path = find_in_folder(folder, name)) return *path;
  fail(ErrorKind::kData, say("{}: expected the files of MNIST, {}[.gz] is missing", folder, name));
}

struct PathPair {
  std::string images;
  std::string labels;
};

// A path may hold commas itself, so the comma is one with a file on either side, if there is one.
std::optional<PathPair> split_pair(const std::string& text) {
  std::optional<PathPair> first;
  for (size_t at = text.find(','); at != std::string::npos; at = text.find(',', at + 1)) {
    PathPair pair{text.substr(0, at), text.substr(at + 1)};
    if (path_exists(pair.images) && path_exists(pair.labels)) return pair;
    if (!first) first = std::move(pair);
  }
  return first;
}

Images read_with_room(const std::string& path, const IdxOptions& options, uint64_t room) {
  if (path != "-") return read_images(*open_bytes(path, options.bytes), path, options, room);
  const SourceBytes source = read_raw_source(path, options.bytes);
  return parse_idx_images(source.bytes, source.name, options);
}

// Images with as many labels.
Images read_pair(const PathPair& paths, const IdxOptions& options, uint64_t room) {
  // Labels first: they are small, and a mistake there is found before the pixels are read.
  std::vector<uint8_t> labels = read_idx_labels(paths.labels, options);
  Images images = read_with_room(paths.images, options, room);
  if (images.count != static_cast<int64_t>(labels.size())) {
    fail(ErrorKind::kData, say("{} holds {} images, but {} holds {} labels", paths.images,
                               images.count, paths.labels, labels.size()));
  }
  images.labels = std::move(labels);
  return images;
}

// What a file says of its size, before anybody has looked whether it can be read.
uint64_t expected_bytes(const std::string& path, const IdxOptions& options) {
  try {
    return open_bytes(path, options.bytes)->size_hint();
  } catch (const Error&) {
    return 0;
  }
}

}  // namespace

bool looks_like_idx_images(std::string_view bytes) {
  return bytes.substr(0, 4) == std::string_view("\0\0\x08\x03", 4);
}

Images read_idx_images(const std::string& path, const IdxOptions& options) {
  return read_with_room(path, options, 0);
}

std::vector<uint8_t> read_idx_labels(const std::string& path, const IdxOptions& options) {
  if (path != "-") return read_labels(*open_bytes(path, options.bytes), path, options);
  const SourceBytes source = read_raw_source(path, options.bytes);
  return parse_idx_labels(source.bytes, source.name, options);
}

Images read_idx_pair(const std::string& images_path, const std::string& labels_path,
                     const IdxOptions& options) {
  return read_pair({images_path, labels_path}, options, 0);
}

Images read_idx_pair(const std::string& images_comma_labels, const IdxOptions& options) {
  const std::optional<PathPair> pair = split_pair(images_comma_labels);
  if (!pair) {
    fail(ErrorKind::kUsage, say("{}: expected two paths, images,labels", images_comma_labels));
  }
  return read_idx_pair(pair->images, pair->labels, options);
}

bool is_idx_pair(const std::string& images_comma_labels) {
  const std::optional<PathPair> pair = split_pair(images_comma_labels);
  return pair && path_exists(pair->images) && path_exists(pair->labels);
}

ImageSplit read_idx_folder(const std::string& folder, const IdxOptions& options) {
  const std::string train_images = require_in_folder(folder, kTrainImages);
  const std::string train_labels = require_in_folder(folder, kTrainLabels);
  const std::string test_images = require_in_folder(folder, kTestImages);
  const std::string test_labels = require_in_folder(folder, kTestLabels);
  ImageSplit split;
  // Training joins both parts: the pixels of the second fit behind those of the first.
  split.train =
      read_pair({train_images, train_labels}, options, expected_bytes(test_images, options));
  split.test = read_idx_pair(test_images, test_labels, options);
  const Images& train = split.train;
  const Images& test = split.test;
  if (train.height != test.height || train.width != test.width) {
    fail(ErrorKind::kData,
         say("{}: training images are {}x{}, but test images {}x{} (height x width)", folder,
             train.height, train.width, test.height, test.width));
  }
  check_labels(test.labels, test_labels, train.classes());
  return split;
}

bool is_idx_folder(const std::string& folder) {
  for (const char* name : {kTrainImages, kTrainLabels, kTestImages, kTestLabels}) {
    if (!find_in_folder(folder, name)) return false;
  }
  return true;
}

}  // namespace glia::data
