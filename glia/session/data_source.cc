#include "glia/session/data_source.h"

#include <memory>
#include <optional>
#include <utility>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/base/text.h"
#include "glia/data/builtin.h"
#include "glia/data/byte_source.h"
#include "glia/data/idx.h"
#include "glia/data/image_folder.h"
#include "glia/data/table_file.h"

namespace glia::session {
namespace {

// "mnist:FOLDER" names a built-in image set and where its files are.
std::pair<std::string, std::string> name_and_folder(const std::string& name) {
  const size_t colon = name.find(':');
  if (colon == std::string::npos) return {name, {}};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

// Pictures in it, or in its subfolders.
data::ImageSplit read_folder(const std::string& name) {
  if (std::optional<data::ImageSplit> split = data::read_image_folder(name))
    return *std::move(split);
  if (std::optional<data::Images> images = data::read_flat_image_folder(name))
    return {*std::move(images), {}};
  fail(ErrorKind::kData,
       say("{}: a folder without the four IDX files of the MNIST layout "
           "(train-images-idx3-ubyte, ...), and without pictures (PNG, JPEG, PGM, "
           "PPM) in it or in a subfolder for each class",
           name));
}

// As much as tells what a file is, decompressed.
std::string first_bytes(const std::string& path) {
  constexpr uint64_t kMostBytes = uint64_t{1} << 34;
  constexpr size_t kEnough = 16;
  const std::unique_ptr<data::ByteSource> source = data::open_bytes(path, kMostBytes);
  std::string bytes(kEnough, '\0');
  bytes.resize(source->read(bytes.data(), bytes.size()));
  return bytes;
}

}  // namespace

Data read_data(const DataRequest& request) {
  const std::string& name = request.name;
  if (name.empty())
    fail(ErrorKind::kUsage, "no data given: expected a file, '-' or a built-in set");
  data::TableFileOptions options;
  options.csv.text_columns = request.text_columns;
  options.csv.encoding = request.encoding;
  options.sheet = request.sheet;
  if (name == "-") return data::read_table(name, options);
  if (data::is_idx_folder(name)) return data::read_idx_folder(name);
  if (data::is_idx_pair(name)) return data::ImageSplit{data::read_idx_pair(name), {}};
  if (is_folder(name)) return read_folder(name);
  if (path_exists(name)) {
    const std::string head = first_bytes(name);
    if (data::looks_like_image(head)) return data::ImageSplit{data::read_single_image(name), {}};
    if (data::looks_like_idx_images(head)) return data::ImageSplit{data::read_idx_images(name), {}};
    return data::read_table(name, options);
  }
  const auto [set, folder] = name_and_folder(name);
  if (const data::Builtin* builtin = data::find_builtin(set)) {
    if (builtin->kind == data::BuiltinKind::kImages) return data::load_builtin_images(set, folder);
    return data::load_builtin(set);
  }
  std::vector<std::string> known;
  for (const data::Builtin& each : data::builtins()) known.emplace_back(each.name);
  const std::string near = nearest(name, known);
  fail(ErrorKind::kUsage,
       say("{}: no such file, and no built-in set of that name{}; `glia data list` shows them",
           name, near.empty() ? Message() : say(" (did you mean '{}'?)", near)));
}

}  // namespace glia::session
