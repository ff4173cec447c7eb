// Where a function on a grid has a certain value: short straight pieces, cell by cell.
// Pure function. Source: Lorensen and Cline 1987, marching cubes, in two dimensions.
#pragma once

#include <vector>

#include "glia/lesson/story.h"

namespace glia::lesson {

struct Piece {
  double x1, y1, x2, y2;  // in units of the field's axes
};

std::vector<Piece> contour(const Field& field, double level);

// `count` levels between the least and the largest value; powers of a common factor when the
// values are positive and span a factor of 100 or more.
std::vector<double> contour_levels(const Field& field, int count);

}  // namespace glia::lesson
