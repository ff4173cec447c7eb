#include "glia/session/image_labels.h"

#include <algorithm>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/warning.h"
#include "glia/session/data_source.h"

namespace glia::session {

std::vector<int32_t> labels_among(const std::vector<std::string>& names,
                                  const data::Images& images) {
  if (!images.has_labels())
    fail(ErrorKind::kData, say("{}: the images have no labels to compare with", images.origin));
  std::vector<int32_t> place;  // of each label; -1 where it has none
  for (int64_t label = 0; label < images.classes(); ++label) {
    const auto found = std::find(names.begin(), names.end(), images.label_name(label));
    place.push_back(found == names.end() ? -1 : static_cast<int32_t>(found - names.begin()));
  }
  std::vector<int32_t> labels;
  labels.reserve(images.labels.size());
  for (const uint8_t label : images.labels) {
    labels.push_back(place[label]);
    if (labels.back() >= 0) continue;
    fail(ErrorKind::kData, say("{}: label '{}' is none of the known ones: {}", images.origin,
                               images.label_name(label), data::list_columns(names)));
  }
  return labels;
}

data::Images with_labels_of(const data::Images& like, data::Images images) {
  std::vector<std::string> names;
  for (int64_t label = 0; label < like.classes(); ++label) names.push_back(like.label_name(label));
  const std::vector<int32_t> labels = labels_among(names, images);
  std::transform(labels.begin(), labels.end(), images.labels.begin(),
                 [](int32_t label) { return static_cast<uint8_t>(label); });
  images.label_names = like.label_names;
  return images;
}

data::Images read_test_images(const std::string& name, const data::Images& like) {
  Data test = read_data({name, {}});
  if (auto* images = std::get_if<data::ImageSplit>(&test))
    return with_labels_of(like, std::move(part_to_measure(*images)));
  fail(ErrorKind::kData, say("{}: a table can't test a model of images", name));
}

}  // namespace glia::session
