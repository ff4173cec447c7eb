// A drawing of a function of one number and its derivative, as SVG.
#pragma once

#include <string>
#include <vector>

namespace glia::reference {

struct Point {
  double x, y;
};
// A curve in pieces: where a function jumps, one ends and the next begins.
using Pieces = std::vector<std::vector<Point>>;

std::string plot_svg(const std::string& title, const Pieces& function, const Pieces& derivative);

}  // namespace glia::reference
