// Drawings written as numbers: the grey values of one image or more, row by row, between blanks,
// commas, semicolons or line ends; what follows a # is a comment. They are 0 (black) to 255
// (white), or 0 to 1 if none is above 1.
//
// Lines mean nothing: 784 numbers on one line, 28 lines of 28 or one a line are the same drawing.
// Errors: kData, "file:line: ...". Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/message.h"

namespace glia::data {

struct GreyDrawings {
  std::string origin;
  int64_t count = 0;
  std::vector<float> pixels;  // [count, height * width], 0 (black) .. 1 (white)
  // That the range had to be guessed.
  std::vector<Message> warnings;
};

// As many drawings of height x width pixels as the numbers make; at least one.
GreyDrawings parse_grey_text(std::string_view text, const std::string& source, int64_t height,
                             int64_t width);

// From a file, gzip-compressed or not, or from standard input for "-".
GreyDrawings read_grey_text(const std::string& path, int64_t height, int64_t width);

}  // namespace glia::data
