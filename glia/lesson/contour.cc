#include "glia/lesson/contour.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace glia::lesson {
namespace {

struct Point {
  double x, y;
};

struct Corner {
  Point point;
  double above;  // value - level
};

Point crossing(const Corner& a, const Corner& b) {
  const double t = a.above / (a.above - b.above);
  return {a.point.x + t * (b.point.x - a.point.x), a.point.y + t * (b.point.y - a.point.y)};
}

}  // namespace

std::vector<Piece> contour(const Field& field, double level) {
  std::vector<Piece> pieces;
  const auto corner = [&](int64_t column, int64_t row) {
    return Corner{{field.across.step(column, field.columns), field.up.step(row, field.rows)},
                  field.values[static_cast<size_t>(row * field.columns + column)] - level};
  };
  for (int64_t row = 0; row + 1 < field.rows; ++row) {
    for (int64_t column = 0; column + 1 < field.columns; ++column) {
      const Corner around[] = {corner(column, row), corner(column + 1, row),
                               corner(column + 1, row + 1), corner(column, row + 1)};
      std::vector<Point> crossed;  // 0, 2 or (a saddle) 4 of them
      for (size_t i = 0; i < 4; ++i) {
        const Corner& next = around[(i + 1) % 4];
        if ((around[i].above > 0) != (next.above > 0)) crossed.push_back(crossing(around[i], next));
      }
      for (size_t i = 0; i + 1 < crossed.size(); i += 2)
        pieces.push_back({crossed[i].x, crossed[i].y, crossed[i + 1].x, crossed[i + 1].y});
    }
  }
  return pieces;
}

std::vector<double> contour_levels(const Field& field, int count) {
  double least = std::numeric_limits<double>::infinity();
  double most = -least;
  for (const double value : field.values) {
    if (!std::isfinite(value)) continue;
    least = std::min(least, value);
    most = std::max(most, value);
  }
  std::vector<double> levels;
  if (!(least < most)) return levels;
  constexpr double kWide = 100;
  const bool geometric = least >= 0 && most / std::max(least, most * 1e-12) >= kWide;
  const double floor = std::max(least, most * 1e-3);
  for (int i = 1; i <= count; ++i) {
    const double share = i / (count + 1.0);
    levels.push_back(geometric ? floor * std::pow(most / floor, share)
                               : least + (most - least) * share);
  }
  return levels;
}

}  // namespace glia::lesson
