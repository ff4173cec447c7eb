// The drawings of the X recogniser, tests/golden/x7x7.json.
#pragma once

#include <string>

#include "tests/golden_walk/sheet.h"

namespace glia::golden {

struct Drawings {
  Json pixels;  // [[49 of 0 or 1], ...]
  Json labels;  // 1: has an X
  Json query;   // 49
  int64_t width = 0;
  int64_t height = 0;
};
Drawings read_drawings(const std::string& file);

}  // namespace glia::golden
