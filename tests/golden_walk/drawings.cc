#include "tests/golden_walk/drawings.h"

#include "glia/base/file.h"

namespace glia::golden {

Drawings read_drawings(const std::string& file) {
  constexpr size_t kLimit = size_t{1} << 20;
  const Json all =
      Json::parse(read_file(std::string(GLIA_SOURCE_DIR) + "/tests/golden/" + file, kLimit));
  Drawings drawings;
  for (const Json& sample : all["samples"]) {
    drawings.pixels.push_back(sample["x"]);
    drawings.labels.push_back(sample["y"]);
  }
  drawings.query = all["query"]["x"];
  drawings.width = all["width"];
  drawings.height = all["height"];
  return drawings;
}

}  // namespace glia::golden
