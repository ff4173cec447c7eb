#include "glia/data/image_folder.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/parse_number.h"
#include "glia/base/say_internal.h"

namespace glia::data {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostClasses = 256;  // a label is a byte
constexpr uint64_t kMostPixels = uint64_t{1} << 34;

struct Listing {
  std::vector<std::string> folders;
  std::vector<std::string> pictures;
};

bool is_picture_name(const std::string& name) {
  static constexpr std::array<std::string_view, 12> kEndings = {".png", ".pgm", ".ppm",  ".pnm",
                                                                ".pbm", ".jpg", ".jpeg", ".gif",
                                                                ".bmp", ".tif", ".tiff", ".webp"};
  std::string ending = name.substr(std::min(name.rfind('.'), name.size()));
  for (char& c : ending)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

Listing list(const std::string& folder) {
  Listing listing;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.empty() || name.front() == '.') continue;
    std::error_code unknown;
    if (at->is_directory(unknown))
      listing.folders.push_back(name);
    else if (is_picture_name(name))
      listing.pictures.push_back(name);
  }
  if (error)
    fail(ErrorKind::kFailed, say("{}: can't read the folder: {}", folder, error.message()));
  std::sort(listing.folders.begin(), listing.folders.end());
  std::sort(listing.pictures.begin(), listing.pictures.end());
  return listing;
}

// By number if every name is one, so that 10 stands behind 9.
void sort_classes(std::vector<std::string>& names) {
  for (const std::string& name : names)
    if (!parse_int64(name)) return;
  std::stable_sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return *parse_int64(a) < *parse_int64(b);
  });
}

// Images that come one by one; the first sets the size.
class Collection {
 public:
  Collection(std::string origin, const ImageLimits& limits) : limits_(limits) {
    images_.origin = std::move(origin);
  }

  void add(const std::string& folder, const std::string& name) {
    const std::string path = fmt::format("{}/{}", folder, name);
    const GreyImage image = read_image_file(path, limits_);
    if (images_.count == 0) {
      images_.height = image.height;
      images_.width = image.width;
      first_ = path;
    }
    if (image.height != images_.height || image.width != images_.width) {
      fail(ErrorKind::kData,
           say("{}: {} x {} pixels, but {} has {} x {} (height x width); all must have one size",
               path, image.height, image.width, first_, images_.height, images_.width));
    }
    const uint64_t pixels = uint64_t{images_.pixels.size()} + image.pixels.size();
    if (pixels > kMostPixels) {
      fail(ErrorKind::kData, say("{}: more than {} pixels in all", images_.origin, kMostPixels));
    }
    images_.pixels.insert(images_.pixels.end(), image.pixels.begin(), image.pixels.end());
    ++images_.count;
  }

  Images& images() { return images_; }
  Images take() { return std::move(images_); }

 private:
  ImageLimits limits_;
  Images images_;
  std::string first_;
};

// The subfolders of `folder` that have pictures are its classes.
std::vector<std::string> classes_of(const std::string& folder, const Listing& listing) {
  std::vector<std::string> classes;
  std::vector<std::string> empty;
  for (const std::string& name : listing.folders) {
    const bool has_some = !list(fmt::format("{}/{}", folder, name)).pictures.empty();
    (has_some ? classes : empty).push_back(name);
  }
  if (!classes.empty() && !empty.empty()) {
    fail(ErrorKind::kData, say("{}/{}: a class without a picture", folder, empty.front()));
  }
  if (classes.size() > kMostClasses) {
    fail(ErrorKind::kData,
         say("{}: {} classes; the limit is {}", folder, classes.size(), kMostClasses));
  }
  sort_classes(classes);
  return classes;
}

Images read_classes(const std::string& folder, const std::vector<std::string>& classes,
                    const std::vector<std::string>& known, const ImageLimits& limits) {
  Collection collection(folder, limits);
  Images& images = collection.images();
  images.label_names = known;
  for (const std::string& name : classes) {
    const auto at = std::find(known.begin(), known.end(), name);
    if (at == known.end()) {
      fail(ErrorKind::kData,
           say("{}/{}: a class that the training images do not have", folder, name));
    }
    const std::string place = fmt::format("{}/{}", folder, name);
    for (const std::string& picture : list(place).pictures) {
      collection.add(place, picture);
      images.labels.push_back(static_cast<uint8_t>(at - known.begin()));
      images.files.push_back(fmt::format("{}/{}", name, picture));
    }
  }
  return collection.take();
}

}  // namespace

std::optional<ImageSplit> read_image_folder(const std::string& folder, const ImageLimits& limits) {
  const Listing listing = list(folder);
  if (listing.folders == std::vector<std::string>{"test", "train"}) {
    const std::string train = folder + "/train";
    const std::string test = folder + "/test";
    const std::vector<std::string> classes = classes_of(train, list(train));
    const std::vector<std::string> tested = classes_of(test, list(test));
    if (!classes.empty() && !tested.empty()) {
      ImageSplit split;
      split.train = read_classes(train, classes, classes, limits);
      split.test = read_classes(test, tested, classes, limits);
      return split;
    }
  }
  const std::vector<std::string> classes = classes_of(folder, listing);
  if (classes.empty()) return std::nullopt;
  return ImageSplit{read_classes(folder, classes, classes, limits), {}};
}

std::optional<Images> read_flat_image_folder(const std::string& folder, const ImageLimits& limits) {
  const Listing listing = list(folder);
  if (listing.pictures.empty()) return std::nullopt;
  Collection collection(folder, limits);
  for (const std::string& picture : listing.pictures) {
    collection.add(folder, picture);
    collection.images().files.push_back(picture);
  }
  return collection.take();
}

Images read_single_image(const std::string& path, const ImageLimits& limits) {
  GreyImage image = read_image_file(path, limits);
  Images images;
  images.origin = path;
  images.count = 1;
  images.height = image.height;
  images.width = image.width;
  images.pixels = std::move(image.pixels);
  images.files = {path};
  return images;
}

}  // namespace glia::data
